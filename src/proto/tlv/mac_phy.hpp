// MAC/PHY Configuration/Status TLV (IEEE 802.3-2018 79.3.1): auto-negotiation, and the kind of the port.
#pragma once

#include "proto/tlv.hpp"

namespace lldp {

struct MacPhy
{
    static constexpr TlvInfo info{tlv_type::organizationally_specific,
                                  "MAC/PHY Configuration/Status",
                                  "IEEE 802.3-2018 79.3.1",
                                  Occurs::Once,
                                  oui::ieee_802_3,
                                  1};

    /// Of `advertised` (IEEE 802.3-2018 table 79-4, ifMauAutoNegCapAdvertisedBits): half and full duplex of each.
    enum Capability : std::uint16_t {
        Other = 1U << 15U, ///< or unknown
        Base10THalf = 1U << 14U,
        Base10TFull = 1U << 13U,
        Base100T4 = 1U << 12U,
        Base100TxHalf = 1U << 11U,
        Base100TxFull = 1U << 10U,
        Base100T2Half = 1U << 9U,
        Base100T2Full = 1U << 8U,
        Pause = 1U << 7U,
        AsymmetricPause = 1U << 6U,
        SymmetricPause = 1U << 5U,
        BothPauses = 1U << 4U,
        Base1000XHalf = 1U << 3U,
        Base1000XFull = 1U << 2U,
        Base1000THalf = 1U << 1U,
        Base1000TFull = 1U << 0U,
    };

    bool supported = false; ///< auto-negotiation
    bool enabled = false;
    std::uint16_t advertised = 0; ///< of Capability
    std::uint16_t mau_type = 0;   ///< see mau_types.hpp; 0: unknown

    static Expected<MacPhy> decode(Reader& reader);
    Expected<> encode(Writer& writer) const;
    static std::span<const Field<MacPhy>> fields();

    bool operator==(const MacPhy&) const = default;
};

} // namespace lldp
