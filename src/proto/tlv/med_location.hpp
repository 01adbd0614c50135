// LLDP-MED Location Identification TLV (ANSI/TIA-1057 10.2.4): where the device is, in up to three forms.
#pragma once

#include "proto/tlv.hpp"

namespace lldp {

struct MedLocation
{
    static constexpr TlvInfo info{tlv_type::organizationally_specific,
                                  "LLDP-MED Location Identification",
                                  "ANSI/TIA-1057 10.2.4",
                                  Occurs::Many,
                                  oui::tia,
                                  3};

    /// ANSI/TIA-1057 table 14. A peer may send any other number; it is kept and not shown.
    enum class Form : std::uint8_t {
        Coordinates = 1, ///< as RFC 3825 has them
        Civic = 2,       ///< a postal address, as RFC 4776 has it
        Elin = 3,        ///< an emergency call's number
    };

    Form form = Form::Elin;
    Bytes data; ///< as it came; what contradicts itself is not shown

    static Expected<MedLocation> decode(Reader& reader);
    Expected<> encode(Writer& writer) const;
    static std::span<const Field<MedLocation>> fields();

    bool operator==(const MedLocation&) const = default;
};

} // namespace lldp
