#include "daemon/configuration.hpp"

namespace lldp::daemon {

namespace {

using control::SettingId;

std::optional<Pattern> pattern(const Values& values, SettingId id)
{
    const auto text = values.text(id);
    return text ? std::optional{Pattern{*text}} : std::nullopt;
}

AdminStatus status_of(const Values& port)
{
    switch (port.number(SettingId::Status)) {
    case 0:
        return AdminStatus::Disabled;
    case 1:
        return AdminStatus::TxOnly;
    case 2:
        return AdminStatus::RxOnly;
    default:
        return AdminStatus::RxAndTx;
    }
}

MacAddress destination_of(const Values& port)
{
    switch (port.number(SettingId::AgentType)) {
    case 2:
        return nearest_non_tpmr_bridge;
    case 3:
        return nearest_customer_bridge;
    default:
        return nearest_bridge;
    }
}

std::optional<VlanTag> tag_of(const Values& port)
{
    const auto records = port.records(SettingId::VlanTx);
    if (records.empty())
        return std::nullopt;
    const auto& record = records.front();
    return VlanTag{.vlan = static_cast<std::uint16_t>(number_in(record, 0)),
                   .priority = static_cast<std::uint8_t>(number_in(record, 1)),
                   .drop_eligible = number_in(record, 2) != 0};
}

PortIdKind id_kind_of(const Values& port)
{
    switch (port.number(SettingId::PortIdSubtype)) { // IEEE 802.1AB-2016 table 8-3
    case 3:
        return PortIdKind::Mac;
    case 5:
        return PortIdKind::InterfaceName;
    case 7:
        return PortIdKind::Text;
    default:
        return PortIdKind::Automatic;
    }
}

std::string id_text_of(const Values& port)
{
    const auto records = port.records(SettingId::PortIdSubtype);
    if (records.empty() || !records.front().contains(1))
        return {};
    return std::get<std::string>(records.front().at(1));
}

std::optional<CapabilitySet> enabled_capabilities(const Values& system)
{
    if (system.find(SettingId::Capabilities) == nullptr)
        return std::nullopt;
    return CapabilitySet::from_bits(static_cast<std::uint16_t>(system.number(SettingId::Capabilities)));
}

Inventory inventory_of(const Values& system)
{
    const auto text = [&](SettingId id) { return system.text(id).value_or(""); };
    return {.hardware = text(SettingId::HardwareRevision),
            .firmware = text(SettingId::FirmwareRevision),
            .serial_number = text(SettingId::SerialNumber),
            .manufacturer = text(SettingId::Manufacturer),
            .model = text(SettingId::Model),
            .asset = text(SettingId::Asset),
            .software = text(SettingId::SoftwareRevision)};
}

std::optional<std::string> impossible_capabilities(const control::Configure& change, std::uint8_t med_class)
{
    const auto& field = control::find_setting(change.setting)->fields.front();
    const std::uint32_t available = available_capabilities(med_class).bits();
    if ((std::get<std::uint32_t>(change.fields.at(0)) & ~available) == 0)
        return std::nullopt;
    return "this system can have the capabilities " + control::value_text(field, available) + " only";
}

bool is_inventory(SettingId id)
{
    return id >= SettingId::HardwareRevision && id <= SettingId::Asset;
}

/// A daemon that only receives does so whatever else its ports were told.
AdminStatus without_sending(AdminStatus status)
{
    return status == AdminStatus::RxAndTx || status == AdminStatus::RxOnly ? AdminStatus::RxOnly
                                                                           : AdminStatus::Disabled;
}

} // namespace

CapabilitySet available_capabilities(std::uint8_t med_class)
{
    static constexpr std::uint8_t telephone = 3; // communication device (ANSI/TIA-1057 table 11)
    CapabilitySet available{Capability::Bridge, Capability::Router, Capability::WlanAccessPoint,
                            Capability::StationOnly};
    if (med_class == telephone)
        available.insert(Capability::Telephone);
    return available;
}

std::optional<std::string> impossible_change(const control::Configure& change, const Configuration& configuration)
{
    if (change.operation == control::Operation::Remove)
        return std::nullopt;
    if (change.setting == SettingId::Capabilities)
        return impossible_capabilities(change, configuration.med_class);
    if (control::find_setting(change.setting)->is_of_med && configuration.med_class == 0)
        return "this system is no device of LLDP-MED, which it is when lldpd is started with -M and a class";
    if (is_inventory(change.setting) && !configuration.med_inventory)
        return "this system tells no inventory, since lldpd was started with -i";
    return std::nullopt;
}

Configuration configuration_of(const Values& system, std::uint8_t med_class)
{
    Configuration configuration;
    configuration.receive_only = system.number(SettingId::ReceiveOnly) != 0;
    configuration.advertise_version = system.number(SettingId::AdvertiseVersion) != 0;
    configuration.advertise_capabilities = system.number(SettingId::CapabilitiesAdvertisements) != 0;
    configuration.advertise_management = system.number(SettingId::ManagementAdvertisements) != 0;
    configuration.description = system.text(SettingId::Description);
    configuration.platform = system.text(SettingId::Platform);
    configuration.hostname = system.text(SettingId::Hostname);
    configuration.chassis_id = system.text(SettingId::ChassisText);
    configuration.capabilities = enabled_capabilities(system);
    configuration.management = pattern(system, SettingId::ManagementPattern);
    configuration.interfaces = pattern(system, SettingId::InterfacePattern);
    configuration.permanent = pattern(system, SettingId::PermanentPattern);
    configuration.chassis = pattern(system, SettingId::ChassisPattern);
    configuration.describe_interfaces = system.number(SettingId::InterfaceDescription) != 0;
    configuration.promiscuous = system.number(SettingId::Promiscuous) != 0;
    configuration.aggregated_source = static_cast<AggregatedSource>(system.number(SettingId::BondSource));
    configuration.tx_interval = std::chrono::milliseconds{system.number(SettingId::TxInterval)};
    configuration.tx_hold = system.number(SettingId::TxHold);
    configuration.fast_start = system.number(SettingId::FastStart) != 0;
    configuration.fast_interval = std::chrono::seconds{system.number(SettingId::FastInterval)};
    configuration.max_neighbors = system.number(SettingId::MaxNeighbors);
    configuration.keep_neighbors = system.number(SettingId::KeepNeighbors) != 0;
    configuration.med_class = med_class;
    configuration.med_inventory = system.number(SettingId::NoInventory) == 0;
    configuration.inventory = inventory_of(system);
    return configuration;
}

PortConfiguration port_configuration_of(const Values& port)
{
    return {.status = status_of(port),
            .destination = destination_of(port),
            .tag = tag_of(port),
            .id = id_kind_of(port),
            .id_text = id_text_of(port),
            .description = port.text(SettingId::PortDescription),
            .description_source = static_cast<DescriptionSource>(port.number(SettingId::PortDescriptionSource))};
}

AgentSettings agent_settings(const Configuration& configuration, const PortConfiguration& port)
{
    AgentSettings settings;
    settings.status = configuration.receive_only ? without_sending(port.status) : port.status;
    settings.tx_interval = configuration.tx_interval;
    settings.fast_interval = configuration.fast_interval;
    if (!configuration.fast_start)
        settings.fast_count = 0;
    settings.max_neighbors = configuration.max_neighbors;
    settings.keep_neighbors = configuration.keep_neighbors;
    return settings;
}

} // namespace lldp::daemon
