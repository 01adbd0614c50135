// What a port says of itself in the TLVs of IEEE 802.3. Pure.
#pragma once

#include "daemon/ethtool.hpp"
#include "daemon/network.hpp"
#include "proto/lldpdu.hpp"

namespace lldp::daemon {

[[nodiscard]] MacPhy mac_phy(const LinkSettings& settings);

/// A port of a bond or of a team tells the index of that.
[[nodiscard]] LinkAggregation link_aggregation(const Interface& interface, const Network& network);

} // namespace lldp::daemon
