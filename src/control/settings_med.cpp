// What a device of LLDP-MED says of itself, and what its ports do.
#include "control/settings_parts.hpp"

#include <array>
#include <iterator>

namespace lldp::control::parts {

namespace {

constexpr std::uint32_t max_inventory = 32; // octets: ANSI/TIA-1057 10.2.6

struct InventoryPart
{
    SettingId id;
    std::string_view word;
    std::string_view help;
};

constexpr std::array<InventoryPart, 7> inventory_parts{{
    {SettingId::HardwareRevision, "hardware-revision", "Hardware revision"},
    {SettingId::SoftwareRevision, "software-revision", "Software revision"},
    {SettingId::FirmwareRevision, "firmware-revision", "Firmware revision"},
    {SettingId::SerialNumber, "serial-number", "Serial number"},
    {SettingId::Manufacturer, "manufacturer", "Manufacturer"},
    {SettingId::Model, "model", "Model"},
    {SettingId::Asset, "asset", "Asset ID"},
}};

Setting inventory(const InventoryPart& part)
{
    return {.id = part.id,
            .name = part.word,
            .scope = Scope::System,
            .fields = {text(part.word, part.help, max_inventory)},
            .phrases = {set({"inventory", part.word}, part.help), remove({"inventory", part.word}, part.help)},
            .is_of_med = true};
}

} // namespace

std::vector<Setting> med()
{
    std::vector<Setting> all;
    for (const auto& part : inventory_parts)
        all.push_back(inventory(part));
    return all;
}

} // namespace lldp::control::parts
