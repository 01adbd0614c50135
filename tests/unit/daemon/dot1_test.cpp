// The VLANs of ports, and what ports tell of them.
#include "control/protocol.hpp"
#include "daemon/dot1.hpp"
#include "daemon/port_vlans.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

using namespace lldp;
using namespace lldp::daemon;

namespace {

using Vlans = std::set<std::uint16_t>;

/// A network in which a link's name says which it is.
struct Stack
{
    Interface& link(int index, const std::string& kind, int master = 0)
    {
        auto& made = network.interfaces[index];
        made.index = index;
        made.kind = kind;
        made.master = master;
        return made;
    }
    void vlan(int index, std::uint16_t id, int lower)
    {
        auto& made = link(index, "vlan");
        made.vlan = id;
        made.lower = lower;
    }
    [[nodiscard]] BridgeVlans of(int index) const { return PortVlans{network}.of(*network.find(index)); }

    Network network;
};

Values advertising(const std::string& pattern)
{
    Values values;
    values.change(*control::find_setting(control::SettingId::VlanAdvertisements), control::Operation::Set,
                  {{0, pattern}});
    return values;
}

} // namespace

TEST_CASE("a port is in the VLANs of the interfaces above it", "[dot1]")
{
    Stack stack;
    stack.link(2, "veth");
    stack.link(3, "veth");
    stack.vlan(4, 200, 2);
    stack.vlan(5, 100, 2);
    CHECK(stack.of(2) == BridgeVlans{.members = {100, 200}});
    CHECK(stack.of(3) == BridgeVlans{});
}

TEST_CASE("the VLANs of a bridge, bond or team are those of its ports", "[dot1]")
{
    const std::string kind = GENERATE("bridge", "bond", "team");
    Stack stack;
    stack.link(2, "veth", 9);
    stack.link(9, kind);
    stack.vlan(4, 100, 9);
    CHECK(stack.of(2).members == Vlans{100});

    stack.link(9, kind, 10);
    stack.link(10, "bridge");
    stack.vlan(5, 200, 10);
    CHECK(stack.of(2).members == Vlans{100, 200});
}

TEST_CASE("the VLANs of a bridge that filters them, and of what is no bridge, are not those of its ports", "[dot1]")
{
    Stack stack;
    stack.link(2, "veth", 9);
    stack.link(9, "bridge").filters_vlans = true;
    stack.link(3, "veth", 10);
    stack.link(10, "vrf");
    stack.vlan(4, 100, 9);
    stack.vlan(5, 100, 10);
    CHECK(stack.of(2) == BridgeVlans{});
    CHECK(stack.of(3) == BridgeVlans{});
}

TEST_CASE("a VLAN in a VLAN is none of the port", "[dot1]")
{
    Stack stack;
    stack.link(2, "veth");
    stack.vlan(3, 100, 2);
    stack.vlan(4, 200, 3);
    CHECK(stack.of(2).members == Vlans{100});
}

TEST_CASE("links that are above each other in a circle have an end", "[dot1]")
{
    Stack stack;
    stack.link(2, "bridge", 3);
    stack.link(3, "bridge", 2);
    stack.vlan(4, 100, 3);
    CHECK(stack.of(2).members == Vlans{100});
}

TEST_CASE("a port is in the VLANs that its bridge has put it into, unless that is the default", "[dot1]")
{
    Stack stack;
    stack.link(2, "veth");
    stack.network.bridge_vlans[2] = {.untagged = 1, .members = {1}};
    CHECK(stack.of(2) == BridgeVlans{});
    stack.network.bridge_vlans[2] = {.untagged = 1, .members = {1, 7}};
    CHECK(stack.of(2) == BridgeVlans{.untagged = 1, .members = {1, 7}});
    stack.network.bridge_vlans[2] = {.untagged = 0, .members = {1}};
    CHECK(stack.of(2) == BridgeVlans{.untagged = 0, .members = {1}});
    stack.vlan(4, 100, 2);
    CHECK(stack.of(2).members == Vlans{1, 100});
}

TEST_CASE("a port tells its own VLAN, and the names of all that it is in", "[dot1]")
{
    CHECK(dot1_tlvs({}, {}).empty());
    CHECK(dot1_tlvs({.untagged = 7, .members = {7, 4094}}, {}) ==
          std::vector<Tlv>{PortVlanId{7}, VlanName{7, "vlan7"}, VlanName{4094, "vlan4094"}});
}

TEST_CASE("only those VLANs are told that the pattern lets be told", "[dot1]")
{
    const auto& [pattern, told] = GENERATE(table<std::string, Vlans>({
        {"vlan2", {2}},
        {"vlan1*", {1, 10}},
        {"*,!vlan2", {1, 10}},
        {"!vlan1", {2, 10}},
        {"!*", {}},
        {"!*,!!vlan2", {2}},
        {"other", {}},
    }));
    std::vector<Tlv> expected{PortVlanId{1}};
    for (const auto vlan : told)
        expected.emplace_back(VlanName{vlan, "vlan" + std::to_string(vlan)});
    CHECK(dot1_tlvs({.untagged = 1, .members = {1, 2, 10}}, advertising(pattern)) == expected);
}
