// A Network that follows what rtnetlink's messages tell. No socket.
#pragma once

#include "daemon/network.hpp"

#include <set>
#include <utility>

struct nl_msg;
struct nlmsghdr;
struct nl_object;
struct rtnl_addr;
struct rtnl_link;
struct rtnl_netconf;

namespace lldp::daemon {

class NetworkMirror
{
  public:
    /// A change: RTM_NEWLINK, RTM_DELLINK, RTM_NEWADDR, RTM_DELADDR, RTM_NEWNETCONF. What is malformed or something
    /// else changes nothing.
    void take(nl_msg* message);
    /// What libnl made of such a message about an address or forwarding.
    void take(int type, nl_object* object);

    /// Whether links came since it was last told what rtnetlink does not tell of them.
    [[nodiscard]] bool links_came() const { return links_came_; }
    /// That: which interfaces are those of wireless cards, and of modems, by index.
    void take_devices(std::set<int> wireless, std::set<int> modems)
    {
        network_.wireless = std::move(wireless);
        network_.modems = std::move(modems);
        links_came_ = false;
    }

    /// Forgets everything, to be told anew.
    void reset() { network_ = {}; }

    [[nodiscard]] const Network& network() const { return network_; }

  private:
    void take_link(rtnl_link* link, bool gone);
    void take_bridge_port(nlmsghdr* message);
    void take_address(rtnl_addr* address, bool gone);
    void take_netconf(rtnl_netconf* netconf);

    Network network_;
    unsigned tellings_ = 0;
    bool links_came_ = false;
    bool ipv4_forwarding_ = false;
    bool ipv6_forwarding_ = false;
};

} // namespace lldp::daemon
