// System Name TLV (IEEE 802.1AB-2016 8.5.6).
#pragma once

#include "proto/tlv.hpp"

namespace lldp {

struct SystemName
{
    static constexpr TlvInfo info{tlv_type::system_name, "System Name", "IEEE 802.1AB-2016 8.5.6", Occurs::Once};

    std::string text; ///< sysName (IETF RFC 3418), as it came or goes; at most 255 octets can be sent

    static Expected<SystemName> decode(Reader& reader);
    Expected<> encode(Writer& writer) const;
    static std::span<const Field<SystemName>> fields();

    bool operator==(const SystemName&) const = default;
};

} // namespace lldp
