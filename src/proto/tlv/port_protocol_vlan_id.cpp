#include "proto/tlv/port_protocol_vlan_id.hpp"

#include <array>

namespace lldp {
namespace {

// Flags (IEEE 802.1Q-2018 D.2.2.1).
constexpr unsigned supported_bit = 1U << 1U;
constexpr unsigned enabled_bit = 1U << 2U;

std::vector<Shown> show(const PortProtocolVlanId& tlv)
{
    Shown shown;
    if (tlv.vlan != 0)
        shown.attributes.push_back({"value", "", std::to_string(tlv.vlan)});
    shown.attributes.push_back({"supported", "supported", yes_no(tlv.supported)});
    shown.attributes.push_back({"enabled", "enabled", yes_no(tlv.enabled)});
    return {std::move(shown)};
}

constexpr std::array<Field<PortProtocolVlanId>, 1> declared{{
    {Section::Link, "ppvid", "PPVID", Detail::Full, show},
}};

} // namespace

Expected<PortProtocolVlanId> PortProtocolVlanId::decode(Reader& reader)
{
    const auto start = reader.position();
    const unsigned flags = reader.u8();
    const auto vlan = reader.u16();
    if (!reader.ok())
        return malformed(info, WireErrc::bad_length, start, "three octets");
    return PortProtocolVlanId{(flags & supported_bit) != 0, (flags & enabled_bit) != 0, vlan};
}

Expected<> PortProtocolVlanId::encode(Writer& writer) const
{
    writer.u8(static_cast<std::uint8_t>((supported ? supported_bit : 0) | (enabled ? enabled_bit : 0)));
    writer.u16(vlan);
    return {};
}

std::span<const Field<PortProtocolVlanId>> PortProtocolVlanId::fields()
{
    return declared;
}

} // namespace lldp
