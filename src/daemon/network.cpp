#include "daemon/network.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <linux/if.h>
#include <linux/if_arp.h>
#include <string_view>

namespace lldp::daemon {

bool Interface::operational() const
{
    // Not IFF_RUNNING, which the kernel brings up to date only up to a second after the carrier came.
    return (flags & IFF_UP) != 0 && (flags & IFF_LOWER_UP) != 0 && (flags & IFF_DORMANT) == 0;
}

std::string InterfaceAddress::text() const
{
    std::array<char, INET6_ADDRSTRLEN> buffer{};
    const auto family_number = family == Family::IPv4 ? AF_INET : AF_INET6;
    ::inet_ntop(family_number, octets.data(), buffer.data(), buffer.size());
    return buffer.data();
}

const Interface* Network::find(int index) const
{
    const auto found = interfaces.find(index);
    return found == interfaces.end() ? nullptr : &found->second;
}

bool can_carry_lldp(const Interface& interface)
{
    return interface.type == ARPHRD_ETHER && (interface.flags & IFF_LOOPBACK) == 0 &&
           (interface.flags & (IFF_MULTICAST | IFF_BROADCAST)) != 0 && interface.kind != "vxlan";
}

bool is_physical(const Interface& interface)
{
    static constexpr std::array<std::string_view, 4> stacked{"vlan", "bond", "team", "bridge"};
    if (std::ranges::count(stacked, interface.kind) > 0)
        return false;
    // A veth's "lower" link is its peer, a DSA port's is the switch's uplink; both are ports of their own.
    return interface.lower == 0 || interface.kind == "veth" || interface.kind == "dsa";
}

} // namespace lldp::daemon
