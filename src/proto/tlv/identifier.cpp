#include "proto/tlv/identifier.hpp"

#include "proto/network_address.hpp"

namespace lldp::identifier {
namespace {

constexpr std::size_t max_size = 255; // IEEE 802.1AB-2016 8.5.2.3, 8.5.3.3

// An address family number and the address (IEEE 802.1AB-2016 table 8-2, note b).
std::string network_text(ByteView id)
{
    Reader reader{id};
    const auto family = static_cast<AddressFamily>(reader.u8());
    return ip_text(family, reader.rest()).value_or(hex(id, ' '));
}

} // namespace

Expected<Parts> decode(Reader& reader, const TlvInfo& info, std::uint8_t last_subtype)
{
    const auto start = reader.position();
    const auto subtype = reader.u8();
    const auto id = reader.rest();
    if (id.empty() || id.size() > max_size)
        return malformed(info, WireErrc::bad_length, start,
                         "a subtype and 1 to 255 octets, not " + std::to_string(id.size()));
    if (subtype == 0 || subtype > last_subtype)
        return malformed(info, WireErrc::bad_value, start,
                         "a subtype of 1 to " + std::to_string(last_subtype) + ", not " + std::to_string(subtype));
    return Parts{subtype, {id.begin(), id.end()}};
}

Expected<> encode(Writer& writer, const TlvInfo& info, std::uint8_t subtype, ByteView id)
{
    if (id.empty())
        return unencodable(info, WireErrc::bad_length, "an empty identifier");
    if (id.size() > max_size)
        return unencodable(info, WireErrc::too_big,
                           "an identifier of " + std::to_string(id.size()) + " octets, more than 255");
    writer.u8(subtype);
    writer.bytes(id);
    return {};
}

std::string text(Form form, ByteView id)
{
    switch (form) {
    case Form::Mac:
        return hex(id, ':');
    case Form::Network:
        return network_text(id);
    case Form::Text:
        // An identifier tells systems apart: rather digits than a text in which something was replaced.
        return exactly_printable(id).value_or(hex(id, ' '));
    case Form::Opaque:
        break;
    }
    return hex(id, ' ');
}

} // namespace lldp::identifier
