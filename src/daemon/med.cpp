#include "daemon/med.hpp"

#include "control/settings_power.hpp"
#include "proto/tlv/med_civic_address.hpp"
#include "proto/tlv/med_coordinates.hpp"

#include <fstream>
#include <utility>

namespace lldp::daemon {

namespace {

constexpr std::size_t max_text = 32; // ANSI/TIA-1057 10.2.6
constexpr std::size_t min_elin = 10; // ANSI/TIA-1057 10.2.4.3.3

std::string first_line(const std::string& path)
{
    std::ifstream file{path};
    std::string line;
    std::getline(file, line);
    while (!line.empty() && line.back() == ' ')
        line.pop_back();
    return line;
}

template <typename T>
void append_text(std::vector<Tlv>& tlvs, const std::string& configured, const std::string& detected)
{
    const auto& text = configured.empty() ? detected : configured;
    if (!text.empty())
        tlvs.emplace_back(T{fitting(text, max_text)});
}

const std::string& text(const control::Fields& record, std::uint8_t field)
{
    return std::get<std::string>(record.at(field));
}

// What is configured was checked (control/settings_med.cpp), so that it can be written as the TLVs have it.

MedLocation coordinates(const control::Fields& record)
{
    const auto data = make_coordinates({.latitude = text(record, 0),
                                        .longitude = text(record, 1),
                                        .altitude = text(record, 2),
                                        .unit = static_cast<std::uint8_t>(number_in(record, 3)),
                                        .datum = static_cast<std::uint8_t>(number_in(record, 4))});
    return {MedLocation::Form::Coordinates, data.value_or(Bytes{})};
}

MedLocation civic_address(const control::Fields& record)
{
    std::vector<std::pair<std::uint8_t, std::string>> parts;
    for (const auto& [field, value] : record)
        if (field > 0)
            parts.emplace_back(civic_parts()[field - 1U].type, std::get<std::string>(value));
    return {MedLocation::Form::Civic, make_civic_address(text(record, 0), parts).value_or(Bytes{})};
}

MedLocation elin(const control::Fields& record)
{
    auto digits = text(record, 0);
    if (digits.size() < min_elin)
        digits.insert(0, min_elin - digits.size(), '0');
    return {MedLocation::Form::Elin, to_bytes(digits)};
}

MedNetworkPolicy policy(const control::Fields& record)
{
    return {.application = static_cast<std::uint8_t>(number_in(record, 0)),
            .unknown = number_in(record, 1) != 0,
            .tagged = number_in(record, 2) != 0,
            .vlan = static_cast<std::uint16_t>(number_in(record, 3)),
            .priority = static_cast<std::uint8_t>(number_in(record, 4)),
            .dscp = static_cast<std::uint8_t>(number_in(record, 5))};
}

MedPower power(const control::Fields& record)
{
    return {.device = static_cast<std::uint8_t>(number_in(record, 0)),
            .source = control::power_source_bits(number_in(record, 1)),
            .priority = static_cast<std::uint8_t>(number_in(record, 2)),
            .power = static_cast<std::uint16_t>(number_in(record, 3) / 100)};
}

} // namespace

Inventory read_inventory(const std::string& directory)
{
    return {.hardware = first_line(directory + "/product_version"),
            .firmware = first_line(directory + "/bios_version"),
            .serial_number = first_line(directory + "/product_serial"),
            .manufacturer = first_line(directory + "/sys_vendor"),
            .model = first_line(directory + "/product_name"),
            .asset = first_line(directory + "/chassis_asset_tag")};
}

std::vector<Tlv> med_tlvs(const Configuration& configuration, const OperatingSystem& system)
{
    if (configuration.med_class == 0)
        return {};
    MedCapabilities capabilities;
    capabilities.capabilities = MedCapabilities::Capabilities | MedCapabilities::Policy | MedCapabilities::Location |
                                MedCapabilities::PowerPse | MedCapabilities::PowerPd;
    capabilities.device = static_cast<MedCapabilities::Device>(configuration.med_class);
    if (!configuration.med_inventory)
        return {capabilities};
    capabilities.capabilities |= MedCapabilities::Inventory;
    std::vector<Tlv> tlvs{capabilities};
    const auto& configured = configuration.inventory;
    const auto& detected = system.inventory;
    append_text<MedHardwareRevision>(tlvs, configured.hardware, detected.hardware);
    append_text<MedFirmwareRevision>(tlvs, configured.firmware, detected.firmware);
    append_text<MedSoftwareRevision>(tlvs, configured.software,
                                     configuration.advertise_version ? system.kernel_release : "Unknown");
    append_text<MedSerialNumber>(tlvs, configured.serial_number, detected.serial_number);
    append_text<MedManufacturer>(tlvs, configured.manufacturer, detected.manufacturer);
    append_text<MedModel>(tlvs, configured.model, detected.model);
    append_text<MedAsset>(tlvs, configured.asset, detected.asset);
    return tlvs;
}

std::vector<Tlv> med_port_tlvs(const Values& port)
{
    std::vector<Tlv> tlvs;
    const auto append = [&](control::SettingId id, auto make) {
        for (const auto& record : port.records(id))
            tlvs.emplace_back(make(record));
    };
    using control::SettingId;
    append(SettingId::MedCoordinates, coordinates);
    append(SettingId::MedCivicAddress, civic_address);
    append(SettingId::MedElin, elin);
    append(SettingId::MedPolicy, policy);
    append(SettingId::MedPower, power);
    return tlvs;
}

} // namespace lldp::daemon
