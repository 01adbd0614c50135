// A network interface on which LLDP runs: its packet socket and its agent.
#pragma once

#include "base/fd.hpp"
#include "daemon/agent.hpp"
#include "daemon/ethtool.hpp"
#include "daemon/event.hpp"
#include "daemon/network.hpp"
#include "daemon/smart_filter.hpp"

#include <functional>
#include <optional>
#include <string>

namespace lldp::daemon {

class Port : public AgentOutput
{
  public:
    using OnChange = std::function<void(const Port&, Change, const Neighbor&, Audience)>;

    /// `incoming`: decides which neighbors are shown.
    Port(Interface interface, Fd socket, const AgentSettings& settings, const Filter& incoming,
         RemoteIndex& remote_index, EventLoop& loop, OnChange on_change);

    /// Without what has no room on the interface; the log says once what that is.
    [[nodiscard]] Lldpdu fit(Lldpdu pdu, unsigned mtu);

    /// Where frames go from now on, and in which VLAN. Whoever is reached no longer is told so; the others hear at the
    /// time `first`.
    void set_destination(const MacAddress& destination, const std::optional<VlanTag>& tag, Clock::time_point first);

    void set_source(const MacAddress& source) { source_ = source; }

    /// Whether the interface takes in what is sent to others.
    void set_promiscuous(bool on);

    /// Whether the interface is still the one that the port was made for, and not another one by its number.
    [[nodiscard]] bool is_bound() const;

    /// The kernel says something new of the interface.
    void update(const Interface& interface, Clock::time_point now);

    /// Does what is due now, and sees to it that what comes next is done in time. To be called when the agent was told
    /// something.
    void run_timer();

    [[nodiscard]] const std::string& name() const { return interface_.name; }
    [[nodiscard]] const Interface& interface() const { return interface_; }
    [[nodiscard]] Agent& agent() { return agent_; }
    [[nodiscard]] const Agent& agent() const { return agent_; }
    [[nodiscard]] const Shown& shown() const { return shown_; }
    [[nodiscard]] const std::optional<VlanTag>& tag() const { return tag_; }
    [[nodiscard]] KeptLinkSettings& link_settings() { return link_settings_; }

  private:
    void receive();
    /// Whether those were all that there are.
    bool take_frames();

    bool send(ByteView lldpdu) override;
    void neighbor_changed(Change change, const Neighbor& neighbor) override;
    void discarded(const Error& error) override;
    void too_many_neighbors(const Neighbor& left_out, unsigned limit) override;
    void unsendable(const Error& error) override;

    Interface interface_;
    KeptLinkSettings link_settings_;
    Fd socket_;
    MacAddress source_{};
    MacAddress destination_ = nearest_bridge;
    std::optional<VlanTag> tag_;
    bool promiscuous_ = false;
    std::string left_out_; ///< of the last LLDPDU, as the log says it
    OnChange on_change_;
    Filter incoming_;
    Shown shown_; ///< of the neighbors that the agent has
    Agent agent_;
    Event due_;
    Event readable_;
    Event rested_;
    Clock::time_point last_received_;
};

} // namespace lldp::daemon
