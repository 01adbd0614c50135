// Port And Protocol VLAN ID TLV (IEEE 802.1Q-2018 D.2.2): a VLAN of the frames of some protocols. Any number of them.
#pragma once

#include "proto/tlv.hpp"

namespace lldp {

struct PortProtocolVlanId
{
    static constexpr TlvInfo info{tlv_type::organizationally_specific,
                                  "Port And Protocol VLAN ID",
                                  "IEEE 802.1Q-2018 D.2.2",
                                  Occurs::Many,
                                  oui::ieee_802_1,
                                  2};

    bool supported = false;
    bool enabled = false;
    std::uint16_t vlan = 0; ///< 0: none

    static Expected<PortProtocolVlanId> decode(Reader& reader);
    Expected<> encode(Writer& writer) const;
    static std::span<const Field<PortProtocolVlanId>> fields();

    bool operator==(const PortProtocolVlanId&) const = default;
};

} // namespace lldp
