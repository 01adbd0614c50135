// What the parts of Namespace share: not for tests.
#pragma once

#include "harness/namespaces.hpp"
#include "harness/netlink.hpp"

#include <array>
#include <exception>
#include <optional>
#include <sched.h>
#include <string>

namespace harness {

struct NamespaceKind
{
    const char* name; ///< In /proc/PID/ns.
    int flag;         ///< For setns and unshare.
};

/// In the order of entering.
inline constexpr std::array namespace_kinds = {NamespaceKind{"net", CLONE_NEWNET}, NamespaceKind{"ipc", CLONE_NEWIPC},
                                               NamespaceKind{"uts", CLONE_NEWUTS}, NamespaceKind{"mnt", CLONE_NEWNS}};

using NamespaceDescriptors = std::array<Fd, namespace_kinds.size()>;

struct Namespace::State
{
    std::string name;
    NamespaceDescriptors descriptors;
    const Namespace* owner = nullptr; ///< The object that owns this, wherever it was moved to.
    std::optional<Netlink> netlink = {};
    Fd packet_sender = {};
    int exceptions = std::uncaught_exceptions(); ///< More of them at the end: a failed test is being unwound.
};

/// `process`: a number or "self".
[[nodiscard]] Expected<NamespaceDescriptors> open_namespaces(const std::string& process);

/// Moves this process; the path of the working directory stays, where it exists there.
[[nodiscard]] Expected<> set_namespaces(const NamespaceDescriptors& descriptors, const std::string& name);

/// In a forked child: leaves whatever guards the test process is in.
[[nodiscard]] Expected<> leave_guards();

} // namespace harness
