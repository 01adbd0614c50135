// What this system is called, and which parts of it speak.
#include "control/settings_parts.hpp"

namespace lldp::control::parts {

namespace {

constexpr std::uint32_t max_pattern = 4096;

} // namespace

std::vector<Setting> system()
{
    return {
        {.id = SettingId::ManagementPattern,
         .name = "management pattern",
         .scope = Scope::Start,
         .fields = {text("pattern", "Addresses, interfaces or patterns of them", max_pattern)},
         .shown = {{"mgmt-pattern", "Pattern for management addresses"}}},
        {.id = SettingId::InterfacePattern,
         .name = "interface pattern",
         .scope = Scope::Start,
         .fields = {text("pattern", "Interfaces or patterns of them", max_pattern)},
         .shown = {{"iface-pattern", "Interface pattern"}}},
        {.id = SettingId::ChassisPattern,
         .name = "chassis ID pattern",
         .scope = Scope::Start,
         .fields = {text("pattern", "Interfaces whose MAC address may be the chassis ID", max_pattern)},
         .shown = {{"cid-pattern", "Interface pattern for chassis ID"}}},
        {.id = SettingId::Description,
         .name = "description",
         .scope = Scope::Start,
         .fields = {text("description", "System description")},
         .shown = {{"description", "Override description with"}}},
        {.id = SettingId::Platform,
         .name = "platform",
         .scope = Scope::Start,
         .fields = {text("platform", "Hardware platform")},
         .standard = "Linux",
         .shown = {{"platform", "Override platform with"}}},
        {.id = SettingId::AdvertiseVersion,
         .name = "advertise-version",
         .scope = Scope::Start,
         .fields = {flag("advertise-version", "Tell kernel release and version")},
         .standard = 1U,
         .shown = {{"advertise-version", "Advertise version"}}},
        {.id = SettingId::NoInventory,
         .name = "lldpmed-no-inventory",
         .scope = Scope::Start,
         .fields = {flag("no-inventory", "Leave the inventory out of LLDP-MED")},
         .standard = 1U,
         .shown = {{"lldpmed-no-inventory", "Disable LLDP-MED inventory"}}},
    };
}

} // namespace lldp::control::parts
