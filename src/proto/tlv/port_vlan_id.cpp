#include "proto/tlv/port_vlan_id.hpp"

#include "proto/lldpdu.hpp"

#include <algorithm>
#include <array>

namespace lldp {
namespace {

// A VLAN with a name is shown with that, see vlan_name.cpp.
std::vector<Shown> show(const PortVlanId& tlv, const Lldpdu& pdu)
{
    const bool named = std::ranges::any_of(pdu.tlvs, [&](const Tlv& other) {
        const auto* name = std::get_if<VlanName>(&other);
        return name != nullptr && name->vlan == tlv.vlan;
    });
    if (tlv.vlan == 0 || named)
        return {};
    return {{"", {{"vlan-id", "", std::to_string(tlv.vlan)}, {"pvid", "pvid", yes_no(true)}}}};
}

constexpr std::array<Field<PortVlanId>, 1> declared{{
    {Section::Link, "vlan", "VLAN", Detail::Full, nullptr, show},
}};

} // namespace

Expected<PortVlanId> PortVlanId::decode(Reader& reader)
{
    const auto start = reader.position();
    const auto vlan = reader.u16();
    if (!reader.ok())
        return malformed(info, WireErrc::bad_length, start, "two octets");
    return PortVlanId{vlan};
}

Expected<> PortVlanId::encode(Writer& writer) const
{
    writer.u16(vlan);
    return {};
}

std::span<const Field<PortVlanId>> PortVlanId::fields()
{
    return declared;
}

} // namespace lldp
