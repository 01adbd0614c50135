// LLDP-MED Network Policy TLV (ANSI/TIA-1057 10.2.3): into which VLAN and with which priority an application sends. One
// for each application.
#pragma once

#include "proto/tlv.hpp"

namespace lldp {

struct MedNetworkPolicy
{
    static constexpr TlvInfo info{tlv_type::organizationally_specific,
                                  "LLDP-MED Network Policy",
                                  "ANSI/TIA-1057 10.2.3",
                                  Occurs::Many,
                                  oui::tia,
                                  2};

    std::uint8_t application = 0; ///< 1 to 8 of ANSI/TIA-1057 table 12; a peer's other numbers are kept and not shown
    bool unknown = false;         ///< the sender asks for a policy
    bool tagged = false;
    std::uint16_t vlan = 0;    ///< 0: priority tags only; at most 4095
    std::uint8_t priority = 0; ///< of IEEE 802.1p, at most 7
    std::uint8_t dscp = 0;     ///< at most 63

    static Expected<MedNetworkPolicy> decode(Reader& reader);
    Expected<> encode(Writer& writer) const;
    static std::span<const Field<MedNetworkPolicy>> fields();

    bool operator==(const MedNetworkPolicy&) const = default;
};

} // namespace lldp
