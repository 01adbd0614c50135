// Power via MDI TLV (IEEE 802.3-2018 79.3.2, IEEE 802.3bt-2018 79.3.2): power over Ethernet. There are three forms,
// each of which goes on where the one before ends: IEEE 802.3af, 802.3at (Type 1 and 2), 802.3bt (Type 3 and 4).
#pragma once

#include "proto/tlv.hpp"

#include <optional>

namespace lldp {

struct PowerViaMdi
{
    static constexpr TlvInfo info{tlv_type::organizationally_specific,
                                  "Power Via MDI",
                                  "IEEE 802.3-2018 79.3.2",
                                  Occurs::Once,
                                  oui::ieee_802_3,
                                  2};

    /// What IEEE 802.3bt adds.
    struct FourPair
    {
        std::uint16_t requested_a = 0; ///< by a dual-signature PD, in units of 0.1 W, as all power here
        std::uint16_t requested_b = 0;
        std::uint16_t allocated_a = 0;
        std::uint16_t allocated_b = 0;
        std::uint16_t power_status = 0; ///< bits of table 79-6c
        std::uint8_t system_setup = 0;  ///< bits of table 79-6d
        std::uint16_t maximum = 0;      ///< what the PSE has
        std::uint8_t autoclass = 0;     ///< bits of table 79-6f
        std::uint32_t power_down = 0;   ///< 24 bits of table 79-6g

        bool operator==(const FourPair&) const = default;
    };

    /// What IEEE 802.3at adds.
    struct DataLink
    {
        std::uint8_t type_source_priority = 0; ///< bits of table 79-5
        std::uint16_t requested = 0;           ///< by the PD
        std::uint16_t allocated = 0;           ///< by the PSE
        std::optional<FourPair> four_pair{};

        bool operator==(const DataLink&) const = default;
    };

    bool is_pse = false; ///< power sourcing equipment, else a powered device
    bool supported = false;
    bool enabled = false;
    bool pair_control = false;    ///< the pairs can be chosen
    std::uint8_t pairs = 0;       ///< 1: signal, 2: spare
    std::uint8_t power_class = 0; ///< the class, plus one
    std::optional<DataLink> data_link{};

    static Expected<PowerViaMdi> decode(Reader& reader);
    Expected<> encode(Writer& writer) const;
    static std::span<const Field<PowerViaMdi>> fields();

    bool operator==(const PowerViaMdi&) const = default;
};

} // namespace lldp
