// `show running-configuration`: the commands that lead to what is configured.
#include "lldp/test.hpp"

#include <algorithm>
#include <sstream>
#include <tuple>

namespace {

using Words = Lldpcli::Arguments;
using Catch::Matchers::ContainsSubstring;

std::string running_configuration(const Lldpd& lldpd)
{
    return lldpd.lldpcli().text({"show", "running-configuration"});
}

KeyValue interfaces(const Lldpd& lldpd)
{
    return lldpd.lldpcli().keyvalue({"show", "interfaces", "details"});
}

/// What an administrator may have told a daemon of two ports, each line as it is shown afterwards.
std::vector<std::string> told_lines()
{
    std::vector<std::string> lines{
        "configure lldp tx-interval 1500ms",
        "configure lldp tx-hold 7",
        "configure lldp keep-neighbors",
        "unconfigure lldp capabilities-advertisements",
        "configure lldp status tx-only",
        "configure system ip management pattern 192.0.2.*,!10.*",
        R"(configure system description "it's \"mine\" # and a \\")",
        "configure system hostname .",
        "configure system capabilities enabled bridge,router",
        "configure system bond-slave-src-mac-type fixed",
        "configure lldp portidsubtype local \"a port\"",
        "configure lldp agent-type nearest-customer-bridge",
        "configure lldp fast-start tx-interval 3",
        "configure ports eth0 lldp status rx-only",
        "configure ports eth0 lldp portdescription \"the first\"",
        "configure ports eth2 lldp vlan-tx 10 priority 3 dei 1",
        "unconfigure ports eth2 lldp status",
        "configure ports eth2 lldp portidsubtype macaddress",
    };
    if (has(Feature::Dot3))
        lines.emplace_back("configure ports eth0 dot3 power pd supported powerpairs spare class class-3 type 2 source "
                           "pse priority low requested 10000 allocated 15000");
    if (has(Feature::CustomTlv))
        lines.insert(lines.end(), {"configure lldp custom-tlv oui 33,44,55 subtype 1 oui-info 01,02",
                                   "configure lldp custom-tlv oui 33,44,55 subtype 1",
                                   "configure lldp custom-tlv oui 33,44,55 subtype 2"});
    if (has(Feature::LldpMed))
        lines.insert(lines.end(),
                     {"configure inventory asset \"number 7\"",
                      "configure med policy application voice tagged vlan 10 priority voice dscp 46",
                      "configure med location coordinate latitude 48.5N longitude 2.25W altitude 117.5 m datum WGS84",
                      "configure ports eth2 med location address country US street \"Commercial Road\"",
                      "configure ports eth2 med power pd source pse priority high value 5000"});
    return lines;
}

std::vector<std::string> sorted(const std::string& text)
{
    std::vector<std::string> lines;
    std::istringstream in{text};
    for (std::string line; std::getline(in, line);)
        lines.push_back(line);
    std::ranges::sort(lines);
    return lines;
}

/// A daemon with two ports.
struct Host
{
    Namespaces ns;
    Links links;
    std::pair<Link&, Link&> first = links.veth(ns(1), ns(2));
    std::pair<Link&, Link&> second = links.veth(ns(1), ns(2));
};

const std::string file = "/run/saved.conf";

} // namespace

TEST_CASE("of a daemon that was told nothing there is no running configuration", "[running-configuration]")
{
    Host here;
    const Lldpd lldpd{here.ns(1), {"-M", "4"}};
    CHECK(running_configuration(lldpd).empty());
}

TEST_CASE("the running configuration, fed back to a daemon that is new, restores it", "[running-configuration]")
{
    Host here;
    auto told = told_lines();
    std::string saved;
    KeyValue shown;
    KeyValue ports;
    {
        const Lldpd lldpd{here.ns(1), {"-M", "4"}};
        std::string commands;
        for (const auto& line : told)
            commands += line + "\n";
        here.ns(1).write_file(file, commands);
        lldpd.lldpcli().text({"-c", file});
        saved = running_configuration(lldpd);
        shown = lldpd.lldpcli().keyvalue({"show", "configuration"});
        ports = interfaces(lldpd);
    }
    std::ranges::sort(told);
    CHECK(sorted(saved) == told);

    here.ns(1).write_file(file, saved);
    const Lldpd lldpd{here.ns(1), {"-M", "4"}};
    CHECK(lldpd.lldpcli().run({"-c", file}).err.empty());
    CHECK(running_configuration(lldpd) == saved);
    CHECK(lldpd.lldpcli().keyvalue({"show", "configuration"}) == shown);
    CHECK(interfaces(lldpd) == ports);
}

TEST_CASE("a port that has less than all have is restored with less", "[running-configuration]")
{
    needs(Feature::CustomTlv);
    Host here;
    std::string saved;
    {
        const Lldpd lldpd{here.ns(1)};
        lldpd.lldpcli().text({"configure", "lldp", "custom-tlv", "oui", "33,44,55", "subtype", "1"});
        lldpd.lldpcli().text({"unconfigure", "ports", "eth2", "lldp", "custom-tlv"});
        saved = running_configuration(lldpd);
    }
    here.ns(1).write_file(file, saved);
    const Lldpd lldpd{here.ns(1)};
    lldpd.lldpcli().text({"-c", file});
    const auto shown = lldpd.lldpcli().text({"show", "interfaces", "details", "ports", "eth2"});
    CHECK_THAT(shown, !ContainsSubstring("33,44,55"));
    CHECK_THAT(lldpd.lldpcli().text({"show", "interfaces", "details", "ports", "eth0"}), ContainsSubstring("33,44,55"));
}

TEST_CASE("who is paused stays so in the running configuration", "[running-configuration]")
{
    Host here;
    const Lldpd lldpd{here.ns(1)};
    lldpd.lldpcli().text({"pause"});
    CHECK(running_configuration(lldpd) == "pause\n");
}

TEST_CASE("each format has the running configuration", "[running-configuration][formats]")
{
    Host here;
    const Lldpd lldpd{here.ns(1)};
    lldpd.lldpcli().text({"configure", "lldp", "tx-hold", "7"});
    lldpd.lldpcli().text({"configure", "system", "description", "a \"b\""});
    const auto in = [&](const std::string& format) {
        return lldpd.lldpcli().text({"-f", format, "show", "running-configuration"});
    };
    CHECK(in("keyvalue") == "running-configuration.command=configure lldp tx-hold 7\n"
                            "running-configuration.command=configure system description \"a \\\"b\\\"\"\n");
    if (has(Feature::Json))
        CHECK(in("json") == R"({
  "running-configuration": {
    "command": [
      "configure lldp tx-hold 7",
      "configure system description \"a \\\"b\\\"\""
    ]
  }
}
)");
    if (has(Feature::Xml))
        CHECK(in("xml") == R"(<?xml version="1.0" encoding="UTF-8"?>
<running-configuration label="Running configuration">
 <command label="Command">configure lldp tx-hold 7</command>
 <command label="Command">configure system description &quot;a \&quot;b\&quot;&quot;</command>
</running-configuration>
)");
}

TEST_CASE("clients that configure at once lose nothing of each other", "[running-configuration][configure]")
{
    Host here;
    const Lldpd lldpd{here.ns(1)};
    const std::vector<std::tuple<std::string, std::string, std::string>> settings{
        {"lldp", "tx-hold", "tx-hold"}, {"lldp", "tx-interval", "tx-delay"}, {"system", "hostname", "hostname"}};
    for (int round = 10; round < 20; ++round) {
        const auto value = std::to_string(round);
        std::vector<Process> clients;
        clients.reserve(settings.size());
        for (const auto& [family, word, key] : settings)
            clients.push_back(lldpd.lldpcli().start({"configure", family, word, value}));
        for (const auto& client : clients)
            client.wait();
        const auto shown = lldpd.lldpcli().keyvalue({"show", "configuration"});
        for (const auto& [family, word, key] : settings)
            REQUIRE(shown["configuration.config." + key] == value);
    }
}
