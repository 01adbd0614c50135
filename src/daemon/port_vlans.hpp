// The VLANs that ports are in: those of VLAN interfaces above them, and those that a bridge puts them into. Pure.
#pragma once

#include "daemon/network.hpp"

#include <cstdint>
#include <map>
#include <set>

namespace lldp::daemon {

class PortVlans
{
  public:
    /// `network` lives longer, and does not change.
    explicit PortVlans(const Network& network);

    /// A VLAN interface may stand on a bridge or bond that the port is in, and that in another one; not on a bridge
    /// that filters VLANs, which says of each port what it is in.
    [[nodiscard]] BridgeVlans of(const Interface& port) const;

  private:
    /// What the tagged frames of an interface go through too; null for nothing.
    [[nodiscard]] const Interface* above(const Interface& interface) const;

    const Network& network_;
    std::multimap<int, std::uint16_t> vlans_; ///< of VLAN interfaces, by the index of the lower one
};

} // namespace lldp::daemon
