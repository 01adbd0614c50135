// What the Chassis ID and the Port ID TLV share: a subtype and 1 to 255 octets, whose meaning the subtype gives.
#pragma once

#include "proto/tlv.hpp"

namespace lldp::identifier {

enum class Form : std::uint8_t { Mac, Network, Text, Opaque };

/// How identifiers of one subtype are shown: the type attribute, and the form of the value.
struct Kind
{
    std::string_view type;
    Form form;
};

struct Parts
{
    std::uint8_t subtype;
    Bytes id;
};

/// Subtype 1 and up to `last_subtype` are known; others are reserved, and refused.
Expected<Parts> decode(Reader& reader, const TlvInfo& info, std::uint8_t last_subtype);
Expected<> encode(Writer& writer, const TlvInfo& info, std::uint8_t subtype, ByteView id);

/// "00:00:5e:00:53:01", "192.0.2.1", the text; octets that are none of these, as hexadecimal digits.
std::string text(Form form, ByteView id);

} // namespace lldp::identifier
