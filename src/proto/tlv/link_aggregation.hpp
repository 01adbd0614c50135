// Link Aggregation TLV: whether the port is part of an aggregation, and of which. It was IEEE 802.3's first, and is
// IEEE 802.1's now, under another OUI and otherwise alike. Both are heard; the old one is sent, for everybody knows it.
#pragma once

#include "proto/tlv.hpp"

namespace lldp {

struct Aggregation
{
    bool capable = false;
    bool enabled = false;
    std::uint32_t port_id = 0; ///< the aggregated port's interface number; 0: none

    bool operator==(const Aggregation&) const = default;
};

/// IEEE 802.3-2018 79.3.3
struct LinkAggregation : Aggregation
{
    static constexpr TlvInfo info{tlv_type::organizationally_specific,
                                  "Link Aggregation",
                                  "IEEE 802.3-2018 79.3.3",
                                  Occurs::Once,
                                  oui::ieee_802_3,
                                  3};

    static Expected<LinkAggregation> decode(Reader& reader);
    Expected<> encode(Writer& writer) const;
    static std::span<const Field<LinkAggregation>> fields();

    bool operator==(const LinkAggregation&) const = default;
};

/// IEEE 802.1AX-2014 annex F
struct LinkAggregation8021Ax : Aggregation
{
    static constexpr TlvInfo info{tlv_type::organizationally_specific,
                                  "IEEE 802.1AX Link Aggregation",
                                  "IEEE 802.1AX-2014 F.2",
                                  Occurs::Once,
                                  oui::ieee_802_1,
                                  7};

    static Expected<LinkAggregation8021Ax> decode(Reader& reader);
    Expected<> encode(Writer& writer) const;
    static std::span<const Field<LinkAggregation8021Ax>> fields();

    bool operator==(const LinkAggregation8021Ax&) const = default;
};

} // namespace lldp
