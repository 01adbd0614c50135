// What a port says of itself in the TLVs of IEEE 802.1. Pure.
#pragma once

#include "daemon/network.hpp"
#include "daemon/settings.hpp"
#include "proto/lldpdu.hpp"

#include <vector>

namespace lldp::daemon {

/// The VLAN of untagged frames, if there is one, and the names of those VLANs that may be told.
[[nodiscard]] std::vector<Tlv> dot1_tlvs(const BridgeVlans& vlans, const Values& port);

} // namespace lldp::daemon
