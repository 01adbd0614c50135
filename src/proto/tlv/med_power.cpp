#include "proto/tlv/med_power.hpp"

#include <array>

namespace lldp {
namespace {

using Sources = std::array<std::string_view, 4>;

constexpr std::array<std::string_view, 2> devices{"PSE", "PD"};
constexpr std::array<Sources, 2> sources{{
    {"unknown", "Primary Power Source", "Backup Power Source / Power Conservation Mode", "unknown"},
    {"unknown", "PSE", "Local", "PSE + Local"},
}};
constexpr std::array<std::string_view, 4> priorities{"unknown", "critical", "high", "low"};

std::vector<Shown> show(const MedPower& tlv)
{
    const bool known = tlv.device < devices.size();
    const std::string device{known ? devices.at(tlv.device) : "unknown"};
    const std::string source{known ? word(sources.at(tlv.device), tlv.source) : "unknown"};
    return {{"",
             {},
             {element("device-type", "Power Type & Source", device), element("source", "Power Source", source),
              element("priority", "Power priority", std::string{word(priorities, tlv.priority)}),
              element("power", "Power Value", std::to_string(tlv.power * 100U))}}};
}

constexpr std::array<Field<MedPower>, 1> declared{{
    {Section::Med, "poe", "Extended Power-over-Ethernet", Detail::Full, show},
}};

constexpr unsigned max_device = 0x3;
constexpr unsigned max_source = 0x3;
constexpr unsigned max_priority = 0xf;

} // namespace

Expected<MedPower> MedPower::decode(Reader& reader)
{
    const auto start = reader.position();
    const unsigned bits = reader.u8();
    const auto power = reader.u16();
    if (!reader.ok())
        return malformed(info, WireErrc::bad_length, start, "three octets");
    return MedPower{static_cast<std::uint8_t>(bits >> 6U), static_cast<std::uint8_t>(bits >> 4U & max_source),
                    static_cast<std::uint8_t>(bits & max_priority), power};
}

Expected<> MedPower::encode(Writer& writer) const
{
    if (device > max_device || source > max_source || priority > max_priority)
        return unencodable(info, WireErrc::too_big,
                           "device " + std::to_string(device) + ", source " + std::to_string(source) +
                               " and priority " + std::to_string(priority) + ", more than 3, 3 and 15");
    writer.u8(static_cast<std::uint8_t>(unsigned{device} << 6U | unsigned{source} << 4U | priority));
    writer.u16(power);
    return {};
}

std::span<const Field<MedPower>> MedPower::fields()
{
    return declared;
}

} // namespace lldp
