// What a port is called, and what it says of the system besides.
#include "lldp/test.hpp"

namespace {

struct Pair
{
    Namespaces ns;
    Links links;
    std::pair<Link&, Link&> link = links.veth(ns(1), ns(2));
    std::string here = link.first.name();
    std::string there = link.second.name();
    Lldpd receiver{ns(1), {"-r"}};
    Lldpd sender{ns(2)};

    void configure(const Lldpcli::Arguments& words) const
    {
        sender.lldpcli().text(words);
        sender.lldpcli().text({"update"});
    }
};

} // namespace

TEST_CASE("a port goes by the kind of ID that was chosen", "[port-id]")
{
    const auto& [words, key, alias] = GENERATE(values<std::tuple<Lldpcli::Arguments, std::string, std::string>>({
        {{"ifname"}, "port.ifname", ""},
        {{"ifname"}, "port.ifname", "uplink"},
        {{"macaddress"}, "port.mac", ""},
        {{"macaddress"}, "port.mac", "uplink"},
        {{"local", "cellar 7"}, "port.local", ""},
        {{"local", "cellar 7"}, "port.local", "uplink"},
    }));
    Pair pair;
    if (!alias.empty())
        pair.link.second.alias(alias);
    Lldpcli::Arguments line{"configure", "lldp", "portidsubtype"};
    line.insert(line.end(), words.begin(), words.end());
    pair.configure(line);
    const std::string expected = key == "port.ifname" ? pair.there
                                 : key == "port.mac"  ? pair.link.second.mac()
                                                      : "cellar 7";
    const auto seen = pair.receiver.neighbor_with(pair.here, key, expected);
    // Where the ID is not the interface's name, the description is, if nothing else is.
    CHECK(seen["port.descr"] == (alias.empty() || key == "port.mac" ? pair.there : alias));
}

TEST_CASE("a port's description is what was given for it", "[port-description]")
{
    Pair pair;
    pair.configure({"configure", "ports", pair.there, "lldp", "portdescription", "the cellar"});
    const auto seen = pair.receiver.neighbor_with(pair.here, "port.descr", "the cellar");
    CHECK(seen["port.mac"] == pair.link.second.mac());
}

TEST_CASE("a port's description comes from where it was told to", "[port-description]")
{
    const auto& [source, expected] = GENERATE(values<std::pair<std::string, std::string>>({
        {"auto", "uplink"},
        {"alias", "uplink"},
        {"ifname", "eth1"},
    }));
    Pair pair;
    pair.link.second.alias("uplink");
    pair.configure({"configure", "lldp", "portdescription-source", source});
    pair.receiver.neighbor_with(pair.here, "port.descr", expected);
}

TEST_CASE("a port whose ID changes says goodbye as the one that it was", "[port-id]")
{
    Namespaces ns;
    Links links;
    const auto [here, there] = links.veth(ns(1), ns(2));
    Capture wire{there};
    Lldpd lldpd{ns(1)};
    next_lldp_from(wire, here.mac());
    lldpd.lldpcli().text({"configure", "lldp", "portidsubtype", "local", "cellar 7"});
    auto frame = next_lldp_from(wire, here.mac());
    while (time_to_live_of(frame.bytes) != 0)
        frame = next_lldp_from(wire, here.mac());
    CHECK_THAT(frame.bytes, is_frame(lldp_frame(here.mac(), {chassis_mac(here.mac()), port_mac(here.mac()),
                                                             time_to_live(0), end_of_lldpdu()})));
}

TEST_CASE("what is not to be advertised is not", "[advertisements]")
{
    const auto& [words, key] = GENERATE(values<std::pair<std::string, std::string>>({
        {"capabilities-advertisements", "chassis.Station.enabled"},
        {"management-addresses-advertisements", "chassis.mgmt-ip"},
    }));
    Pair pair;
    pair.link.second.add_address("192.0.2.2/24");
    const auto has = [&, &name = key](bool wanted) {
        return [&, wanted](const KeyValue& each) { return each.contains("lldp." + pair.here + "." + name) == wanted; };
    };
    pair.configure({"update"});
    pair.receiver.lldpcli().wait("the advertisement", {"show", "neighbors"}, has(true));
    pair.configure({"unconfigure", "lldp", words});
    pair.receiver.lldpcli().wait("a neighbor without the advertisement", {"show", "neighbors"}, has(false));
    CHECK(pair.receiver.neighbor(pair.here)["chassis.name"] == full_name(pair.ns(2)));
    pair.configure({"configure", "lldp", words});
    pair.receiver.lldpcli().wait("the advertisement", {"show", "neighbors"}, has(true));
}
