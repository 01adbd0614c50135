#include "proto/tlv/vlan_name.hpp"

#include "proto/lldpdu.hpp"

#include <array>

namespace lldp {
namespace {

constexpr std::size_t max_name_size = 32; // IEEE 802.1Q-2018 D.2.3.3

std::vector<Shown> show(const VlanName& tlv, const Lldpdu& pdu)
{
    const auto* port = pdu.find<PortVlanId>();
    const bool is_port_vlan = port != nullptr && port->vlan == tlv.vlan;
    return {{printable(tlv.name), {{"vlan-id", "", std::to_string(tlv.vlan)}, {"pvid", "pvid", yes_no(is_port_vlan)}}}};
}

constexpr std::array<Field<VlanName>, 1> declared{{
    {Section::Link, "vlan", "VLAN", Detail::Full, nullptr, show},
}};

} // namespace

Expected<VlanName> VlanName::decode(Reader& reader)
{
    const auto start = reader.position();
    const auto vlan = reader.u16();
    const std::size_t size = reader.u8();
    const auto name = reader.take(size);
    if (!reader.ok())
        return malformed(info, WireErrc::truncated, start,
                         "a VLAN ID and a name of " + std::to_string(size) + " octets");
    return VlanName{vlan, to_string(name)};
}

Expected<> VlanName::encode(Writer& writer) const
{
    if (name.size() > max_name_size)
        return unencodable(info, WireErrc::too_big,
                           "a name of " + std::to_string(name.size()) + " octets, more than 32");
    writer.u16(vlan);
    writer.u8(static_cast<std::uint8_t>(name.size()));
    writer.text(name);
    return {};
}

std::span<const Field<VlanName>> VlanName::fields()
{
    return declared;
}

} // namespace lldp
