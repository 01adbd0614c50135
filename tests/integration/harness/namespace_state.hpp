// What the parts of Namespace share: not for tests.
#pragma once

#include "harness/failure.hpp"
#include "harness/namespaces.hpp"
#include "harness/netlink.hpp"
#include "harness/netlink_history.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <sched.h>
#include <string>

// glibc 2.36 was the first to know it.
#ifndef CLONE_NEWTIME
#define CLONE_NEWTIME 0x00000080
#endif

namespace harness {

struct NamespaceKind
{
    const char* name; ///< In errors.
    const char* file; ///< In /proc/PID/ns: what the children of a process that unshares it will be in.
    int flag;         ///< For setns and unshare.
    bool guarded;     ///< The test process can enter it and leave it again.
    /// Whether it was asked for; null: each set has it.
    bool NamespaceKinds::*asked;
};

/// In the order of entering: the user namespace first, since the others belong to it; then no path is needed any more.
inline constexpr std::array namespace_kinds = {
    NamespaceKind{"user", "user", CLONE_NEWUSER, false, &NamespaceKinds::user},
    NamespaceKind{"pid", "pid_for_children", CLONE_NEWPID, false, &NamespaceKinds::pid},
    NamespaceKind{"time", "time_for_children", CLONE_NEWTIME, false, &NamespaceKinds::time},
    NamespaceKind{"cgroup", "cgroup", CLONE_NEWCGROUP, true, &NamespaceKinds::cgroup},
    NamespaceKind{"net", "net", CLONE_NEWNET, true, nullptr},
    NamespaceKind{"ipc", "ipc", CLONE_NEWIPC, true, nullptr},
    NamespaceKind{"uts", "uts", CLONE_NEWUTS, true, nullptr},
    NamespaceKind{"mnt", "mnt", CLONE_NEWNS, true, nullptr},
};

/// One for each kind; nothing: the set has none of its own.
using NamespaceDescriptors = std::array<Fd, namespace_kinds.size()>;

/// The descriptor of a kind, by its CLONE_NEW* flag; -1 where there is none.
[[nodiscard]] int descriptor_of(const NamespaceDescriptors& descriptors, int flag);

/// Process 1 of a pid namespace, held by its pidfd. When it ends, and it does with this object unless --keep has kept
/// the test, all others in there do. Nobody waits for that: whoever started them has to.
class InitProcess
{
  public:
    InitProcess() = default;
    explicit InitProcess(Fd pidfd) : pidfd_{std::move(pidfd)} {}
    InitProcess(InitProcess&&) noexcept = default;
    InitProcess& operator=(InitProcess&&) = delete;
    InitProcess(const InitProcess&) = delete;
    InitProcess& operator=(const InitProcess&) = delete;
    ~InitProcess();

  private:
    Fd pidfd_;
};

struct MadeNamespaces
{
    NamespaceDescriptors descriptors;
    InitProcess init = {};
    Fd pids_outside = {}; ///< The pid namespace that the test process is in, where the set has another one.
};

struct Namespace::State
{
    std::string name;
    MadeNamespaces made;
    const Namespace* owner = nullptr; ///< The object that owns this, wherever it was moved to.
    std::optional<Netlink> netlink = {};
    Fd packet_sender = {};
    std::optional<NetlinkListener> listener = {};
    Unwinding unwinding = {};
};

/// New ones: the hostname is `name`, lo is up.
[[nodiscard]] Expected<MadeNamespaces> make_namespaces(const std::string& name, const NamespaceKinds& more);

/// In a forked child: leaves whatever guards the test process is in.
[[nodiscard]] Expected<> leave_guards();

} // namespace harness
