// Organizationally specific TLV (IEEE 802.1AB-2016 8.6) that no other entry of the registry is: of another
// organization, or of a subtype that nobody here knows. Kept as it came, in wire order; any number of them.
#pragma once

#include "proto/tlv.hpp"

namespace lldp {

struct CustomTlv
{
    static constexpr TlvInfo info{tlv_type::organizationally_specific, "Organizationally Specific",
                                  "IEEE 802.1AB-2016 8.6", Occurs::Many};

    std::uint32_t oui = 0; ///< 24 bits
    std::uint8_t subtype = 0;
    Bytes value; ///< at most 507 octets

    /// Unlike other TLVs, these two read and write OUI and subtype themselves.
    static Expected<CustomTlv> decode(Reader& reader);
    Expected<> encode(Writer& writer) const;
    static std::span<const Field<CustomTlv>> fields();

    bool operator==(const CustomTlv&) const = default;
};

} // namespace lldp
