// The VLANs that a port tells: those of the interfaces above it, and those that its bridge has put it into.
#include "lldp/test.hpp"

#include <functional>
#include <memory>

namespace {

using Ids = std::vector<std::string>;

/// A host that tells its VLANs, and one that hears of them.
struct Pair
{
    Pair() { needs(Feature::Dot1); }

    void start(const Lldpd::Arguments& arguments = {}) { sender = std::make_unique<Lldpd>(ns(2), arguments); }

    /// Waits until exactly these are told.
    void wait_vlans(const Ids& ids, Where where = Where::here()) const
    {
        const auto vlan = "lldp." + link.first.name() + ".vlan";
        receiver.lldpcli().wait(
            "the neighbor's VLANs", {"show", "neighbors", "details"},
            [&](const KeyValue& seen) {
                return seen.contains("lldp." + link.first.name() + ".rid") && seen.all(vlan + ".vlan-id") == ids;
            },
            where);
    }
    /// The same, and the untagged one of them.
    void wait_vlans(const Ids& ids, const std::string& untagged, Where where = Where::here()) const
    {
        const auto vlan = "lldp." + link.first.name() + ".vlan";
        Ids own;
        for (const auto& id : ids)
            own.emplace_back(id == untagged ? "yes" : "no");
        receiver.lldpcli().wait(
            "the neighbor's VLANs", {"show", "neighbors", "details"},
            [&](const KeyValue& seen) { return seen.all(vlan + ".vlan-id") == ids && seen.all(vlan + ".pvid") == own; },
            where);
    }

    Namespaces ns;
    Links links;
    std::pair<Link&, Link&> link = links.veth(ns(1), ns(2));
    Link& port = link.second;
    Lldpd receiver{ns(1), {"-r"}};
    std::unique_ptr<Lldpd> sender;
};

} // namespace

TEST_CASE("a port tells the VLAN interfaces above it, as they come and go", "[vlan]")
{
    const bool running = GENERATE(false, true);
    Pair pair;
    Links upper;
    Links lower;
    if (running)
        pair.start();
    upper.vlan(pair.port, 200);
    lower.vlan(pair.port, 100);
    if (!running)
        pair.start();
    pair.wait_vlans({"100", "200"});
    CHECK(pair.receiver.neighbor(pair.link.first.name())["vlan"] == "vlan100");

    lower = Links{};
    pair.wait_vlans({"200"});
    upper = Links{};
    pair.wait_vlans({});
}

TEST_CASE("the VLANs of a bridge, bond or team are told by its ports, while they are that", "[vlan][bridge][bond]")
{
    const std::string kind = GENERATE(values<const char*>({"bridge", "bond", "team"}));
    const bool running = GENERATE(false, true);
    Pair pair;
    if (running)
        pair.start();
    Link& master = kind == "bridge" ? pair.links.bridge(pair.ns(2), "up0", {pair.port})
                   : kind == "bond" ? pair.links.bond(pair.ns(2), "up0", BondMode::ActiveBackup, {pair.port})
                                    : pair.links.team(pair.ns(2), "up0", {pair.port});
    pair.links.vlan(master, 100);
    pair.links.vlan(master, 200);
    if (!running)
        pair.start();
    pair.wait_vlans({"100", "200"});

    master.remove_port(pair.port);
    pair.port.up();
    pair.wait_vlans({});
}

TEST_CASE("the VLANs of a bridge with a bond in it are told by the bond's ports", "[vlan][bridge][bond]")
{
    Pair pair;
    Link& bond = pair.links.bond(pair.ns(2), "bond0", BondMode::ActiveBackup, {pair.port});
    Link& bridge = pair.links.bridge(pair.ns(2), "br0", {bond});
    pair.links.vlan(bridge, 300);
    pair.links.vlan(bond, 100);
    pair.start();
    pair.wait_vlans({"100", "300"});
}

TEST_CASE("a port of a bridge that is aware of VLANs tells those that it is in, as they come and go", "[vlan][bridge]")
{
    const bool running = GENERATE(false, true);
    Pair pair;
    if (running)
        pair.start();
    Link& bridge = pair.links.vlan_bridge(pair.ns(2), "br0", {pair.port});
    Ids ids{"100"};
    pair.port.add_vlan({.id = 100, .untagged = true, .pvid = true});
    for (std::uint16_t id = 200; id < 215; ++id) {
        pair.port.add_vlan({.id = id});
        ids.push_back(std::to_string(id));
    }
    pair.port.remove_vlan(1);
    // Its own VLANs, and interfaces above it, are not its ports' matter.
    bridge.add_vlan({.id = 900});
    pair.links.vlan(bridge, 900);
    if (!running)
        pair.start();
    pair.wait_vlans(ids, "100");

    pair.port.remove_vlan(214);
    ids.pop_back();
    pair.wait_vlans(ids, "100");
    bridge.remove_port(pair.port);
    pair.wait_vlans({});
}

TEST_CASE("a port that its bridge has only put into the default VLAN tells none", "[vlan][bridge]")
{
    Pair pair;
    pair.links.vlan_bridge(pair.ns(2), "br0", {pair.port});
    pair.start();
    pair.wait_vlans({});
    pair.port.add_vlan({.id = 7});
    pair.wait_vlans({"1", "7"}, "1");
    pair.port.remove_vlan(7);
    pair.wait_vlans({});
}

TEST_CASE("only those VLANs are told that the port's pattern lets be told", "[vlan][advertisements]")
{
    const auto& [pattern, told] = GENERATE(values<std::pair<std::string, Ids>>({
        {"vlan200", {"200"}},
        {"*,!vlan100", {"200", "300"}},
        {"!vlan100", {"200", "300"}},
        {"!*", {}},
    }));
    Pair pair;
    pair.links.vlan(pair.port, 100);
    pair.links.vlan(pair.port, 200);
    pair.links.vlan(pair.port, 300);
    pair.start();
    pair.wait_vlans({"100", "200", "300"});
    const auto& client = pair.sender->lldpcli();
    client.text({"configure", "ports", pair.port.name(), "lldp", "vlan-advertisements", "pattern", pattern});
    pair.wait_vlans(told);
    client.text({"unconfigure", "lldp", "vlan-advertisements", "pattern"});
    pair.wait_vlans({"100", "200", "300"});
}

TEST_CASE("a denied VLAN of a bridge's port hides no other", "[vlan][bridge][advertisements]")
{
    Pair pair;
    pair.links.vlan_bridge(pair.ns(2), "br0", {pair.port});
    for (const auto& vlan : {BridgeVlan{.id = 100}, BridgeVlan{.id = 200}, BridgeVlan{.id = 300}})
        pair.port.add_vlan(vlan);
    pair.start();
    pair.sender->lldpcli().text({"configure", "lldp", "vlan-advertisements", "pattern", "*,!vlan100"});
    pair.wait_vlans({"1", "200", "300"}, "1");
}

TEST_CASE("more VLANs than the MTU has room for are left out, and the rest is sent", "[vlan][sent]")
{
    Pair pair;
    for (std::uint16_t id = 1; id <= 5; ++id)
        pair.links.vlan(pair.port, id);
    pair.start({"-S", "short"}); // so that it is known what there is room for
    pair.wait_vlans({"1", "2", "3", "4", "5"});
    pair.port.mtu(120);
    pair.wait_vlans({});
    CHECK(pair.receiver.neighbor(pair.link.first.name())["port.descr"] == pair.port.name());
    pair.port.mtu(1500);
    pair.wait_vlans({"1", "2", "3", "4", "5"});
}
