// Port Description TLV (IEEE 802.1AB-2016 8.5.5).
#pragma once

#include "proto/tlv.hpp"

namespace lldp {

struct PortDescription
{
    static constexpr TlvInfo info{tlv_type::port_description, "Port Description", "IEEE 802.1AB-2016 8.5.5",
                                  Occurs::Once};

    std::string text; ///< ifDescr (IETF RFC 2863), as it came or goes; at most 255 octets can be sent

    static Expected<PortDescription> decode(Reader& reader);
    Expected<> encode(Writer& writer) const;
    static std::span<const Field<PortDescription>> fields();

    bool operator==(const PortDescription&) const = default;
};

} // namespace lldp
