// System Capabilities TLV (IEEE 802.1AB-2016 8.5.8): what the system can be, and which of it is switched on.
#pragma once

#include "proto/tlv.hpp"

#include <initializer_list>

namespace lldp {

/// Bits of the TLV (IEEE 802.1AB-2016 table 8-4); bit 1 of the standard is the least significant one.
enum class Capability : std::uint16_t {
    Other = 1U << 0U,
    Repeater = 1U << 1U,
    Bridge = 1U << 2U, ///< MAC bridge component
    WlanAccessPoint = 1U << 3U,
    Router = 1U << 4U,
    Telephone = 1U << 5U,
    DocsisCableDevice = 1U << 6U,
    StationOnly = 1U << 7U,
    CVlan = 1U << 8U, ///< C-VLAN component
    SVlan = 1U << 9U, ///< S-VLAN component
    TwoPortMacRelay = 1U << 10U,
};

class CapabilitySet
{
  public:
    constexpr CapabilitySet() = default;
    constexpr CapabilitySet(std::initializer_list<Capability> capabilities)
    {
        for (const auto capability : capabilities)
            insert(capability);
    }
    /// Reserved bits are kept.
    static constexpr CapabilitySet from_bits(std::uint16_t bits)
    {
        CapabilitySet set;
        set.bits_ = bits;
        return set;
    }

    constexpr void insert(Capability capability)
    {
        bits_ = static_cast<std::uint16_t>(bits_ | static_cast<std::uint16_t>(capability));
    }
    [[nodiscard]] constexpr bool contains(Capability capability) const
    {
        return (bits_ & static_cast<std::uint16_t>(capability)) != 0;
    }
    [[nodiscard]] constexpr std::uint16_t bits() const { return bits_; }
    [[nodiscard]] constexpr bool empty() const { return bits_ == 0; }

    bool operator==(const CapabilitySet&) const = default;

  private:
    std::uint16_t bits_ = 0;
};

struct SystemCapabilities
{
    static constexpr TlvInfo info{tlv_type::system_capabilities, "System Capabilities", "IEEE 802.1AB-2016 8.5.8",
                                  Occurs::Once};

    CapabilitySet available;
    CapabilitySet enabled;

    static Expected<SystemCapabilities> decode(Reader& reader);
    Expected<> encode(Writer& writer) const;
    static std::span<const Field<SystemCapabilities>> fields();

    bool operator==(const SystemCapabilities&) const = default;
};

} // namespace lldp
