// lldpd's command line.
#include "lldp/test.hpp"

using Catch::Matchers::ContainsSubstring;

TEST_CASE("the daemon says its version and what it was built with", "[options]")
{
    Namespaces ns;
    const auto version = run_directly(ns(1), {"-v"});
    CHECK(version.status.code == 0);
    CHECK(version.out == build_report().version + "\n");

    const auto report = run_directly(ns(1), {"-vv"});
    CHECK(report.status.code == 0);
    CHECK_THAT(report.out, Catch::Matchers::StartsWith("lldpd " + build_report().version + "\n"));
    for (const char* line : {"Additional LLDP features:", "Additional protocols:", "SNMP support:",
                             "Privilege separation:", "Configuration directory:"})
        CHECK_THAT(report.out, ContainsSubstring(line));
}

TEST_CASE("a wrong option shows the usage and fails", "[options]")
{
    const auto arguments = GENERATE(values<Lldpd::Arguments>({{"-Z"}, {"-u"}, {"-M", "9"}}));
    Namespaces ns;
    const auto refused = run_directly(ns(1), arguments);
    CHECK(refused.status.code == 1);
    CHECK_THAT(refused.err, ContainsSubstring("Usage:"));
}

TEST_CASE("an option that makes sense only once is refused the second time", "[options]")
{
    const auto option = GENERATE(values<std::string>({"-m", "-u", "-I", "-C", "-S", "-P", "-O"}));
    Namespaces ns;
    const auto refused = run_directly(ns(1), {"-d", option, "a", option, "b"});
    CHECK(refused.status.code == 1);
    CHECK_THAT(refused.err, ContainsSubstring(option + " can only be used once"));
}

TEST_CASE("a platform given on the command line is part of the configuration", "[options]")
{
    Namespaces ns;
    Lldpd lldpd{ns(1), {"-P", "toaster"}};
    CHECK(lldpd.lldpcli().keyvalue({"show", "configuration"})["configuration.config.platform"] == "toaster");
}

TEST_CASE("a daemon that is to send LLDP in any case does", "[options]")
{
    Wired here;
    Lldpd lldpd{here.ns(1), {"-l"}};

    next_lldp_from(here.wire, here.port.mac());
}

TEST_CASE("a protocol or an agent that is not built in is refused, and named", "[options]")
{
    const auto [feature, option, name] = GENERATE(table<Feature, std::string, std::string>({
        {Feature::Cdp, "-c", "CDP"},
        {Feature::Cdp, "-cc", "CDP"},
        {Feature::Edp, "-e", "EDP"},
        {Feature::Fdp, "-f", "FDP"},
        {Feature::Sonmp, "-s", "SONMP"},
        {Feature::Snmp, "-x", "SNMP"},
    }));
    if (has(feature))
        skip("the daemon has it: " + name);
    Namespaces ns;

    const auto refused = run_directly(ns(1), {option});

    CHECK(refused.status.code == 1);
    CHECK_THAT(refused.err, ContainsSubstring(option.substr(0, 2) + " needs ") && ContainsSubstring(name));
}

TEST_CASE("a daemon that speaks nothing but LLDP is not to be told to speak nothing", "[options]")
{
    if (has(Feature::Cdp) || has(Feature::Edp) || has(Feature::Fdp) || has(Feature::Sonmp))
        skip("the daemon speaks other protocols");
    Namespaces ns;

    const auto refused = run_directly(ns(1), {"-ll"});

    CHECK(refused.status.code == 1);
    CHECK_THAT(refused.err, ContainsSubstring("turns LLDP off"));
}
