// The daemon proper: everything that it does, but for what takes privileges.
#pragma once

#include "base/fd.hpp"
#include "control/protocol.hpp"
#include "daemon/control_server.hpp"
#include "daemon/event.hpp"
#include "daemon/gathering.hpp"
#include "daemon/hostname.hpp"
#include "daemon/local.hpp"
#include "daemon/netlink.hpp"
#include "daemon/port.hpp"
#include "daemon/privsep.hpp"
#include "daemon/smart_filter.hpp"

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace lldp::daemon {

class Worker
{
  public:
    /// `med_class`: of this system as a device of LLDP-MED, 0 for none. `netlink` is open already; `paused`: nothing is
    /// sent or received until a client says resume.
    Worker(EventLoop& loop, Settings settings, std::uint8_t med_class, const SmartMode& smart_mode,
           OperatingSystem system, privsep::Operations& privileged, Netlink netlink, Fd control_socket, bool paused);

    /// Says goodbye on all ports.
    void shut_down();

  private:
    /// Brings ports and what they send in step with network and configuration.
    /// `first`: when the frames are due that this brings about.
    void reconcile(Clock::time_point first);
    void remove_ports(const std::vector<const Interface*>& wanted);
    void add_port(const Interface& interface);
    [[nodiscard]] bool is_permanent(const std::string& interface) const;
    /// Forgets what was configured and counted for a port that goes, unless its interface is permanent.
    void part_with(const Port& port);
    /// The same for those that went before, now that others are permanent.
    void forget_departed();
    /// What was configured for a port goes with it when its interface gets another name.
    void rename_ports();
    void announce(Clock::time_point first);
    /// Writes into the aliases of those interfaces whose neighbors have changed since the last time.
    void write_aliases();

    control::Reply handle(const control::Request& request, const ControlServer::SendPart& part);
    control::Reply answer(const control::Query& query, const ControlServer::SendPart& part);
    control::Reply carry_out(const control::Command& command);
    control::Reply configure(const control::Configure& change);
    /// When frames tell what is configured now: the first change at once, and together what comes soon behind it, as
    /// the lines of a file do.
    Clock::time_point next_telling(Clock::time_point now);
    /// The ports of these names (all, for none), or the first name that no port has.
    [[nodiscard]] tl::expected<std::vector<const Port*>, std::string> find(std::span<const std::string> names) const;

    EventLoop& loop_;
    Settings settings_;
    std::uint8_t med_class_;
    SmartMode smart_mode_;
    Configuration configuration_; ///< what the settings of the system say
    OperatingSystem system_;
    Hostname hostname_;
    privsep::Operations& privileged_;
    Netlink netlink_;
    Gathering changes_;      ///< of the network
    Clock::time_point told_; ///< when frames last tell of a change that was configured
    bool paused_;
    ChassisIdentity identity_;
    RemoteIndex remote_index_;
    LocalChassis chassis_;
    std::map<int, std::unique_ptr<Port>> ports_; // by interface index
    std::set<int> changed_;                      // interfaces whose neighbors changed, by index
    std::map<std::string, Statistics> departed_; // of permanent interfaces that are not there, by name
    ControlServer server_;
};

} // namespace lldp::daemon
