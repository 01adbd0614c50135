#include "lldp/program.hpp"

#include "harness/namespaces.hpp"
#include "harness/netlink.hpp"
#include "harness/process.hpp"
#include "harness/repeat.hpp"
#include "harness/report.hpp"
#include "harness/sanitizer.hpp"

#include <catch2/reporters/catch_reporter_event_listener.hpp>
#include <catch2/reporters/catch_reporter_registrars.hpp>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <optional>
#include <sstream>
#include <string_view>
#include <unistd.h>

namespace lldptest {

namespace {

struct Named
{
    const char* name; ///< As the report writes it.
    const char* line; ///< The report's line that lists it.
    bool of_client;   ///< In the client's report, not the daemon's.
};

const Named& named(Feature feature)
{
    static const std::map<Feature, Named> names = {
        {Feature::LldpMed, {"LLDP-MED", "Additional LLDP features", false}},
        {Feature::Dot1, {"Dot1", "Additional LLDP features", false}},
        {Feature::Dot3, {"Dot3", "Additional LLDP features", false}},
        {Feature::CustomTlv, {"Custom TLV", "Additional LLDP features", false}},
        {Feature::Cdp, {"CDP", "Additional protocols", false}},
        {Feature::Fdp, {"FDP", "Additional protocols", false}},
        {Feature::Edp, {"EDP", "Additional protocols", false}},
        {Feature::Sonmp, {"SONMP", "Additional protocols", false}},
        {Feature::Snmp, {"yes", "SNMP support", false}},
        {Feature::PrivilegeSeparation, {"enabled", "Privilege separation", false}},
        {Feature::MonitorAsRoot, {"monitor as root", "Privilege separation", false}},
        {Feature::Seccomp, {"yes", "Seccomp support", false}},
        {Feature::Json, {"JSON", "Additional output formats", true}},
        {Feature::Xml, {"XML", "Additional output formats", true}},
        {Feature::PlainPrompt, {"no", "Readline support", true}},
    };
    return names.at(feature);
}

using Report = std::map<std::string, std::string>;

/// "Privilege separation user:   _lldpd" becomes {"Privilege separation user", "_lldpd"}; the first line is under "".
/// The report must begin with the program's proper name and have that line: all that is prepared for a test rests on
/// it.
Report ask(const std::string& program, const std::string& name, const std::string& line, Where where)
{
    const auto answer = harness::run({program, "-vv"}, {.environment = harness::sanitizer_environment()}, where);
    if (!answer.status.success())
        harness::fail(program + " -vv: " + answer.status.describe() + "\n" + answer.err, where);
    Report report;
    std::istringstream lines{answer.out};
    std::getline(lines, report[""]);
    for (std::string each; std::getline(lines, each);) {
        const auto colon = each.find(':');
        if (colon == std::string::npos)
            continue;
        const auto value = each.find_first_not_of(' ', colon + 1);
        report[each.substr(0, colon)] = value == std::string::npos ? "" : each.substr(value);
    }
    const bool named = report[""].rfind(name + " ", 0) == 0;
    if (!named || report.count(line) == 0)
        harness::fail(program + " is not an " + name + ": `-vv` printed no \"" +
                          (named ? line + ":" : name + " VERSION") + "\"\n" + answer.out,
                      where);
    return report;
}

const Report& daemon_report(Where where)
{
    static const Report the_one = ask(lldpd_path(), "lldpd", "Configuration directory", where);
    return the_one;
}

const Report& client_report(Where where)
{
    static const Report the_one = ask(lldpcli_path(), "lldpcli", "Additional output formats", where);
    return the_one;
}

std::string value(const Report& report, const std::string& key)
{
    const auto found = report.find(key);
    return found == report.end() ? "" : found->second;
}

std::string from_environment(const char* variable, const char* otherwise)
{
    const char* given = std::getenv(variable);
    if (given == nullptr || *given == '\0' || std::string_view{given} == otherwise)
        return otherwise;
    const bool is_path = std::string_view{given}.find('/') != std::string_view::npos;
    harness::repeat_with(variable, is_path ? std::filesystem::absolute(given).string() : given);
    return given;
}

struct Driver
{
    const char* name;
    const char* kind; ///< Of an interface that needs nothing but a name; nullptr: it is no driver of interfaces.
};

const Driver& driver_of(Kernel driver)
{
    static const std::map<Kernel, Driver> names = {
        {Kernel::Bridge, {"bridges", "bridge"}},
        {Kernel::Bond, {"bonds", "bond"}},
        {Kernel::Team, {"teams", "team"}},
        {Kernel::Dummy, {"dummies", "dummy"}},
        {Kernel::Ipv6, {"IPv6", nullptr}},
        {Kernel::LiveRename, {"new names for interfaces that are up", nullptr}},
    };
    return names.at(driver);
}

std::optional<std::string> lacks_live_rename(Where where)
{
    const auto ns = harness::require(harness::Namespace::create("probe"), where);
    harness::report::leave_out(ns);
    auto* netlink = harness::require(ns.netlink(), where);
    harness::require(netlink->add_veth({"probe0", "02:00:00:00:00:01"}, {"probe1", "02:00:00:00:00:02"}, ns.net()),
                     where);
    const auto index = harness::require(netlink->link("probe0"), where).index;
    harness::require(netlink->change(index, "probe0", {.up = true}), where);
    const auto renamed = netlink->change(index, "probe0", {.name = "probe2"});
    return renamed ? std::nullopt : std::optional<std::string>{renamed.error().message()};
}

/// Nothing when the kernel has it, else its answer.
std::optional<std::string> lacks(Kernel driver, Where where)
{
    if (driver == Kernel::LiveRename)
        return lacks_live_rename(where);
    if (driver_of(driver).kind == nullptr)
        return ::access("/proc/sys/net/ipv6", F_OK) == 0 ? std::nullopt : std::optional<std::string>{"no IPv6 sysctls"};
    const auto ns = harness::require(harness::Namespace::create("probe"), where);
    harness::report::leave_out(ns);
    auto* netlink = harness::require(ns.netlink(), where);
    const auto made = netlink->add_link({.kind = driver_of(driver).kind, .name = "probe0"});
    if (!made && !made.error().kernel_lacks_it())
        harness::give_up(made.error(), where);
    return made ? std::nullopt : std::optional<std::string>{made.error().message()};
}

const std::optional<std::string>& lacks_cached(Kernel driver, Where where)
{
    static std::map<Kernel, std::optional<std::string>> known;
    const auto found = known.find(driver);
    return found != known.end() ? found->second : known.emplace(driver, lacks(driver, where)).first->second;
}

/// The command that repeats a failed test names both, whichever of them it came to.
class Programs final : public Catch::EventListenerBase
{
  public:
    using EventListenerBase::EventListenerBase;

    void testRunStarting(const Catch::TestRunInfo& /*info*/) override
    {
        static_cast<void>(lldpd_path());
        static_cast<void>(lldpcli_path());
    }
};

CATCH_REGISTER_LISTENER(Programs)

} // namespace

const std::string& lldpd_path()
{
    static const std::string path = from_environment("LLDPD", LLDPD_BUILT);
    return path;
}

const std::string& lldpcli_path()
{
    static const std::string path = from_environment("LLDPCLI", LLDPCLI_BUILT);
    return path;
}

void needs_file(const std::string& path, Where where)
{
    if (::access(path.c_str(), R_OK) != 0)
        harness::skip("this user cannot read " + path, where);
}

std::string manual_page(const std::string& program)
{
    return MANUALS + program + ".8.in";
}

const char* neighbors_example()
{
    return NEIGHBORS_EXAMPLE;
}

const char* completions_directory()
{
    return COMPLETIONS;
}

const BuildReport& build_report(Where where)
{
    static const BuildReport the_one = [&] {
        const auto& report = daemon_report(where);
        const auto first = value(report, "");
        return BuildReport{
            .version = first.substr(first.find(' ') + 1),
            .user = value(report, "Privilege separation user"),
            .group = value(report, "Privilege separation group"),
            .chroot = value(report, "Privilege separation chroot"),
            .configuration_dir = value(report, "Configuration directory"),
        };
    }();
    return the_one;
}

bool has(Feature feature, Where where)
{
    const auto& wanted = named(feature);
    std::istringstream listed{value(wanted.of_client ? client_report(where) : daemon_report(where), wanted.line)};
    for (std::string word; std::getline(listed >> std::ws, word, ',');)
        if (word == wanted.name)
            return true;
    return false;
}

void needs(Feature feature, Where where)
{
    if (has(feature, where))
        return;
    const auto& wanted = named(feature);
    const auto& program = wanted.of_client ? lldpcli_path() : lldpd_path();
    harness::skip(program + " was built without it: '" + wanted.line + "' does not say " + wanted.name, where);
}

bool has(Kernel driver, Where where)
{
    return !lacks_cached(driver, where);
}

void needs(Kernel driver, Where where)
{
    if (const auto& reason = lacks_cached(driver, where))
        harness::skip("the kernel lacks " + std::string{driver_of(driver).name} + ": " + *reason, where);
}

} // namespace lldptest
