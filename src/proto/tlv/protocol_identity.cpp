#include "proto/tlv/protocol_identity.hpp"

#include <array>

namespace lldp {
namespace {

constexpr std::size_t max_size = 255; // what the length octet can say

std::vector<Shown> show(const ProtocolIdentity& tlv)
{
    if (tlv.identity.empty())
        return {};
    return {{hex(tlv.identity, ' ')}};
}

constexpr std::array<Field<ProtocolIdentity>, 1> declared{{
    {Section::Link, "pi", "PI", Detail::Full, show},
}};

} // namespace

Expected<ProtocolIdentity> ProtocolIdentity::decode(Reader& reader)
{
    const auto start = reader.position();
    const std::size_t size = reader.u8();
    const auto identity = reader.take(size);
    if (!reader.ok())
        return malformed(info, WireErrc::truncated, start, "an identity of " + std::to_string(size) + " octets");
    return ProtocolIdentity{{identity.begin(), identity.end()}};
}

Expected<> ProtocolIdentity::encode(Writer& writer) const
{
    if (identity.size() > max_size)
        return unencodable(info, WireErrc::too_big,
                           "an identity of " + std::to_string(identity.size()) + " octets, more than 255");
    writer.u8(static_cast<std::uint8_t>(identity.size()));
    writer.bytes(identity);
    return {};
}

std::span<const Field<ProtocolIdentity>> ProtocolIdentity::fields()
{
    return declared;
}

} // namespace lldp
