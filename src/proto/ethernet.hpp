// Ethernet framing of LLDP (IEEE 802.1AB-2016 clause 7).
#pragma once

#include "base/bytes.hpp"
#include "base/error.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace lldp {

using MacAddress = std::array<std::uint8_t, 6>;

/// "00:00:5e:00:53:01"
std::string to_string(const MacAddress& address);

inline constexpr std::uint16_t ethertype_lldp = 0x88cc;
inline constexpr std::uint16_t ethertype_dot1q = 0x8100;

/// Group addresses of LLDP agents (IEEE 802.1AB-2016 table 7-1).
inline constexpr MacAddress nearest_bridge{0x01, 0x80, 0xc2, 0x00, 0x00, 0x0e};
inline constexpr MacAddress nearest_non_tpmr_bridge{0x01, 0x80, 0xc2, 0x00, 0x00, 0x03};
inline constexpr MacAddress nearest_customer_bridge{0x01, 0x80, 0xc2, 0x00, 0x00, 0x00};

struct EthernetFrame
{
    MacAddress destination;
    MacAddress source;
    std::uint16_t ethertype; ///< after one 802.1Q tag, if there was one
    ByteView payload;        ///< into the frame that was parsed
};

/// Splits a frame; one 802.1Q tag is removed. WireErrc::truncated for less than a header (and tag).
Expected<EthernetFrame> parse_ethernet(ByteView frame);

/// An 802.1Q tag.
struct VlanTag
{
    std::uint16_t vlan = 0; ///< 0 to 4095; 0: the tag is only for the priority
    std::uint8_t priority = 0;
    bool drop_eligible = false;

    bool operator==(const VlanTag&) const = default;
};

struct EthernetHeader
{
    MacAddress destination{};
    MacAddress source{};
    std::uint16_t ethertype = 0;
    std::optional<VlanTag> tag{};
};

/// An Ethernet II frame; padding is left to the hardware.
Bytes make_ethernet(const EthernetHeader& header, ByteView payload);

} // namespace lldp
