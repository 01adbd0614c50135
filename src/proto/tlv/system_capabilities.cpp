#include "proto/tlv/system_capabilities.hpp"

#include <array>

namespace lldp {
namespace {

struct Named
{
    Capability capability;
    std::string_view name;
};

// In the order in which they are shown.
constexpr std::array<Named, 11> names{{
    {Capability::Other, "Other"},
    {Capability::Repeater, "Repeater"},
    {Capability::Bridge, "Bridge"},
    {Capability::Router, "Router"},
    {Capability::WlanAccessPoint, "Wlan"},
    {Capability::Telephone, "Tel"},
    {Capability::DocsisCableDevice, "Docsis"},
    {Capability::StationOnly, "Station"},
    {Capability::CVlan, "Cvlan"},
    {Capability::SVlan, "Svlan"},
    {Capability::TwoPortMacRelay, "Tpmr"},
}};

std::vector<Shown> show(const SystemCapabilities& tlv)
{
    std::vector<Shown> all;
    for (const auto& [capability, name] : names)
        if (tlv.available.contains(capability))
            all.push_back(
                {"",
                 {{"type", "", std::string{name}}, {"enabled", "", tlv.enabled.contains(capability) ? "on" : "off"}}});
    return all;
}

constexpr std::array<Field<SystemCapabilities>, 1> declared{{
    {Section::Chassis, "capability", "Capability", Detail::Normal, show},
}};

} // namespace

Expected<SystemCapabilities> SystemCapabilities::decode(Reader& reader)
{
    const auto start = reader.position();
    const auto available = CapabilitySet::from_bits(reader.u16());
    const auto enabled = CapabilitySet::from_bits(reader.u16());
    if (!reader.ok())
        return malformed(info, WireErrc::bad_length, start, "four octets");
    return SystemCapabilities{available, enabled};
}

Expected<> SystemCapabilities::encode(Writer& writer) const
{
    writer.u16(available.bits());
    writer.u16(enabled.bits());
    return {};
}

std::span<const Field<SystemCapabilities>> SystemCapabilities::fields()
{
    return declared;
}

} // namespace lldp
