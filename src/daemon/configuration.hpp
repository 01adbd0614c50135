// What the settings mean, as the daemon uses it.
#pragma once

#include "daemon/agent.hpp"
#include "daemon/pattern.hpp"
#include "daemon/settings.hpp"
#include "proto/ethernet.hpp"
#include "proto/tlv/system_capabilities.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace lldp::daemon {

/// What a machine is made of; each may be empty.
struct Inventory
{
    std::string hardware;
    std::string firmware;
    std::string serial_number;
    std::string manufacturer;
    std::string model;
    std::string asset;
    std::string software{};
};

/// Where frames of a port of a bond or team come from. A bridge that has seen the address of one port on another moves
/// what is for it there.
enum class AggregatedSource : std::uint8_t {
    Real, ///< the port's own
    Zero,
    Fixed,
    Local, ///< the port's own, marked as locally administered; where it is that already, Fixed
};

/// For the whole system.
struct Configuration
{
    bool receive_only = false;
    bool advertise_version = true; ///< kernel release, version and machine in the system description
    bool advertise_capabilities = true;
    bool advertise_management = true; ///< addresses
    std::optional<std::string> description;
    std::optional<std::string> platform;
    std::optional<std::string> hostname; ///< "." for the host's without its domain
    std::optional<std::string> chassis_id;
    std::optional<CapabilitySet> capabilities; ///< those that are enabled
    std::optional<Pattern> management;
    std::optional<Pattern> interfaces;
    std::optional<Pattern> permanent; ///< interfaces of which something is kept when they go
    std::optional<Pattern> chassis;
    bool describe_interfaces = false; ///< whom they are connected to, in their aliases
    AggregatedSource aggregated_source = AggregatedSource::Local;
    bool promiscuous = false;                      ///< interfaces take in what is sent to others
    std::chrono::milliseconds tx_interval{30'000}; ///< msgTxInterval (IEEE 802.1AB-2016 9.2.5.7)
    unsigned tx_hold = 4;                          ///< msgTxHold (9.2.5.6)
    bool fast_start = true;
    std::chrono::seconds fast_interval{1}; ///< msgFastTx (9.2.5.5)
    unsigned max_neighbors = 32;           ///< per port
    bool keep_neighbors = false;           ///< when their link goes down
    std::uint8_t med_class = 0;            ///< LLDP-MED device type (ANSI/TIA-1057 table 11), 0: no LLDP-MED
    bool med_inventory = true;             ///< with LLDP-MED, tell the inventory
    Inventory inventory{};                 ///< in place of what the machine says
};

enum class PortIdKind : std::uint8_t { Automatic, InterfaceName, Mac, Text };
enum class DescriptionSource : std::uint8_t { Automatic, InterfaceName, Alias };

/// For one port.
struct PortConfiguration
{
    AdminStatus status = AdminStatus::RxAndTx;
    MacAddress destination = nearest_bridge; ///< of the frames that are sent
    std::optional<VlanTag> tag{};            ///< the same
    PortIdKind id = PortIdKind::Automatic;
    std::string id_text{}; ///< for PortIdKind::Text
    std::optional<std::string> description{};
    DescriptionSource description_source = DescriptionSource::Automatic;
};

/// Those that this system can have, as a device of LLDP-MED of that class.
[[nodiscard]] CapabilitySet available_capabilities(std::uint8_t med_class);

/// Why a change that the table allows cannot be made on this system, for people; nothing when it can.
[[nodiscard]] std::optional<std::string> impossible_change(const control::Configure& change,
                                                           const Configuration& configuration);

/// `med_class` is no setting: it is chosen when the daemon starts.
[[nodiscard]] Configuration configuration_of(const Values& system, std::uint8_t med_class);
[[nodiscard]] PortConfiguration port_configuration_of(const Values& port);
[[nodiscard]] AgentSettings agent_settings(const Configuration& configuration, const PortConfiguration& port);

} // namespace lldp::daemon
