#include "daemon/network_mirror.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <linux/if_addr.h>
#include <linux/if_bridge.h>
#include <linux/if_link.h>
#include <linux/netconf.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <netlink/msg.h>
#include <netlink/route/addr.h>
#include <netlink/route/link.h>
#include <netlink/route/netconf.h>
#include <optional>
#include <string>
#include <utility>

namespace lldp::daemon {

namespace {

constexpr std::uint16_t max_vlan = 4094; // IEEE 802.1Q-2018 9.6

const ifinfomsg& link_header(nl_msg* message)
{
    return *static_cast<const ifinfomsg*>(nlmsg_data(nlmsg_hdr(message)));
}

Interface from(rtnl_link* link)
{
    const auto text = [](const char* value) { return std::string{value != nullptr ? value : ""}; };
    Interface made;
    made.index = rtnl_link_get_ifindex(link);
    made.name = text(rtnl_link_get_name(link));
    made.alias = text(rtnl_link_get_ifalias(link));
    made.kind = text(rtnl_link_get_type(link));
    made.type = static_cast<std::uint16_t>(rtnl_link_get_arptype(link));
    made.flags = rtnl_link_get_flags(link);
    made.mtu = rtnl_link_get_mtu(link);
    made.master = rtnl_link_get_master(link);
    rtnl_link_get_carrier_changes(link, &made.carrier_changes);
    // A lower link in another network namespace is not one of ours, whatever its number.
    std::int32_t other_namespace = 0;
    if (rtnl_link_get_link_netnsid(link, &other_namespace) != 0)
        made.lower = rtnl_link_get_link(link);
    auto* address = rtnl_link_get_addr(link);
    if (address != nullptr && nl_addr_get_len(address) == made.mac.size())
        std::copy_n(static_cast<const std::uint8_t*>(nl_addr_get_binary_addr(address)), made.mac.size(),
                    made.mac.begin());
    return made;
}

std::optional<InterfaceAddress> from(rtnl_addr* address)
{
    auto* local = rtnl_addr_get_local(address);
    if (local == nullptr)
        return std::nullopt;
    InterfaceAddress made;
    made.index = rtnl_addr_get_ifindex(address);
    const auto* octets = static_cast<const std::uint8_t*>(nl_addr_get_binary_addr(local));
    made.octets.assign(octets, octets + nl_addr_get_len(local));
    const auto family = rtnl_addr_get_family(address);
    if ((family != AF_INET || made.octets.size() != 4) && (family != AF_INET6 || made.octets.size() != 16))
        return std::nullopt;
    made.family = family == AF_INET ? InterfaceAddress::Family::IPv4 : InterfaceAddress::Family::IPv6;
    const auto scope = rtnl_addr_get_scope(address);
    made.scope = scope == RT_SCOPE_HOST   ? AddressScope::Host
                 : scope == RT_SCOPE_LINK ? AddressScope::Link
                                          : AddressScope::Global;
    made.temporary = (rtnl_addr_get_flags(address) & IFA_F_TEMPORARY) != 0 && family == AF_INET6;
    return made;
}

/// What a link's driver says of it, of at least that many octets.
nlattr* data_of_kind(nlmsghdr* message, int attribute, int octets)
{
    auto* information = nlmsg_find_attr(message, sizeof(ifinfomsg), IFLA_LINKINFO);
    if (information == nullptr)
        return nullptr;
    auto* data = nla_find(static_cast<nlattr*>(nla_data(information)), nla_len(information), IFLA_INFO_DATA);
    if (data == nullptr)
        return nullptr;
    auto* found = nla_find(static_cast<nlattr*>(nla_data(data)), nla_len(data), attribute);
    return found != nullptr && nla_len(found) >= octets ? found : nullptr;
}

/// libnl has no word for it.
bool filters_vlans(nlmsghdr* message)
{
    auto* filtering = data_of_kind(message, IFLA_BR_VLAN_FILTERING, sizeof(std::uint8_t));
    return filtering != nullptr && nla_get_u8(filtering) != 0;
}

/// libnl follows a null pointer where there is none.
std::uint16_t vlan_id(nlmsghdr* message)
{
    auto* id = data_of_kind(message, IFLA_VLAN_ID, sizeof(std::uint16_t));
    return id != nullptr ? nla_get_u16(id) : 0;
}

std::optional<MacAddress> mac_in(nlattr* attribute)
{
    MacAddress mac{};
    if (attribute == nullptr || nla_len(attribute) != static_cast<int>(mac.size()))
        return std::nullopt;
    std::memcpy(mac.data(), nla_data(attribute), mac.size());
    return mac;
}

/// What the message says of a port of a bond or team. A bond knows the port's MAC address from before; not each driver
/// does.
void read_aggregation(nlmsghdr* message, Interface& interface)
{
    interface.permanent_mac =
        mac_in(nlmsg_find_attr(message, sizeof(ifinfomsg), IFLA_PERM_ADDRESS)).value_or(interface.mac);
    auto* information = nlmsg_find_attr(message, sizeof(ifinfomsg), IFLA_LINKINFO);
    if (information == nullptr)
        return;
    auto* members = static_cast<nlattr*>(nla_data(information));
    const auto size = nla_len(information);
    auto* kind = nla_find(members, size, IFLA_INFO_SLAVE_KIND);
    const bool bonded = kind != nullptr && nla_strcmp(kind, "bond") == 0;
    interface.aggregated = bonded || (kind != nullptr && nla_strcmp(kind, "team") == 0);
    auto* data = nla_find(members, size, IFLA_INFO_SLAVE_DATA);
    if (!bonded || data == nullptr)
        return;
    auto* address = nla_find(static_cast<nlattr*>(nla_data(data)), nla_len(data), IFLA_BOND_SLAVE_PERM_HWADDR);
    interface.permanent_mac = mac_in(address).value_or(interface.permanent_mac);
}

/// From IFLA_AF_SPEC of the bridge's message: single VLANs, and ranges of them.
BridgeVlans vlans_in(nlattr* specific)
{
    BridgeVlans vlans;
    std::uint16_t begin = 0;
    auto rest = nla_len(specific);
    for (auto* next = static_cast<nlattr*>(nla_data(specific)); nla_ok(next, rest) != 0; next = nla_next(next, &rest)) {
        bridge_vlan_info info{};
        if (nla_type(next) != IFLA_BRIDGE_VLAN_INFO || nla_len(next) < static_cast<int>(sizeof info))
            continue;
        std::memcpy(&info, nla_data(next), sizeof info);
        if (info.vid == 0 || info.vid > max_vlan)
            continue;
        if ((info.flags & BRIDGE_VLAN_INFO_PVID) != 0)
            vlans.untagged = info.vid;
        const bool is_end = (info.flags & BRIDGE_VLAN_INFO_RANGE_END) != 0 && begin != 0;
        for (auto vlan = is_end ? begin : info.vid; vlan <= info.vid; ++vlan)
            vlans.members.insert(vlan);
        begin = (info.flags & BRIDGE_VLAN_INFO_RANGE_BEGIN) != 0 ? info.vid : std::uint16_t{0};
    }
    return vlans;
}

/// Whether libnl can read the message: it looks for a link's data also where there is only what its driver has counted,
/// and for the end of a kind's name wherever that is. Of attributes that are there twice the last counts, as it does
/// there.
bool is_readable(nl_msg* message)
{
    std::array<nlattr*, IFLA_MAX + 1> link{};
    std::array<nlattr*, IFLA_INFO_MAX + 1> info{};
    if (nlmsg_parse(nlmsg_hdr(message), sizeof(ifinfomsg), link.data(), IFLA_MAX, nullptr) < 0)
        return false;
    if (link[IFLA_LINKINFO] == nullptr)
        return true;
    if (nla_parse_nested(info.data(), IFLA_INFO_MAX, link[IFLA_LINKINFO], nullptr) < 0)
        return false;
    const auto ends = [](const nlattr* name) {
        return name == nullptr || ::memchr(nla_data(name), '\0', static_cast<std::size_t>(nla_len(name))) != nullptr;
    };
    return ends(info[IFLA_INFO_KIND]) && ends(info[IFLA_INFO_SLAVE_KIND]) &&
           (info[IFLA_INFO_XSTATS] == nullptr || info[IFLA_INFO_DATA] != nullptr);
}

} // namespace

void NetworkMirror::take(nl_msg* message)
{
    struct Context
    {
        NetworkMirror* mirror;
        int type;
    } context{this, nlmsg_hdr(message)->nlmsg_type};
    // A wireless driver's event comes as a link without the link's properties.
    if (context.type == RTM_NEWLINK && nlmsg_find_attr(nlmsg_hdr(message), sizeof(ifinfomsg), IFLA_WIRELESS) != nullptr)
        return;
    const bool is_link = context.type == RTM_NEWLINK || context.type == RTM_DELLINK;
    if (is_link && nlmsg_valid_hdr(nlmsg_hdr(message), sizeof(ifinfomsg)) == 0)
        return;
    // The bridge code speaks of its ports with the same messages, which do not tell all of a link.
    if (is_link && link_header(message).ifi_family == AF_BRIDGE) {
        take_bridge_port(nlmsg_hdr(message));
        return;
    }
    if (is_link && !is_readable(message))
        return;
    // libnl's readers of what else there is are not for us: that of routes may allocate without end.
    static constexpr std::array readable{RTM_NEWLINK, RTM_DELLINK, RTM_NEWADDR, RTM_DELADDR, RTM_NEWNETCONF};
    if (std::ranges::find(readable, context.type) == readable.end())
        return;
    nl_msg_parse(
        message,
        [](nl_object* object, void* inner) {
            const auto* found = static_cast<Context*>(inner);
            found->mirror->take(found->type, object);
        },
        &context);
    if (!is_link)
        return;
    const auto known = network_.interfaces.find(link_header(message).ifi_index);
    if (known == network_.interfaces.end())
        return;
    auto& interface = known->second;
    interface.filters_vlans = interface.kind == "bridge" && filters_vlans(nlmsg_hdr(message));
    interface.vlan = interface.kind == "vlan" ? vlan_id(nlmsg_hdr(message)) : std::uint16_t{0};
    read_aggregation(nlmsg_hdr(message), interface);
}

void NetworkMirror::take_bridge_port(nlmsghdr* message)
{
    const auto index = static_cast<const ifinfomsg*>(nlmsg_data(message))->ifi_index;
    auto* specific = nlmsg_find_attr(message, sizeof(ifinfomsg), IFLA_AF_SPEC);
    if (message->nlmsg_type == RTM_NEWLINK && specific != nullptr)
        network_.bridge_vlans[index] = vlans_in(specific);
    else
        network_.bridge_vlans.erase(index);
}

void NetworkMirror::take_link(rtnl_link* link, bool gone)
{
    const auto index = rtnl_link_get_ifindex(link);
    if (!gone) {
        auto made = from(link);
        // There is no such interface; it would have nothing to be called by.
        if (made.index <= 0 || made.name.empty())
            return;
        made.telling = ++tellings_;
        links_came_ = links_came_ || network_.find(index) == nullptr;
        network_.interfaces[index] = std::move(made);
        return;
    }
    network_.interfaces.erase(index);
    network_.bridge_vlans.erase(index);
    network_.wireless.erase(index);
    network_.modems.erase(index);
    std::erase_if(network_.addresses, [&](const auto& address) { return address.index == index; });
}

void NetworkMirror::take_address(rtnl_addr* address, bool gone)
{
    const auto made = from(address);
    if (!made)
        return;
    auto& known = network_.addresses;
    const auto found = std::ranges::find_if(
        known, [&](const auto& other) { return other.index == made->index && other.octets == made->octets; });
    if (gone) {
        if (found != known.end())
            known.erase(found);
    } else if (found != known.end()) {
        *found = *made;
    } else {
        known.push_back(*made);
    }
}

void NetworkMirror::take_netconf(rtnl_netconf* netconf)
{
    int family = 0;
    int index = 0;
    int forwarding = 0;
    if (rtnl_netconf_get_family(netconf, &family) < 0 || rtnl_netconf_get_ifindex(netconf, &index) < 0 ||
        index != NETCONFA_IFINDEX_ALL || rtnl_netconf_get_forwarding(netconf, &forwarding) < 0)
        return;
    (family == AF_INET ? ipv4_forwarding_ : ipv6_forwarding_) = forwarding != 0;
    network_.forwarding = ipv4_forwarding_ || ipv6_forwarding_;
}

void NetworkMirror::take(int type, nl_object* object)
{
    // nl_msg_parse() gives the object that belongs to the message's type.
    switch (type) {
    case RTM_NEWLINK:
    case RTM_DELLINK:
        take_link(reinterpret_cast<rtnl_link*>(object), type == RTM_DELLINK);
        break;
    case RTM_NEWADDR:
    case RTM_DELADDR:
        take_address(reinterpret_cast<rtnl_addr*>(object), type == RTM_DELADDR);
        break;
    case RTM_NEWNETCONF:
        take_netconf(reinterpret_cast<rtnl_netconf*>(object));
        break;
    default:
        break;
    }
}

} // namespace lldp::daemon
