// The TLVs of other organizations that a port was told to send. Pure.
#pragma once

#include "daemon/settings.hpp"
#include "proto/lldpdu.hpp"

#include <vector>

namespace lldp::daemon {

/// In the order in which they were configured.
[[nodiscard]] std::vector<Tlv> custom_tlvs(const Values& port);

} // namespace lldp::daemon
