// Maximum Frame Size TLV (IEEE 802.3-2018 79.3.4): the longest frame that the port can take.
#pragma once

#include "proto/tlv.hpp"

namespace lldp {

struct MaximumFrameSize
{
    static constexpr TlvInfo info{tlv_type::organizationally_specific,
                                  "Maximum Frame Size",
                                  "IEEE 802.3-2018 79.3.4",
                                  Occurs::Once,
                                  oui::ieee_802_3,
                                  4};

    std::uint16_t octets = 0; ///< with header and checksum; 0: not told

    static Expected<MaximumFrameSize> decode(Reader& reader);
    Expected<> encode(Writer& writer) const;
    static std::span<const Field<MaximumFrameSize>> fields();

    bool operator==(const MaximumFrameSize&) const = default;
};

} // namespace lldp
