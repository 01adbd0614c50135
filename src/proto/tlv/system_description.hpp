// System Description TLV (IEEE 802.1AB-2016 8.5.7).
#pragma once

#include "proto/tlv.hpp"

namespace lldp {

struct SystemDescription
{
    static constexpr TlvInfo info{tlv_type::system_description, "System Description", "IEEE 802.1AB-2016 8.5.7",
                                  Occurs::Once};

    std::string text; ///< sysDescr (IETF RFC 3418), as it came or goes; at most 255 octets can be sent

    static Expected<SystemDescription> decode(Reader& reader);
    Expected<> encode(Writer& writer) const;
    static std::span<const Field<SystemDescription>> fields();

    bool operator==(const SystemDescription&) const = default;
};

} // namespace lldp
