// The programs under test, and what they say of themselves.
#pragma once

#include "harness/where.hpp"

#include <string>

namespace lldptest {

using harness::Where;

/// The daemon under test: the environment's LLDPD, else the build tree's own.
[[nodiscard]] const std::string& lldpd_path();
/// The client under test: the environment's LLDPCLI, else the build tree's own.
[[nodiscard]] const std::string& lldpcli_path();

/// Skips the running test unless this user can read that file of the sources or the build, which may be where only
/// others can look.
void needs_file(const std::string& path, Where where = Where::here());

/// The manual page of lldpd or lldpcli, as it is written.
[[nodiscard]] std::string manual_page(const std::string& program);
/// The example of the library for clients, in the build tree.
[[nodiscard]] const char* neighbors_example();

/// Where the build tree's completions are, a directory for each shell.
[[nodiscard]] const char* completions_directory();

/// What can be built into the daemon and the client.
enum class Feature {
    LldpMed,
    Dot1,
    Dot3,
    CustomTlv,
    Cdp,
    Fdp,
    Edp,
    Sonmp,
    Snmp,
    PrivilegeSeparation,
    MonitorAsRoot, ///< Built without libcap.
    Seccomp,
    Json,
    Xml,
    PlainPrompt, ///< The client was built without readline.
};

/// What `lldpd -vv` tells beside the features.
struct BuildReport
{
    std::string version;           ///< "1.0.16", as `lldpd -v` prints it.
    std::string user;              ///< Of the unprivileged process; empty without privilege separation.
    std::string group;             ///< The same.
    std::string chroot;            ///< The same.
    std::string configuration_dir; ///< "/etc"
};

/// Read once from the daemon under test.
[[nodiscard]] const BuildReport& build_report(Where where = Where::here());

/// Whether `lldpd -vv` (for output formats: `lldpcli -vv`) lists it.
[[nodiscard]] bool has(Feature feature, Where where = Where::here());
/// Skips the running test unless the programs under test have it.
void needs(Feature feature, Where where = Where::here());

/// What a kernel can lack.
enum class Kernel {
    Bridge,
    Bond,
    Team,
    Dummy,
    Ipv6,
    LiveRename, ///< Of interfaces that are up.
};

/// Whether the running kernel has it, found by trying once.
[[nodiscard]] bool has(Kernel driver, Where where = Where::here());
/// Skips the running test unless the kernel has it.
void needs(Kernel driver, Where where = Where::here());

} // namespace lldptest
