// What was configured, as the changes that make it so.
#pragma once

#include "daemon/settings.hpp"

#include <vector>

namespace lldp::daemon {

/// In a daemon that has the values of the table, these changes, in this order, make the settings those that are given.
/// What is chosen when the daemon starts is left out.
[[nodiscard]] std::vector<control::Configure> changes_to(const Settings& settings);

} // namespace lldp::daemon
