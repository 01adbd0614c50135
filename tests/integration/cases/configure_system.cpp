// `lldpcli configure system`: what the whole system is called, and which of its interfaces and addresses take part.
#include "harness/link_events.hpp"
#include "lldp/test.hpp"

#include <algorithm>

namespace {

using Words = Lldpcli::Arguments;

/// A daemon that is configured, and one at the other end of its wire that hears of it.
struct Hosts
{
    Namespaces ns;
    Links links;
    std::pair<Link&, Link&> link = links.veth(ns(1), ns(2));
    std::string port = link.first.name();
    Lldpd receiver{ns(1), {"-r"}};
    Lldpd lldpd{ns(2)};

    /// Sends what there is to say, also where a daemon leaves that to the next period.
    void tell(const Words& words) const
    {
        lldpd.lldpcli().text(words);
        lldpd.lldpcli().text({"update"});
    }
    [[nodiscard]] std::string configured(const std::string& key) const
    {
        return lldpd.lldpcli().keyvalue({"show", "configuration"})["configuration.config." + key];
    }
    [[nodiscard]] bool runs_on(const Link& other) const
    {
        return lldpd.lldpcli().keyvalue({"show", "interfaces"}).contains("lldp." + other.name() + ".status");
    }
};

void wait_promiscuous(const Link& link)
{
    wait_links(link.ns(), {link.name() + " to be promiscuous", "promiscuous"}, [&](const std::vector<LinkState>& all) {
        return std::any_of(all.begin(), all.end(),
                           [&](const LinkState& each) { return each.name == link.name() && each.promiscuous(); });
    });
}

} // namespace

TEST_CASE("a setting of the system is shown until it is undone", "[configure][system]")
{
    using Row =
        std::tuple<Words, std::string, std::string, std::string, std::string>; // setting, value, key, what is shown
    const auto& [setting, value, key, before, after] = GENERATE(values<Row>({
        {{"system", "description"}, "a description", "description", "(none)", "a description"},
        {{"system", "platform"}, "Vax", "platform", "Linux", "Vax"},
        {{"system", "hostname"}, "other.example.org", "hostname", "(none)", "other.example.org"},
        {{"system", "chassisid"}, "rack 7", "cid-string", "(none)", "rack 7"},
        {{"system", "capabilities", "enabled"}, "router,bridge", "capabilities", "no", "yes"},
        {{"system", "interface", "pattern"}, "eth*,!eth7", "iface-pattern", "(none)", "eth*,!eth7"},
        {{"system", "interface", "permanent"}, "eth*", "perm-iface-pattern", "(none)", "eth*"},
        {{"system", "interface", "description"}, "", "ifdescr-update", "no", "yes"},
        {{"system", "interface", "promiscuous"}, "", "iface-promisc", "no", "yes"},
        {{"system", "ip", "management", "pattern"}, "192.*", "mgmt-pattern", "(none)", "192.*"},
    }));
    Hosts here;
    CHECK(here.configured(key) == before);
    here.tell(Words{"configure"} + setting + (value.empty() ? Words{} : Words{value}));
    CHECK(here.configured(key) == after);
    here.tell(Words{"unconfigure"} + setting);
    CHECK(here.configured(key) == before);
}

TEST_CASE("a host is called as it was told to be until that is undone", "[configure][system]")
{
    using Row = std::tuple<std::string, std::string, std::string, std::string>; // setting, value, key, what is seen
    const auto& [setting, value, key, after] = GENERATE(values<Row>({
        {"description", "a description", "chassis.descr", "a description"},
        {"hostname", "other.example.org", "chassis.name", "other.example.org"},
        {"hostname", ".", "chassis.name", "ns-2"},
        {"chassisid", "rack 7", "chassis.local", "rack 7"},
    }));
    Hosts here;
    const auto before = here.receiver.neighbor(here.port);
    here.tell({"configure", "system", setting, value});
    here.receiver.neighbor_with(here.port, key, after);
    here.tell({"unconfigure", "system", setting});
    for (const std::string same : {"chassis.mac", "chassis.descr", "chassis.name"})
        here.receiver.neighbor_with(here.port, same, before[same]);
}

TEST_CASE("a chassis that gets another name says goodbye with the old one", "[configure][system]")
{
    Hosts here;
    const auto mac = here.receiver.neighbor(here.port)["chassis.mac"];
    here.tell({"configure", "system", "chassisid", "rack 7"});
    here.receiver.neighbor_with(here.port, "chassis.local", "rack 7");
    CHECK(here.receiver.neighbors(here.port).size() == 1);
}

TEST_CASE("an interface that leaves the pattern says goodbye, and one that enters it speaks", "[configure][system]")
{
    Hosts here;
    const auto [other_port, other] = here.links.veth(here.ns(1), here.ns(2));
    here.receiver.neighbor(here.port);
    here.receiver.neighbor(other_port.name());

    here.tell({"configure", "system", "interface", "pattern", other.name()});
    here.receiver.wait_no_neighbor(here.port);
    CHECK_FALSE(here.runs_on(here.link.second));
    CHECK(here.runs_on(other));

    here.tell({"unconfigure", "system", "interface", "pattern"});
    CHECK(here.receiver.neighbor(here.port)["port.descr"] == here.link.second.name());
    here.receiver.neighbor(other_port.name());
}

TEST_CASE("what was configured and counted for a permanent interface is there again when it is",
          "[configure][system][permanent]")
{
    const bool permanent = GENERATE(true, false);
    Hosts here;
    const auto name = here.link.second.name();
    if (permanent)
        here.tell({"configure", "system", "interface", "permanent", name});
    here.tell({"configure", "ports", name, "lldp", "portdescription", "this port"});
    Capture{here.link.first}.inject(
        lldp_frame(here.link.first.mac(), {chassis_mac(here.link.first.mac()), port_mac(here.link.first.mac()),
                                           time_to_live(120), end_of_lldpdu()}));
    here.lldpd.neighbor(name);

    here.link.first.remove();
    here.lldpd.wait_no_neighbor(name);
    const auto [again_port, again] = here.links.veth(here.ns(1), here.ns(2));
    again.down().rename(name).up();

    here.receiver.neighbor_with(again_port.name(), "port.descr", permanent ? "this port" : name);
    const auto counted = here.lldpd.counters(name);
    CHECK(counted.inserted == (permanent ? 1 : 0));
    CHECK(counted.deleted == (permanent ? 1 : 0));
}

TEST_CASE("an interface that is permanent no longer is forgotten while it is away", "[configure][system][permanent]")
{
    Hosts here;
    const auto name = here.link.second.name();
    here.tell({"configure", "system", "interface", "permanent", "eth*"});
    here.link.first.remove();
    here.lldpd.lldpcli().wait("no port", {"show", "interfaces"}, [](const KeyValue& each) { return each.empty(); });
    here.tell({"configure", "ports", name, "lldp", "portdescription", "this port"});
    here.tell({"unconfigure", "system", "interface", "permanent"});
    const auto result = here.lldpd.lldpcli().run({"configure", "ports", name, "lldp", "portdescription", "this port"});
    CHECK(result.status.code == 1);
    CHECK_THAT(result.err, Catch::Matchers::ContainsSubstring("no port named `" + name + "`"));
}

TEST_CASE("interfaces are promiscuous when told to be, also those that come later", "[configure][system][promiscuous]")
{
    Hosts here;
    CHECK_FALSE(here.link.second.state().promiscuous());
    here.tell({"configure", "system", "interface", "promiscuous"});
    wait_promiscuous(here.link.second);
    wait_promiscuous(here.links.veth(here.ns(1), here.ns(2)).second);
    CHECK_FALSE(here.link.first.state().promiscuous());
}

TEST_CASE("interfaces are promiscuous no longer than that is wanted, or the daemon runs, but for the sake of others",
          "[configure][system][promiscuous]")
{
    Hosts here;
    auto& link = here.link.second;
    const bool by_others = GENERATE(false, true);
    link.promiscuous(by_others);
    const auto before = link.state().promiscuity;
    here.tell({"configure", "system", "interface", "promiscuous"});
    CHECK(link.state().promiscuity == before + 1);
    SECTION("unconfigured")
    {
        here.tell({"unconfigure", "system", "interface", "promiscuous"});
        CHECK(link.state().promiscuity == before);
    }
    SECTION("stopped")
    {
        here.lldpd.stop();
        CHECK(link.state().promiscuity == before);
    }
}

TEST_CASE("the pattern of management addresses may be changed while the daemon runs", "[configure][system]")
{
    Hosts here;
    here.link.second.add_address("192.0.2.2/24").add_address("198.51.100.2/24");
    here.lldpd.lldpcli().wait("the address", {"show", "chassis"}, [](const KeyValue& answer) {
        return answer["local-chassis.chassis.mgmt-ip"] == "192.0.2.2";
    });
    here.tell({"configure", "system", "ip", "management", "pattern", "198.*"});
    here.receiver.neighbor_with(here.port, "chassis.mgmt-ip", "198.51.100.2");
    here.tell({"unconfigure", "system", "ip", "management", "pattern"});
    here.receiver.neighbor_with(here.port, "chassis.mgmt-ip", "192.0.2.2");
}

TEST_CASE("a host has the capabilities that it was told to have, until that is undone", "[configure][system]")
{
    Hosts here;
    here.receiver.neighbor_with(here.port, "chassis.Station.enabled", "on");
    here.tell({"configure", "system", "capabilities", "enabled", "bridge,wlan"});
    const auto neighbor = here.receiver.neighbor_with(here.port, "chassis.Bridge.enabled", "on");
    CHECK(neighbor["chassis.Wlan.enabled"] == "on");
    CHECK(neighbor["chassis.Router.enabled"] == "off");
    CHECK(neighbor["chassis.Station.enabled"] == "off");
    here.tell({"unconfigure", "system", "capabilities", "enabled"});
    here.receiver.neighbor_with(here.port, "chassis.Station.enabled", "on");
}

TEST_CASE("a capability that is none, or none of this host's, is refused and changes nothing", "[configure][system]")
{
    const auto& [capabilities, message] = GENERATE(values<std::pair<std::string, std::string>>({
        {"bridge,bogus", "capabilities must be some of other, repeater, bridge"},
        {"bridge,telephone", "this system can have the capabilities bridge,wlan,router,station only"},
    }));
    Hosts here;
    const auto before = here.receiver.neighbor(here.port);
    const auto result = here.lldpd.lldpcli().run({"configure", "system", "capabilities", "enabled", capabilities});
    CHECK(result.status.code == 1);
    CHECK_THAT(result.err, Catch::Matchers::ContainsSubstring(message));
    CHECK(here.configured("capabilities") == "no");
    here.lldpd.lldpcli().text({"update"});
    CHECK(here.receiver.neighbor(here.port)["chassis.Bridge.enabled"] == before["chassis.Bridge.enabled"]);
}

TEST_CASE("the configuration file says how a host is called", "[configure][system]")
{
    Namespaces ns;
    Links links;
    const auto [here, there] = links.veth(ns(1), ns(2));
    prepare(ns(2));
    ns(2).write_file(configuration_file(), "configure system description 'a description'\n"
                                           "configure system hostname other\n"
                                           "configure system chassisid \"rack 7\"\n"
                                           "configure system ip management pattern 203.0.113.1\n");
    Lldpd receiver{ns(1), {"-r"}};
    Lldpd sender{ns(2)};
    const auto neighbor = receiver.neighbor(here.name());
    CHECK(neighbor["chassis.local"] == "rack 7");
    CHECK(neighbor["chassis.name"] == "other");
    CHECK(neighbor["chassis.descr"] == "a description");
    CHECK(neighbor.all("chassis.mgmt-ip") == std::vector<std::string>{"203.0.113.1"});
}

TEST_CASE("what is too long for what carries it is refused with how much would be right", "[configure][system]")
{
    const auto setting = GENERATE(values<std::string>({"description", "hostname", "chassisid"}));
    Hosts here;
    const auto result = here.lldpd.lldpcli().run({"configure", "system", setting, std::string(256, 'x')});
    CHECK(result.status.code == 1);
    CHECK_THAT(result.err, Catch::Matchers::ContainsSubstring(setting + " must be a text of 1 to 255 octets"));
    CHECK_FALSE(here.receiver.neighbor(here.port).contains("chassis.local"));
    here.lldpd.lldpcli().text({"configure", "system", setting, std::string(255, 'x')});
}
