// LLDP-MED Capabilities TLV (ANSI/TIA-1057 10.2.2): which of these TLVs the sender knows, and what kind of device it
// is. Without it the others mean nothing.
#pragma once

#include "proto/tlv.hpp"

namespace lldp {

struct MedCapabilities
{
    static constexpr TlvInfo info{tlv_type::organizationally_specific,
                                  "LLDP-MED Capabilities",
                                  "ANSI/TIA-1057 10.2.2",
                                  Occurs::Once,
                                  oui::tia,
                                  1};

    /// ANSI/TIA-1057 table 11. A peer may send any other number; it is kept.
    enum class Device : std::uint8_t {
        NotDefined = 0,
        Generic = 1,       ///< endpoint class I
        Media = 2,         ///< endpoint class II
        Communication = 3, ///< endpoint class III
        Network = 4,       ///< network connectivity device
    };

    /// Of `capabilities` (ANSI/TIA-1057 table 10).
    enum Capability : std::uint16_t {
        Capabilities = 1U << 0U,
        Policy = 1U << 1U,
        Location = 1U << 2U,
        PowerPse = 1U << 3U,
        PowerPd = 1U << 4U,
        Inventory = 1U << 5U,
    };

    std::uint16_t capabilities = 0; ///< of Capability
    Device device = Device::NotDefined;

    static Expected<MedCapabilities> decode(Reader& reader);
    Expected<> encode(Writer& writer) const;
    static std::span<const Field<MedCapabilities>> fields();

    bool operator==(const MedCapabilities&) const = default;
};

} // namespace lldp
