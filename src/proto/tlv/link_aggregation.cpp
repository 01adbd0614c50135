#include "proto/tlv/link_aggregation.hpp"

#include "proto/lldpdu.hpp"

#include <array>

namespace lldp {
namespace {

// Status (IEEE 802.3-2018 table 79-7).
constexpr unsigned capable_bit = 1U << 0U;
constexpr unsigned enabled_bit = 1U << 1U;

template <typename T>
Expected<T> decode_as(Reader& reader)
{
    const auto start = reader.position();
    const unsigned status = reader.u8();
    const auto port_id = reader.u32();
    if (!reader.ok())
        return malformed(T::info, WireErrc::bad_length, start, "five octets");
    return T{{(status & capable_bit) != 0, (status & enabled_bit) != 0, port_id}};
}

void encode_parts(Writer& writer, const Aggregation& aggregation)
{
    writer.u8(
        static_cast<std::uint8_t>((aggregation.capable ? capable_bit : 0) | (aggregation.enabled ? enabled_bit : 0)));
    writer.u32(aggregation.port_id);
}

std::vector<Shown> show(const Aggregation& aggregation)
{
    if (aggregation.port_id == 0)
        return {};
    return {{std::to_string(aggregation.port_id)}};
}

// Who tells it in both ways tells it once.
std::vector<Shown> show_old(const LinkAggregation& tlv, const Lldpdu& pdu)
{
    const auto* current = pdu.find<LinkAggregation8021Ax>();
    return current != nullptr && current->port_id != 0 ? std::vector<Shown>{} : show(tlv);
}

std::vector<Shown> show_current(const LinkAggregation8021Ax& tlv)
{
    return show(tlv);
}

constexpr std::string_view tag = "aggregation";
constexpr std::string_view label = "Port is aggregated. PortAggregID";

constexpr std::array<Field<LinkAggregation>, 1> declared_old{{
    {Section::Port, tag, label, Detail::Full, nullptr, show_old},
}};

constexpr std::array<Field<LinkAggregation8021Ax>, 1> declared_current{{
    {Section::Port, tag, label, Detail::Full, show_current},
}};

} // namespace

Expected<LinkAggregation> LinkAggregation::decode(Reader& reader)
{
    return decode_as<LinkAggregation>(reader);
}

Expected<> LinkAggregation::encode(Writer& writer) const
{
    encode_parts(writer, *this);
    return {};
}

std::span<const Field<LinkAggregation>> LinkAggregation::fields()
{
    return declared_old;
}

Expected<LinkAggregation8021Ax> LinkAggregation8021Ax::decode(Reader& reader)
{
    return decode_as<LinkAggregation8021Ax>(reader);
}

Expected<> LinkAggregation8021Ax::encode(Writer& writer) const
{
    encode_parts(writer, *this);
    return {};
}

std::span<const Field<LinkAggregation8021Ax>> LinkAggregation8021Ax::fields()
{
    return declared_current;
}

} // namespace lldp
