// What each port announces: the basic TLVs, and those of all families that are built in.
#pragma once

#include "config.h"
#include "daemon/ethtool.hpp"
#include "daemon/local.hpp"

#ifdef ENABLE_DOT1
#include "daemon/port_vlans.hpp"
#endif

namespace lldp::daemon {

class Announcement
{
  public:
    /// The arguments live longer.
    Announcement(const LocalChassis& chassis, const Configuration& configuration, const Network& network);

    /// In the order in which it is sent. `port`: what was configured for it; `driver`: what its driver said, which is
    /// asked when it has to be.
    [[nodiscard]] Lldpdu lldpdu(const Interface& interface, const Values& port, KeptLinkSettings& driver) const;

  private:
    const LocalChassis& chassis_;
    const Configuration& configuration_;
    [[maybe_unused]] const Network& network_; // by families that are not built in
#ifdef ENABLE_DOT1
    PortVlans vlans_;
#endif
#ifdef ENABLE_DOT3
    Ethtool ethtool_;
#endif
};

} // namespace lldp::daemon
