// Which interfaces are those of wireless cards, as the kernel's nl80211 says. Asking it takes no privileges.
#pragma once

#include "base/error.hpp"
#include "daemon/libnl.hpp"

#include <set>

namespace lldp::daemon {

class Wireless
{
  public:
    [[nodiscard]] static Expected<Wireless> open();

    /// Their indices, in this network namespace. None where the kernel has no wireless driver.
    [[nodiscard]] Expected<std::set<int>> interfaces() const;

  private:
    libnl::Socket socket_;
};

} // namespace lldp::daemon
