#include "daemon/med.hpp"

#include <fstream>

namespace lldp::daemon {

namespace {

constexpr std::size_t max_text = 32; // ANSI/TIA-1057 10.2.6

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

} // namespace lldp::daemon
