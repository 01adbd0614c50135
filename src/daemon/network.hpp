// The network as the kernel describes it: links, addresses, forwarding. Plain data; netlink.hpp keeps it current.
#pragma once

#include "base/bytes.hpp"
#include "proto/ethernet.hpp"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace lldp::daemon {

struct Interface
{
    int index = 0;
    std::string name;
    std::string alias;
    std::string kind; ///< the link's driver family as rtnetlink names it ("veth", "vlan", …); empty for hardware
    MacAddress mac{};
    MacAddress permanent_mac{};        ///< its own, where `mac` was given to it
    bool aggregated = false;           ///< a port of a bond or of a team, which have one MAC address for all ports
    std::uint16_t type = 0;            ///< ARPHRD_*
    unsigned flags = 0;                ///< IFF_*
    unsigned mtu = 0;                  ///< octets of payload
    int lower = 0;                     ///< index of the link below (or a veth's peer), 0: none
    std::uint32_t carrier_changes = 0; ///< how often it lost or got its carrier
    int master = 0;                    ///< index of the bridge or bond that it is a port of, 0: none
    unsigned telling = 0;              ///< differs whenever the kernel has told of it anew, if only the same
    std::uint16_t vlan = 0;            ///< VLAN ID of a VLAN's link on the lower one, 0: it is none
    bool filters_vlans = false;        ///< a bridge that looks at the tags of frames

    bool operator==(const Interface&) const = default;

    /// Up, with carrier, and not waiting for an event such as authentication (IFF_DORMANT).
    [[nodiscard]] bool operational() const;
    /// What tells it from other interfaces.
    [[nodiscard]] const MacAddress& own_mac() const { return aggregated ? permanent_mac : mac; }
};

enum class AddressScope : std::uint8_t { Global, Link, Host };

struct InterfaceAddress
{
    enum class Family : std::uint8_t { IPv4, IPv6 };

    int index = 0; ///< of the interface
    Family family{};
    Bytes octets; ///< 4 or 16
    AddressScope scope{};
    bool temporary = false; ///< IPv6 privacy address

    bool operator==(const InterfaceAddress&) const = default;

    [[nodiscard]] std::string text() const;
};

/// The VLANs that a bridge has put one of its ports into, or itself.
struct BridgeVlans
{
    std::uint16_t untagged = 0; ///< that of frames that come without a tag, 0: none
    std::set<std::uint16_t> members;

    bool operator==(const BridgeVlans&) const = default;
};

struct Network
{
    std::map<int, Interface> interfaces;     ///< by index
    std::map<int, BridgeVlans> bridge_vlans; ///< by the interface's index
    std::set<int> wireless;                  ///< indices of the interfaces of wireless cards
    std::set<int> modems;                    ///< indices of the interfaces of modems for mobile broadband
    std::vector<InterfaceAddress> addresses; ///< in the order in which the kernel told of them
    bool forwarding = false;                 ///< IPv4 or IPv6

    bool operator==(const Network&) const = default;

    [[nodiscard]] const Interface* find(int index) const;
};

/// Whether LLDP may run on the interface for what it is: an Ethernet port of its own, not something stacked on others.
[[nodiscard]] bool is_physical(const Interface& interface);
/// The least that LLDP needs: Ethernet, and able to send to a group address.
[[nodiscard]] bool can_carry_lldp(const Interface& interface);

} // namespace lldp::daemon
