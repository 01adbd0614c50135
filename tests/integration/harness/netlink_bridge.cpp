// The VLANs of a bridge and of its ports, through netlink. libnl reads them, but has no function that sets them.
#include "harness/libnl.hpp"
#include "harness/netlink.hpp"

#include <array>
#include <climits>
#include <linux/if_bridge.h>
#include <linux/rtnetlink.h>
#include <netlink/route/link/bridge.h>

namespace harness {

namespace {

bool contains(const std::uint32_t* bitmap, unsigned id)
{
    constexpr unsigned bits = sizeof *bitmap * CHAR_BIT;
    return (bitmap[id / bits] >> (id % bits) & 1U) != 0;
}

std::vector<BridgeVlan> vlans_of(rtnl_link* port)
{
    std::vector<BridgeVlan> result;
    // Null where there is none.
    const auto* found = rtnl_link_bridge_get_port_vlan(port);
    for (std::uint16_t id = 1; found != nullptr && id < RTNL_LINK_BRIDGE_VLAN_BITMAP_MAX; ++id)
        if (contains(found->vlan_bitmap, id))
            result.push_back({.id = id, .untagged = contains(found->untagged_bitmap, id), .pvid = found->pvid == id});
    return result;
}

} // namespace

Expected<> Netlink::bridge_vlan_request(int type, int index, const BridgeVlan& vlan, bool bridge,
                                        const std::string& doing)
{
    ifinfomsg header{};
    header.ifi_family = AF_BRIDGE;
    header.ifi_index = index;
    bridge_vlan_info info{};
    info.vid = vlan.id;
    info.flags = static_cast<std::uint16_t>((vlan.untagged ? BRIDGE_VLAN_INFO_UNTAGGED : 0) |
                                            (vlan.pvid ? BRIDGE_VLAN_INFO_PVID : 0));
    Request request{type, 0, header};
    request.nest(IFLA_AF_SPEC, [&] {
        if (bridge)
            request.put_value(IFLA_BRIDGE_FLAGS, static_cast<std::uint16_t>(BRIDGE_FLAGS_SELF));
        request.put_value(IFLA_BRIDGE_VLAN_INFO, info);
    });
    return send(std::move(request), doing);
}

Expected<> Netlink::add_bridge_vlan(int index, const std::string& name, const BridgeVlan& vlan, bool bridge)
{
    return bridge_vlan_request(RTM_SETLINK, index, vlan, bridge,
                               "add bridge VLAN " + std::to_string(vlan.id) + " to " + name);
}

Expected<> Netlink::remove_bridge_vlan(int index, const std::string& name, std::uint16_t id, bool bridge)
{
    return bridge_vlan_request(RTM_DELLINK, index, {.id = id}, bridge,
                               "remove bridge VLAN " + std::to_string(id) + " from " + name);
}

Expected<std::vector<BridgeVlan>> Netlink::bridge_vlans(int index, const std::string& name)
{
    nl_cache* found = nullptr;
    if (const auto done =
            verdict(rtnl_link_alloc_cache(socket_.get(), AF_BRIDGE, &found), "list the bridge VLANs of " + name);
        !done)
        return tl::unexpected<Error>{done.error()};
    const Cache cache{found};
    std::vector<BridgeVlan> result;
    for_each<rtnl_link>(cache, [&](rtnl_link* port) {
        if (rtnl_link_get_ifindex(port) == index)
            result = vlans_of(port);
    });
    return result;
}

} // namespace harness
