// What this system says of itself in the TLVs of LLDP-MED. Pure, but for the reading of the inventory.
#pragma once

#include "daemon/local.hpp"

#include <string>
#include <vector>

namespace lldp::daemon {

/// The machine's from DMI, where there is one; some of it can be read only by root. What is missing stays empty.
[[nodiscard]] Inventory read_inventory(const std::string& directory = "/sys/class/dmi/id");

/// In the order in which they are sent; none when the configuration has no device class.
[[nodiscard]] std::vector<Tlv> med_tlvs(const Configuration& configuration, const OperatingSystem& system);

/// What a port was told to say besides: its location, policies and power, in the order in which they are sent.
[[nodiscard]] std::vector<Tlv> med_port_tlvs(const Values& port);

} // namespace lldp::daemon
