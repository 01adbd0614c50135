// Every TLV that this implementation understands, in the order in which they are shown.
#pragma once

#include "proto/tlv/chassis_id.hpp"
#include "proto/tlv/management_address.hpp"
#include "proto/tlv/port_description.hpp"
#include "proto/tlv/port_id.hpp"
#include "proto/tlv/system_capabilities.hpp"
#include "proto/tlv/system_description.hpp"
#include "proto/tlv/system_name.hpp"
#include "proto/tlv/time_to_live.hpp"

#include <variant>

namespace lldp {

using Tlv = std::variant<ChassisId, SystemName, SystemDescription, ManagementAddress, SystemCapabilities, PortId,
                         PortDescription, TimeToLive>;

} // namespace lldp
