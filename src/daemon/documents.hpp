// What the daemon tells clients, as the trees that they render.
#pragma once

#include "daemon/agent.hpp"
#include "daemon/local.hpp"
#include "proto/element.hpp"

#include <functional>
#include <span>
#include <string_view>

namespace lldp::daemon {

class Port;

namespace documents {

/// Takes the root with some of what is below it. The rest is in what is returned, with the same root.
using Piece = std::function<void(Element root)>;

/// `hidden`: those that are, too.
[[nodiscard]] Element neighbors(std::span<const Port* const> ports, bool hidden, Clock::time_point now,
                                const Piece& piece);
[[nodiscard]] Element interfaces(std::span<const Port* const> ports, const Piece& piece);
[[nodiscard]] Element statistics(std::span<const Port* const> ports);
/// The sums over the ports.
[[nodiscard]] Element statistics_summary(std::span<const Port* const> ports);
[[nodiscard]] Element chassis(const LocalChassis& chassis);
/// Of the ports, what new ones begin with.
[[nodiscard]] Element configuration(const Settings& settings);
/// The commands that lead to it from a daemon where nothing is configured.
[[nodiscard]] Element running_configuration(const Settings& settings, bool paused);
/// What happened to one neighbor: lldp-added, lldp-updated, lldp-deleted or lldp-left-out.
[[nodiscard]] Element event(Change change, std::string_view port, const Neighbor& neighbor, Clock::time_point now);

} // namespace documents

} // namespace lldp::daemon
