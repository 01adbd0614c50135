// LLDP-MED Extended Power-via-MDI TLV (ANSI/TIA-1057 10.2.5): power over Ethernet, before IEEE 802.3at told more of it.
#pragma once

#include "proto/tlv.hpp"

namespace lldp {

struct MedPower
{
    static constexpr TlvInfo info{tlv_type::organizationally_specific,
                                  "LLDP-MED Extended Power-via-MDI",
                                  "ANSI/TIA-1057 10.2.5",
                                  Occurs::Once,
                                  oui::tia,
                                  4};

    std::uint8_t device = 0;   ///< 0: PSE, 1: PD; two bits
    std::uint8_t source = 0;   ///< of ANSI/TIA-1057 table 18 for a PSE, 19 for a PD; two bits
    std::uint8_t priority = 0; ///< 1: critical, 2: high, 3: low; four bits
    std::uint16_t power = 0;   ///< in units of 0.1 W

    static Expected<MedPower> decode(Reader& reader);
    Expected<> encode(Writer& writer) const;
    static std::span<const Field<MedPower>> fields();

    bool operator==(const MedPower&) const = default;
};

} // namespace lldp
