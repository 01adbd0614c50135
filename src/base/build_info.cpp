#include "base/build_info.hpp"

#include "base/paths.hpp"
#include "config.h"

#include <algorithm>
#include <vector>

namespace lldp {

namespace {

std::vector<std::string_view> lldp_features()
{
    return {
#ifdef ENABLE_LLDPMED
        "LLDP-MED",
#endif
#ifdef ENABLE_DOT1
        "Dot1",
#endif
#ifdef ENABLE_DOT3
        "Dot3",
#endif
#ifdef ENABLE_CUSTOM
        "Custom TLV",
#endif
    };
}

std::vector<std::string_view> other_protocols()
{
    return {
#ifdef ENABLE_CDP
        "CDP",
#endif
#ifdef ENABLE_FDP
        "FDP",
#endif
#ifdef ENABLE_EDP
        "EDP",
#endif
#ifdef ENABLE_SONMP
        "SONMP",
#endif
    };
}

#ifdef USE_SNMP
constexpr std::string_view snmp = "yes";
#else
constexpr std::string_view snmp = "no";
#endif

#ifdef USE_SECCOMP
constexpr std::string_view seccomp = "yes";
#else
constexpr std::string_view seccomp = "no";
#endif

#ifdef USE_READLINE
constexpr std::string_view readline = "yes";
#else
constexpr std::string_view readline = "no";
#endif

// Where the values stand; one label is longer.
constexpr std::size_t value_column = 29;

std::string listed(std::span<const std::string_view> names)
{
    std::string list;
    for (const auto name : names)
        list.append(list.empty() ? "" : ", ").append(name);
    return list.empty() ? "(none)" : list;
}

std::string line(std::string text, std::string_view value)
{
    text.resize(std::max(value_column, text.size() + 1), ' ');
    return text.append(value) + "\n";
}

std::string heading(const std::string& program)
{
    return program + " " PACKAGE_VERSION "\n  Built on " BUILD_DATE "\n\n";
}

std::string commands()
{
    return "\nC compiler command: " COMPILER_COMMAND "\nLinker command:     " LINKER_COMMAND "\n";
}

std::string privilege_separation()
{
#ifdef ENABLE_PRIVSEP
#ifdef USE_LIBCAP
    static constexpr std::string_view how = "enabled";
#else
    static constexpr std::string_view how = "enabled, monitor as root";
#endif
    return line("Privilege separation:", how) + line("Privilege separation user:", paths::privsep_user) +
           line("Privilege separation group:", paths::privsep_group) +
           line("Privilege separation chroot:", paths::privsep_chroot);
#else
    return line("Privilege separation:", "disabled");
#endif
}

} // namespace

std::string_view version()
{
    return PACKAGE_VERSION;
}

std::string version_text()
{
    return PACKAGE_VERSION "\n";
}

std::string build_report_daemon()
{
    return heading("lldpd") + line("Additional LLDP features:", listed(lldp_features())) +
           line("Additional protocols:", listed(other_protocols())) + line("SNMP support:", snmp) +
           line("Old kernel support:", "no (Linux 2.6.39+)") + privilege_separation() +
           line("Seccomp support:", seccomp) + line("Configuration directory:", paths::sysconfdir) + commands();
}

std::string build_report_client(std::span<const std::string_view> formats)
{
    return heading("lldpcli") + line("Additional output formats:", listed(formats)) +
           line("Readline support:", readline) + commands();
}

} // namespace lldp
