#include "daemon/port_vlans.hpp"

namespace lldp::daemon {

namespace {

constexpr int max_depth = 5;
constexpr std::uint16_t default_vlan = 1; // IEEE 802.1Q-2018 9.6: where a bridge puts each of its ports to begin with

/// A port for which nobody has configured anything tells nothing.
bool is_default(const BridgeVlans& vlans)
{
    return vlans.untagged == default_vlan && vlans.members == std::set{default_vlan};
}

} // namespace

PortVlans::PortVlans(const Network& network) : network_{network}
{
    for (const auto& [index, interface] : network.interfaces)
        if (interface.vlan != 0 && interface.lower != 0)
            vlans_.emplace(interface.lower, interface.vlan);
}

BridgeVlans PortVlans::of(const Interface& port) const
{
    BridgeVlans found;
    const auto bridged = network_.bridge_vlans.find(port.index);
    if (bridged != network_.bridge_vlans.end() && !is_default(bridged->second))
        found = bridged->second;
    const auto* carrier = &port;
    for (int depth = 0; depth < max_depth && carrier != nullptr; ++depth, carrier = above(*carrier)) {
        const auto [begin, end] = vlans_.equal_range(carrier->index);
        for (auto vlan = begin; vlan != end; ++vlan)
            found.members.insert(vlan->second);
    }
    return found;
}

const Interface* PortVlans::above(const Interface& interface) const
{
    const auto* master = network_.find(interface.master);
    if (master == nullptr)
        return nullptr;
    const bool passes =
        master->kind == "bond" || master->kind == "team" || (master->kind == "bridge" && !master->filters_vlans);
    return passes ? master : nullptr;
}

} // namespace lldp::daemon
