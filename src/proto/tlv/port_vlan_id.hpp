// Port VLAN ID TLV (IEEE 802.1Q-2018 D.2.1): the VLAN of untagged frames.
#pragma once

#include "proto/tlv.hpp"

namespace lldp {

struct PortVlanId
{
    static constexpr TlvInfo info{tlv_type::organizationally_specific,
                                  "Port VLAN ID",
                                  "IEEE 802.1Q-2018 D.2.1",
                                  Occurs::Once,
                                  oui::ieee_802_1,
                                  1};

    std::uint16_t vlan = 0; ///< 0: the port has none

    static Expected<PortVlanId> decode(Reader& reader);
    Expected<> encode(Writer& writer) const;
    static std::span<const Field<PortVlanId>> fields();

    bool operator==(const PortVlanId&) const = default;
};

} // namespace lldp
