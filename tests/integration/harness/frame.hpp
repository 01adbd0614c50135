// Ethernet frames as they were on a link.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace harness {

using Bytes = std::vector<std::uint8_t>;

/// As seen from the link that captures.
enum class Direction {
    Received,
    Sent,
};

/// An 802.1Q or 802.1ad tag.
struct VlanTag
{
    std::uint16_t tpid = 0; ///< 0x8100, 0x88a8, or 0x9100 of old QinQ.
    std::uint16_t id = 0;   ///< 0 to 4095.
    unsigned priority = 0;  ///< 0 to 7.
    bool drop_eligible = false;

    bool operator==(const VlanTag&) const = default;
};

struct Frame
{
    Bytes bytes; ///< From the destination MAC address on, VLAN tags included.
    Direction direction = Direction::Received;
    std::chrono::system_clock::time_point time; ///< The kernel's.
    std::size_t missing = 0;                    ///< How many more bytes it had than were kept.

    [[nodiscard]] std::string destination() const; ///< "01:80:c2:00:00:0e"; empty in a frame too short for it.
    [[nodiscard]] std::string source() const;
    /// The outermost first.
    [[nodiscard]] std::vector<VlanTag> vlan_tags() const;
    /// The EtherType (or length) behind any VLAN tags; 0 in a frame too short for it.
    [[nodiscard]] std::uint16_t ethertype() const;
    /// What follows the EtherType, padding included; empty in a frame too short for one.
    [[nodiscard]] std::span<const std::uint8_t> payload() const;
    /// "received 60 bytes from 00:00:00:00:00:02 to 01:80:c2:00:00:0e, VLAN 10, type 0x88cc"
    [[nodiscard]] std::string describe() const;
};

/// Longer ones lose their end. No device makes longer ones, and the readers of capture files take no longer ones.
inline constexpr std::size_t longest_frame = std::size_t{256} << 10;

} // namespace harness
