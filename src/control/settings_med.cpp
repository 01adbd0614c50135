// What a device of LLDP-MED says of itself, and what its ports do.
#include "control/settings_parts.hpp"
#include "control/settings_power.hpp"
#include "proto/tlv/med_civic_address.hpp"
#include "proto/tlv/med_coordinates.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace lldp::control::parts {

namespace {

constexpr std::uint32_t max_inventory = 32; // octets: ANSI/TIA-1057 10.2.6
constexpr std::uint32_t max_vlan = 4094;
constexpr std::uint32_t max_dscp = 63;
constexpr std::uint32_t max_number = 32;
constexpr std::uint32_t max_address = 255;       // octets: RFC 4776 3.1
constexpr std::uint32_t max_elin = 25;           // digits: ANSI/TIA-1057 10.2.4.3.3
constexpr std::uint32_t max_med_power = 102'300; // milliwatts: ANSI/TIA-1057 10.2.5.4

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

Setting policy()
{
    return {.id = SettingId::MedPolicy,
            .name = "policy",
            .scope = Scope::Port,
            .fields = {{"application",
                        "Which packets the policy is for",
                        FieldType::Word,
                        0,
                        0,
                        {{"voice", "Voice", 1},
                         {"voice-signaling", "Voice Signaling", 2},
                         {"guest-voice", "Guest Voice", 3},
                         {"guest-voice-signaling", "Guest Voice Signaling", 4},
                         {"softphone-voice", "Softphone Voice", 5},
                         {"video-conferencing", "Video Conferencing", 6},
                         {"streaming-video", "Streaming Video", 7},
                         {"video-signaling", "Video Signaling", 8}},
                        Place::Required},
                       {"unknown", "The policy is asked for", FieldType::Flag, 0, 0, {}, Place::Optional},
                       {"tagged", "Packets have a VLAN tag", FieldType::Flag, 0, 0, {}, Place::Optional},
                       {"vlan", "VLAN ID, 0 for priority tags", FieldType::Number, 0, max_vlan, {}, Place::Optional},
                       {"priority",
                        "User priority of the packets",
                        FieldType::Word,
                        0,
                        0,
                        {{"background", "1", 1},
                         {"best-effort", "0", 0},
                         {"excellent-effort", "2", 2},
                         {"critical-applications", "3", 3},
                         {"video", "4", 4},
                         {"voice", "5", 5},
                         {"internetwork-control", "6", 6},
                         {"network-control", "7", 7}},
                        Place::Optional},
                       {"dscp", "DSCP value", FieldType::Number, 0, max_dscp, {}, Place::Optional}},
            .phrases = {set({"med", "policy"}, "MED network policy TLV configuration"),
                        remove({"med", "policy"}, "Delete network policies, or that of an application")},
            .keys = 1,
            .is_of_med = true};
}

std::string_view wrong_latitude(std::string_view text)
{
    return is_latitude(text) ? "" : "degrees of 0 to 90 with N or S behind, as 48.85667N";
}

std::string_view wrong_longitude(std::string_view text)
{
    return is_longitude(text) ? "" : "degrees of 0 to 180 with E or W behind, as 2.2014E";
}

std::string_view wrong_altitude(std::string_view text)
{
    return is_altitude(text) ? "" : "a number between -2097152 and 2097152, as 117.47";
}

Setting coordinates()
{
    const auto number = [](std::string_view name, std::string_view help, std::string_view (*wanted)(std::string_view)) {
        return Field{name, help, FieldType::Text, 1, max_number, {}, Place::Required, wanted};
    };
    return {.id = SettingId::MedCoordinates,
            .name = "location coordinate",
            .scope = Scope::Port,
            .fields = {number("latitude", "Latitude (xx.yyyyN or xx.yyyyS)", wrong_latitude),
                       number("longitude", "Longitude (xx.yyyyE or xx.yyyyW)", wrong_longitude),
                       number("altitude", "Altitude", wrong_altitude),
                       {"unit",
                        "Unit of the altitude",
                        FieldType::Word,
                        0,
                        0,
                        {{"m", "Meters", 1}, {"f", "Floors", 2}},
                        Place::Second},
                       {"datum",
                        "Geodetic datum",
                        FieldType::Word,
                        0,
                        0,
                        {{"WGS84", "World Geodetic System of 1984", 1},
                         {"NAD83", "North American Datum of 1983", 2},
                         {"NAD83/MLLW", "NAD83 with mean lower low water", 3}},
                        Place::Required}},
            .phrases = {set({"med", "location", "coordinate"}, "MED location coordinate TLV configuration"),
                        remove({"med", "location", "coordinate"}, "Delete the coordinates")},
            .is_of_med = true};
}

std::string_view wrong_country(std::string_view text)
{
    const bool letters =
        std::ranges::all_of(text, [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); });
    return letters ? "" : "the two letters of a country (ISO 3166-1)";
}

/// It has no room for the longest text of every part.
std::string_view wrong_address(const Fields& fields)
{
    std::size_t size = 3; // whose address it is, and the country
    for (const auto& [number, value] : fields)
        if (number > 0)
            size += 2 + std::get<std::string>(value).size();
    return size <= max_address ? ""
                               : "an address has 255 octets, of which each of its parts takes two besides its text";
}

Setting civic_address()
{
    std::vector<Field> fields{
        {"country", "Country (two letters)", FieldType::Text, 2, 2, {}, Place::Required, wrong_country}};
    for (const auto& part : civic_parts())
        fields.push_back({part.tag, part.label, FieldType::Text, 1, max_address - 5, {}, Place::Optional});
    return {.id = SettingId::MedCivicAddress,
            .name = "location address",
            .scope = Scope::Port,
            .fields = std::move(fields),
            .phrases = {set({"med", "location", "address"}, "MED location address TLV configuration"),
                        remove({"med", "location", "address"}, "Delete the address")},
            .wrong = wrong_address,
            .is_of_med = true};
}

std::string_view wrong_elin(std::string_view text)
{
    return text.find_first_not_of("0123456789") == std::string_view::npos ? "" : "a number of 1 to 25 digits";
}

Setting elin()
{
    return {.id = SettingId::MedElin,
            .name = "location elin",
            .scope = Scope::Port,
            .fields = {{"elin", "ELIN number", FieldType::Text, 1, max_elin, {}, Place::Behind, wrong_elin}},
            .phrases = {set({"med", "location", "elin"}, "MED location ELIN TLV configuration"),
                        remove({"med", "location", "elin"}, "Delete the ELIN number")},
            .is_of_med = true};
}

Setting power()
{
    using Verb = Phrase::Verb;
    return {.id = SettingId::MedPower,
            .name = "power",
            .scope = Scope::Port,
            .fields = {power_device(),
                       power_source(Place::Required),
                       power_priority(Place::Required),
                       {"value", "Power in milliwatts", FieldType::Number, 0, max_med_power, {}, Place::Required}},
            .phrases = {{Verb::Configure, {"med", "power", "pse"}, "MED power PSE", Operation::Set, pse},
                        {Verb::Configure, {"med", "power", "pd"}, "MED power PD", Operation::Set, pd},
                        remove({"med", "power"}, "Delete the power TLV")},
            .wrong = [](const Fields& fields) { return wrong_power_source(fields, 1); },
            .is_of_med = true};
}

} // namespace

std::vector<Setting> med()
{
    std::vector<Setting> all{policy(), coordinates(), civic_address(), elin(), power()};
    std::ranges::transform(inventory_parts, std::back_inserter(all), inventory);
    return all;
}

} // namespace lldp::control::parts
