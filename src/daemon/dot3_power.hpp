// What a port was told to say of power over Ethernet, as the TLV of IEEE 802.3. Pure.
#pragma once

#include "daemon/settings.hpp"
#include "proto/lldpdu.hpp"

#include <vector>

namespace lldp::daemon {

/// One Power Via MDI TLV, or none.
[[nodiscard]] std::vector<Tlv> power_tlvs(const Values& port);

} // namespace lldp::daemon
