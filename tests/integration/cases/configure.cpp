// `lldpcli configure`: what is configured is shown and done, what is wrong is refused and changes nothing.
#include "lldp/test.hpp"

namespace {

using Catch::Matchers::ContainsSubstring;

/// A daemon with one port, and somebody at its other end who hears all that it says.
struct Configured
{
    Namespaces ns;
    Links links;
    std::pair<Link&, Link&> link = links.veth(ns(1), ns(2));
    std::string port = link.first.name();
    Lldpd lldpd{ns(1)};

    [[nodiscard]] KeyValue configuration() const { return lldpd.lldpcli().keyvalue({"show", "configuration"}); }
    [[nodiscard]] KeyValue interfaces() const { return lldpd.lldpcli().keyvalue({"show", "interfaces", "details"}); }
};

} // namespace

TEST_CASE("what was configured is shown", "[configure]")
{
    const auto& [words, key, before,
                 after] = GENERATE(values<std::tuple<Lldpcli::Arguments, std::string, std::string, std::string>>({
        {{"lldp", "tx-interval", "20"}, "tx-delay", "30", "20"},
        {{"lldp", "tx-interval", "20"}, "tx-delay-ms", "30000", "20000"},
        {{"lldp", "tx-interval", "1500ms"}, "tx-delay", "30", "2"},
        {{"lldp", "tx-interval", "1500ms"}, "tx-delay-ms", "30000", "1500"},
        {{"lldp", "tx-hold", "7"}, "tx-hold", "4", "7"},
        {{"system", "max-neighbors", "5"}, "max-neighbors", "32", "5"},
        {{"lldp", "portidsubtype", "ifname"}, "lldp-portid-type", "unknown", "ifname"},
        {{"lldp", "portidsubtype", "macaddress"}, "lldp-portid-type", "unknown", "macaddress"},
        {{"lldp", "agent-type", "nearest-bridge"}, "lldp-agent-type", "unknown", "nearest bridge"},
        {{"lldp", "agent-type", "nearest-non-tpmr-bridge"}, "lldp-agent-type", "unknown", "nearest non-TPMR bridge"},
        {{"lldp", "agent-type", "nearest-customer-bridge"}, "lldp-agent-type", "unknown", "nearest customer bridge"},
    }));
    Configured here;
    CHECK(here.configuration()["configuration.config." + key] == before);
    auto line = words;
    line.insert(line.begin(), "configure");
    CHECK(here.lldpd.lldpcli().text(line).find_first_not_of('\n') == std::string::npos);
    CHECK(here.configuration()["configuration.config." + key] == after);
}

TEST_CASE("what is unconfigured is as it was at the start", "[configure][unconfigure]")
{
    const auto& [words, key] = GENERATE(values<std::pair<Lldpcli::Arguments, std::string>>({
        {{"lldp", "tx-interval", "20"}, "tx-delay"},
        {{"lldp", "tx-hold", "7"}, "tx-hold"},
        {{"system", "max-neighbors", "5"}, "max-neighbors"},
        {{"lldp", "keep-neighbors"}, "keep-neighbors"},
        {{"lldp", "portidsubtype", "ifname"}, "lldp-portid-type"},
        {{"lldp", "agent-type", "nearest-customer-bridge"}, "lldp-agent-type"},
    }));
    Configured here;
    const auto before = here.configuration()["configuration.config." + key];
    auto line = words;
    line.insert(line.begin(), "configure");
    here.lldpd.lldpcli().text(line);
    CHECK(here.configuration()["configuration.config." + key] != before);
    here.lldpd.lldpcli().text({"unconfigure", words[0], words[1]});
    CHECK(here.configuration()["configuration.config." + key] == before);
}

TEST_CASE("a wrong value is refused with what would be right, and changes nothing", "[configure]")
{
    const auto& [words, message] = GENERATE(values<std::pair<Lldpcli::Arguments, std::string>>({
        {{"lldp", "tx-interval", "0"}, "argument 4: tx-interval must be 1 to 3600 seconds"},
        {{"lldp", "tx-interval", "3601"}, "argument 4: tx-interval must be 1 to 3600 seconds"},
        {{"lldp", "tx-interval", "10s"}, "argument 4: tx-interval must be 1 to 3600 seconds"},
        {{"lldp", "tx-hold", "0"}, "argument 4: tx-hold must be a number from 1 to 100, not `0`"},
        {{"lldp", "tx-hold", "101"}, "argument 4: tx-hold must be a number from 1 to 100, not `101`"},
        {{"lldp", "tx-hold"}, "incomplete command"},
        {{"lldp", "tx-hold", "4", "5"}, "unknown command from argument 5: `5`"},
        {{"lldp", "status", "off"}, "argument 4: status must be rx-and-tx, rx-only, tx-only or disabled, not `off`"},
        {{"lldp", "portidsubtype", "number"}, "unknown command from argument 4: `number`"},
        {{"system", "max-neighbors", "0"}, "argument 4: max-neighbors must be a number from 1"},
        {{"ports", "nosuch", "lldp", "status", "disabled"}, "no port named `nosuch`"},
        {{"ports", "eth0,nosuch", "lldp", "status", "disabled"}, "no port named `nosuch`"},
        {{"ports", "eth0", "lldp", "tx-hold", "5"}, "unknown command from argument 5: `tx-hold`"},
        {{"nothing"}, "unknown command from argument 2: `nothing`"},
    }));
    Configured here;
    const auto configuration = here.configuration();
    const auto interfaces = here.interfaces();
    auto line = words;
    line.insert(line.begin(), "configure");
    const auto result = here.lldpd.lldpcli().run(line);
    CHECK(result.status.code == 1);
    CHECK_THAT(result.err, ContainsSubstring(message));
    CHECK(here.configuration() == configuration);
    CHECK(here.interfaces() == interfaces);
}

TEST_CASE("a port that is configured leaves the others as they are", "[configure]")
{
    Configured here;
    const auto other = here.links.veth(here.ns(1), here.ns(2)).first.name();
    here.lldpd.lldpcli().wait("the other port", {"show", "interfaces"},
                              [&](const KeyValue& each) { return each.contains("lldp." + other + ".status"); });
    here.lldpd.lldpcli().text({"configure", "ports", here.port, "lldp", "portdescription", "the cellar"});
    const auto shown = here.interfaces();
    CHECK(shown["lldp." + here.port + ".port.descr"] == "the cellar");
    CHECK(shown["lldp." + other + ".port.descr"] == other);
}

TEST_CASE("a new port begins with what was configured for all", "[configure]")
{
    Configured here;
    here.lldpd.lldpcli().text({"configure", "lldp", "portdescription", "any port"});
    here.lldpd.lldpcli().text({"configure", "ports", here.port, "lldp", "portdescription", "this port"});
    const auto other = here.links.veth(here.ns(1), here.ns(2)).first.name();
    const auto shown = here.lldpd.lldpcli().wait("the new port", {"show", "interfaces"}, [&](const KeyValue& each) {
        return each.contains("lldp." + other + ".port.descr");
    });
    CHECK(shown["lldp." + other + ".port.descr"] == "any port");
    CHECK(shown["lldp." + here.port + ".port.descr"] == "this port");
}

TEST_CASE("a port that goes down keeps what was configured, one that is removed does not", "[configure]")
{
    Configured here;
    auto& client = here.lldpd.lldpcli();
    client.text({"configure", "ports", here.port, "lldp", "portdescription", "this port"});
    here.link.first.down().up();
    here.link.first.wait_running();
    CHECK(here.interfaces()["lldp." + here.port + ".port.descr"] == "this port");

    here.link.first.remove();
    client.wait("no port", {"show", "interfaces"}, [](const KeyValue& each) { return each.empty(); });
    auto* const netlink = require(here.ns(1).netlink());
    require(netlink->add_veth(VethEnd{here.port, "00:00:00:00:00:21", {}}, VethEnd{"other", "00:00:00:00:00:22", {}},
                              here.ns(2).net()));
    const auto shown = client.wait("the new port", {"show", "interfaces"}, [&](const KeyValue& each) {
        return each.contains("lldp." + here.port + ".port.descr");
    });
    CHECK(shown["lldp." + here.port + ".port.descr"] == here.port);
}

TEST_CASE("changes that many clients make at once are all made", "[configure]")
{
    Configured here;
    auto& client = here.lldpd.lldpcli();
    std::vector<Process> clients;
    const std::vector<Lldpcli::Arguments> lines{
        {"configure", "lldp", "tx-interval", "20"},
        {"configure", "lldp", "tx-hold", "7"},
        {"configure", "system", "max-neighbors", "5"},
        {"configure", "lldp", "agent-type", "nearest-customer-bridge"},
        {"configure", "lldp", "portidsubtype", "ifname"},
        {"configure", "ports", here.port, "lldp", "portdescription", "this port"},
        {"configure", "ports", here.port, "lldp", "status", "rx-only"},
    };
    clients.reserve(lines.size());
    for (const auto& line : lines)
        clients.push_back(client.start(line));
    for (auto& each : clients)
        CHECK(each.wait().code == 0);

    const auto configuration = here.configuration();
    CHECK(configuration["configuration.config.tx-delay"] == "20");
    CHECK(configuration["configuration.config.tx-hold"] == "7");
    CHECK(configuration["configuration.config.max-neighbors"] == "5");
    CHECK(configuration["configuration.config.lldp-agent-type"] == "nearest customer bridge");
    CHECK(configuration["configuration.config.lldp-portid-type"] == "ifname");
    const auto shown = here.interfaces();
    CHECK(shown["lldp." + here.port + ".port.descr"] == "this port");
    CHECK(shown["lldp." + here.port + ".status"] == "RX only");
}

TEST_CASE("the good lines of a configuration file take effect, and a bad one is named", "[configure]")
{
    Namespaces ns;
    Links links;
    const auto port = links.veth(ns(1), ns(2)).first.name();
    prepare(ns(1));
    ns(1).write_file(configuration_file(), "# a comment\n"
                                           "configure lldp tx-hold 7\n"
                                           "configure lldp tx-hold 700\n"
                                           "configure ports " +
                                               port + " lldp portdescription \"the cellar\"\n");
    Lldpd lldpd{ns(1), {"-d"}};
    CHECK(lldpd.lldpcli().keyvalue({"show", "configuration"})["configuration.config.tx-hold"] == "7");
    CHECK(lldpd.lldpcli().keyvalue({"show", "interfaces"})["lldp." + port + ".port.descr"] == "the cellar");
    CHECK_THAT(lldpd.output().text(Stream::Err),
               ContainsSubstring(configuration_file() + ":3: argument 4: tx-hold must be a number from 1 to 100"));
}
