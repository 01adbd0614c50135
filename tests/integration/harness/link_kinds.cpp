// How a link of each kind is made.
#include "harness/links.hpp"

#include <arpa/inet.h>
#include <linux/if_bridge.h>
#include <linux/if_link.h>
#include <netinet/in.h>

namespace harness {

namespace {

/// How often a bond looks at its ports' carrier, in milliseconds.
constexpr std::uint32_t bond_interval = 10;

/// VLAN IDs have 12 bits.
constexpr unsigned most_vlans = 4096;

in_addr parse_ipv4(const std::string& text, const std::string& link, Where where)
{
    in_addr address{};
    if (::inet_pton(AF_INET, text.c_str(), &address) != 1)
        fail("create vxlan " + link + ": \"" + text + "\" is not an IPv4 address", where);
    return address;
}

} // namespace

Link& Links::make(const Namespace& ns, const NewLink& link, Where where)
{
    auto* const netlink = require(ns.netlink(), where);
    require_of_kernel(netlink->add_link(link), where);
    return adopt(ns, *netlink, link.name, where).up(where);
}

Link& Links::make_master(const Namespace& ns, const NewLink& link, Ports ports, Where where)
{
    Link& made = make(ns, link, where);
    for (Link& port : ports)
        made.add_port(port, where);
    return made;
}

Link& Links::bridge(const Namespace& ns, const std::string& name, Ports ports, Where where)
{
    return make_master(ns, {.kind = "bridge", .name = name}, ports, where);
}

Link& Links::vlan_bridge(const Namespace& ns, const std::string& name, Ports ports, Where where)
{
    constexpr std::uint8_t on = 1;
    Link& bridge =
        make_master(ns, {.kind = "bridge", .name = name, .options = {{IFLA_BR_VLAN_FILTERING, on}}}, ports, where);
    // A kernel that cannot filter takes the option without a word. Only of a VLAN it says so.
    const BridgeVlan usual{.id = 1, .untagged = true, .pvid = true};
    require_of_kernel(require(ns.netlink(), where)->add_bridge_vlan(bridge.index(), name, usual, true), where);
    return bridge;
}

Link& Links::bond(const Namespace& ns, const std::string& name, BondMode mode, Ports ports, Where where)
{
    return make_master(
        ns, {.kind = "bond", .name = name, .options = {{IFLA_BOND_MODE, mode}, {IFLA_BOND_MIIMON, bond_interval}}},
        ports, where);
}

Link& Links::team(const Namespace& ns, const std::string& name, Ports ports, Where where)
{
    return make_master(ns, {.kind = "team", .name = name}, ports, where);
}

Link& Links::vlan(const Link& lower, std::uint16_t id, VlanProtocol protocol, Where where)
{
    if (id >= most_vlans)
        fail("create VLAN " + std::to_string(id) + " on " + lower.name() + ": a VLAN ID is 0 to 4095", where);
    return make(lower.ns(where),
                {.kind = "vlan",
                 .name = lower.name() + "." + std::to_string(id),
                 .lower = lower.index(),
                 .options = {{IFLA_VLAN_ID, id}, {IFLA_VLAN_PROTOCOL, htons(static_cast<std::uint16_t>(protocol))}}},
                where);
}

Link& Links::macvlan(const Link& lower, const std::string& name, MacvlanMode mode, Where where)
{
    return make(lower.ns(where),
                {.kind = "macvlan",
                 .name = name,
                 .lower = lower.index(),
                 .mac = own_mac(),
                 .options = {{IFLA_MACVLAN_MODE, mode}}},
                where);
}

Link& Links::vxlan(const Namespace& ns, const std::string& name, std::uint32_t id, const VxlanEnds& ends, Where where)
{
    return make(ns,
                {.kind = "vxlan",
                 .name = name,
                 .mac = own_mac(),
                 .options = {{IFLA_VXLAN_ID, id},
                             {IFLA_VXLAN_LOCAL, parse_ipv4(ends.local, name, where)},
                             {IFLA_VXLAN_GROUP, parse_ipv4(ends.remote, name, where)},
                             {IFLA_VXLAN_PORT, htons(ends.port)}}},
                where);
}

Link& Links::dummy(const Namespace& ns, const std::string& name, Where where)
{
    return make(ns, {.kind = "dummy", .name = name, .mac = own_mac()}, where);
}

Link& Links::ifb(const Namespace& ns, const std::string& name, Where where)
{
    return make(ns, {.kind = "ifb", .name = name, .mac = own_mac()}, where);
}

} // namespace harness
