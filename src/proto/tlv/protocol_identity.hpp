// Protocol Identity TLV (IEEE 802.1Q-2018 D.2.4): the first octets of a protocol's frames. Any number of them.
#pragma once

#include "proto/tlv.hpp"

namespace lldp {

struct ProtocolIdentity
{
    static constexpr TlvInfo info{tlv_type::organizationally_specific,
                                  "Protocol Identity",
                                  "IEEE 802.1Q-2018 D.2.4",
                                  Occurs::Many,
                                  oui::ieee_802_1,
                                  4};

    Bytes identity; ///< at most 255 octets

    static Expected<ProtocolIdentity> decode(Reader& reader);
    Expected<> encode(Writer& writer) const;
    static std::span<const Field<ProtocolIdentity>> fields();

    bool operator==(const ProtocolIdentity&) const = default;
};

} // namespace lldp
