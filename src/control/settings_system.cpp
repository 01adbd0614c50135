// What this system is called, and which parts of it speak.
#include "control/settings_parts.hpp"

namespace lldp::control::parts {

namespace {

/// A text that the whole system has.
Setting system_text(SettingId id, Field field, ShownSetting shown, const Words& words, std::string_view set_help,
                    std::string_view remove_help)
{
    return {.id = id,
            .name = field.name,
            .scope = Scope::System,
            .fields = {std::move(field)},
            .phrases = {set(words, set_help), remove(words, remove_help)},
            .shown = {shown}};
}

std::vector<Setting> patterns()
{
    return {
        system_text(SettingId::ManagementPattern,
                    text("management pattern", "Addresses, interfaces or patterns of them", max_pattern),
                    {"mgmt-pattern", "Pattern for management addresses"}, {"system", "ip", "management", "pattern"},
                    "Set IP management pattern", "Delete any IP management pattern"),
        system_text(SettingId::InterfacePattern,
                    text("interface pattern", "Interfaces or patterns of them", max_pattern),
                    {"iface-pattern", "Interface pattern"}, {"system", "interface", "pattern"},
                    "Set active interface pattern", "Delete any interface pattern"),
        system_text(SettingId::PermanentPattern,
                    text("permanent interface pattern", "Interfaces or patterns of them", max_pattern),
                    {"perm-iface-pattern", "Permanent interface pattern"}, {"system", "interface", "permanent"},
                    "Set permanent interface pattern", "Clear permanent interface pattern"),
        {.id = SettingId::ChassisPattern,
         .name = "chassis ID pattern",
         .scope = Scope::Start,
         .fields = {text("pattern", "Interfaces whose MAC address may be the chassis ID", max_pattern)},
         .shown = {{"cid-pattern", "Interface pattern for chassis ID"}}},
    };
}

std::vector<Setting> identity()
{
    auto platform =
        system_text(SettingId::Platform, text("platform", "Hardware platform"), {"platform", "Override platform with"},
                    {"system", "platform"}, "Override platform description", "Don't override platform description");
    platform.standard = "Linux";
    return {
        system_text(SettingId::ChassisText, text("chassisid", "Chassis ID"), {"cid-string", "Override chassis ID with"},
                    {"system", "chassisid"}, "Override chassis ID", "Don't override chassis ID"),
        system_text(SettingId::Description, text("description", "System description"),
                    {"description", "Override description with"}, {"system", "description"},
                    "Override chassis description", "Don't override chassis description"),
        std::move(platform),
        system_text(SettingId::Hostname, text("hostname", "System name, or . for the host's without its domain"),
                    {"hostname", "Override system name with"}, {"system", "hostname"}, "Override system hostname",
                    "Don't override system hostname"),
    };
}

/// The bits of IEEE 802.1AB-2016 table 8-4.
Setting capabilities()
{
    return {.id = SettingId::Capabilities,
            .name = "capabilities",
            .scope = Scope::System,
            .fields = {{"capabilities",
                        "Enabled ones, with commas between them",
                        FieldType::Words,
                        0,
                        0,
                        {{"other", "Other", 1U << 0U},
                         {"repeater", "Repeater", 1U << 1U},
                         {"bridge", "Bridge", 1U << 2U},
                         {"wlan", "WLAN access point", 1U << 3U},
                         {"router", "Router", 1U << 4U},
                         {"telephone", "Telephone", 1U << 5U},
                         {"docsis", "DOCSIS cable device", 1U << 6U},
                         {"station", "Station only", 1U << 7U}}}},
            .phrases = {set({"system", "capabilities", "enabled"}, "Override capabilities with specified values"),
                        remove({"system", "capabilities", "enabled"}, "Don't override capabilities")},
            .shown = {{"capabilities", "Override system capabilities", ShownSetting::Style::WhetherSet}}};
}

std::vector<Setting> interfaces()
{
    using Verb = Phrase::Verb;
    return {
        {.id = SettingId::InterfaceDescription,
         .name = "interface description",
         .scope = Scope::System,
         .fields = {flag("description", "Write neighbors into aliases")},
         .standard = 0U,
         .phrases = {turn_on({"system", "interface", "description"}, "Enable setting of interface description"),
                     turn_off(Verb::Unconfigure, {"system", "interface", "description"},
                              "Disable setting of interface description")},
         .shown = {{"ifdescr-update", "Update interface descriptions"}}},
        {.id = SettingId::Promiscuous,
         .name = "interface promiscuous",
         .scope = Scope::System,
         .fields = {flag("promiscuous", "Take in all frames")},
         .standard = 0U,
         .phrases = {turn_on({"system", "interface", "promiscuous"}, "Enable promiscuous mode on managed interfaces"),
                     turn_off(Verb::Unconfigure, {"system", "interface", "promiscuous"},
                              "Don't enable promiscuous mode on managed interfaces")},
         .shown = {{"iface-promisc", "Promiscuous mode on managed interfaces"}}}};
}

Setting bond_source()
{
    return {.id = SettingId::BondSource,
            .name = "bond-slave-src-mac-type",
            .scope = Scope::System,
            .fields = {{"bond-slave-src-mac-type",
                        "Source of frames on ports of bonds and teams",
                        FieldType::Word,
                        0,
                        0,
                        {{"real", "The port's own MAC address", 0},
                         {"zero", "All zero", 1},
                         {"fixed", "One that is the same everywhere", 2},
                         {"local", "The port's own, marked as locally administered", 3}}}},
            .standard = 3U,
            .phrases = {set({"system", "bond-slave-src-mac-type"}, "Set source MAC type for bond slaves"),
                        remove({"system", "bond-slave-src-mac-type"}, "Reset source MAC type for bond slaves")},
            .shown = {{"bond-slave-src-mac-type", "Source MAC for LLDP frames on bond slaves"}}};
}

Setting advertise_version()
{
    return {.id = SettingId::AdvertiseVersion,
            .name = "advertise-version",
            .scope = Scope::Start,
            .fields = {flag("advertise-version", "Tell kernel release and version")},
            .standard = 1U,
            .shown = {{"advertise-version", "Advertise version"}}};
}

Setting no_inventory()
{
    return {.id = SettingId::NoInventory,
            .name = "lldpmed-no-inventory",
            .scope = Scope::Start,
            .fields = {flag("no-inventory", "Leave the inventory out of LLDP-MED")},
            .standard = 1U,
            .shown = {{"lldpmed-no-inventory", "Disable LLDP-MED inventory"}}};
}

} // namespace

std::vector<Setting> system()
{
    std::vector<Setting> all;
    for (auto& part : {patterns(), identity(), std::vector{capabilities(), advertise_version()}, interfaces(),
                       std::vector{no_inventory(), bond_source()}})
        all.insert(all.end(), part.begin(), part.end());
    return all;
}

} // namespace lldp::control::parts
