// VLAN Name TLV (IEEE 802.1Q-2018 D.2.3): a VLAN that the port is a member of. Any number of them.
#pragma once

#include "proto/tlv.hpp"

namespace lldp {

struct VlanName
{
    static constexpr TlvInfo info{
        tlv_type::organizationally_specific, "VLAN Name", "IEEE 802.1Q-2018 D.2.3", Occurs::Many, oui::ieee_802_1, 3};

    std::uint16_t vlan = 0;
    std::string name; ///< as it came or goes; at most 32 octets can be sent

    static Expected<VlanName> decode(Reader& reader);
    Expected<> encode(Writer& writer) const;
    static std::span<const Field<VlanName>> fields();

    bool operator==(const VlanName&) const = default;
};

} // namespace lldp
