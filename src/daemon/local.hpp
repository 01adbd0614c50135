// What this system says of itself: from configuration, operating system and network to the LLDPDU of each port. Pure.
#pragma once

#include "daemon/configuration.hpp"
#include "daemon/network.hpp"
#include "proto/lldpdu.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace lldp::daemon {

/// What the operating system says.
struct OperatingSystem
{
    std::string name;        ///< "Debian GNU/Linux 12 (bookworm)", may be empty
    std::string kernel_name; ///< uname(2) sysname
    std::string kernel_release;
    std::string kernel_version;
    std::string machine;
    std::string hostname;  ///< fully qualified where it can be resolved
    Inventory inventory{}; ///< without its software, which is the kernel
};

/// At most that many octets, cut between UTF-8 characters.
[[nodiscard]] std::string fitting(std::string text, std::size_t max);

/// The operating system's name from the text of an os-release file; empty when it names none.
[[nodiscard]] std::string os_name(std::string_view os_release);

/// The interfaces that LLDP runs on, by index.
[[nodiscard]] std::vector<const Interface*> select_ports(const Network& network, const Configuration& configuration);

/// The chassis ID, which stays what it was once a MAC address was found.
class ChassisIdentity
{
  public:
    [[nodiscard]] ChassisId choose(const Network& network, const Configuration& configuration,
                                   const OperatingSystem& system);

  private:
    std::optional<MacAddress> mac_;
};

/// The TLVs that all ports share.
struct LocalChassis
{
    ChassisId id;
    SystemName name;
    SystemDescription description;
    std::optional<SystemCapabilities> capabilities;
    std::vector<ManagementAddress> addresses;
    std::vector<Tlv> med{}; ///< those of LLDP-MED
};

[[nodiscard]] LocalChassis local_chassis(const ChassisId& id, const Network& network,
                                         const Configuration& configuration, const OperatingSystem& system);

/// ceil(interval × hold), at most 65535 s (IEEE 802.1AB-2016 9.2.5.22).
[[nodiscard]] std::chrono::seconds time_to_live(const Configuration& configuration);

/// What frames of an interface are sent from.
[[nodiscard]] MacAddress source_address(const Interface& interface, AggregatedSource kind);

/// The LLDPDU of a port, in the order in which it is sent.
[[nodiscard]] Lldpdu local_lldpdu(const LocalChassis& chassis, const Interface& interface,
                                  const PortConfiguration& port, std::chrono::seconds ttl);

} // namespace lldp::daemon
