#include "proto/tlv/med_capabilities.hpp"

#include <array>

namespace lldp {
namespace {

constexpr std::array<std::string_view, 5> devices{
    "unknown",
    "Generic Endpoint (Class I)",
    "Media Endpoint (Class II)",
    "Communication Device Endpoint (Class III)",
    "Network Connectivity Device",
};

struct Named
{
    MedCapabilities::Capability capability;
    std::string_view name;
};

// In the order in which they are shown.
constexpr std::array<Named, 6> names{{
    {MedCapabilities::Capabilities, "Capabilities"},
    {MedCapabilities::Policy, "Policy"},
    {MedCapabilities::Location, "Location"},
    {MedCapabilities::PowerPse, "MDI/PSE"},
    {MedCapabilities::PowerPd, "MDI/PD"},
    {MedCapabilities::Inventory, "Inventory"},
}};

std::vector<Shown> show_device(const MedCapabilities& tlv)
{
    return {{std::string{word(devices, static_cast<std::size_t>(tlv.device))}}};
}

std::vector<Shown> show_capabilities(const MedCapabilities& tlv)
{
    std::vector<Shown> all;
    for (const auto& [capability, name] : names)
        if ((tlv.capabilities & capability) != 0)
            all.push_back({"", {{"type", "", std::string{name}}, {"available", "", yes_no(true)}}});
    return all;
}

constexpr std::array<Field<MedCapabilities>, 2> declared{{
    {Section::Med, "device-type", "Device Type", Detail::Full, show_device},
    {Section::Med, "capability", "Capability", Detail::Full, show_capabilities},
}};

} // namespace

Expected<MedCapabilities> MedCapabilities::decode(Reader& reader)
{
    const auto start = reader.position();
    const auto capabilities = reader.u16();
    const auto device = reader.u8();
    if (!reader.ok())
        return malformed(info, WireErrc::bad_length, start, "three octets");
    return MedCapabilities{capabilities, static_cast<Device>(device)};
}

Expected<> MedCapabilities::encode(Writer& writer) const
{
    writer.u16(capabilities);
    writer.u8(static_cast<std::uint8_t>(device));
    return {};
}

std::span<const Field<MedCapabilities>> MedCapabilities::fields()
{
    return declared;
}

} // namespace lldp
