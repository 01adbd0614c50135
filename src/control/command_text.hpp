// A change as it is typed: what parsing makes of a command, the other way round.
#pragma once

#include "control/protocol.hpp"

#include <string>

namespace lldp::control {

/// The command that lldpcli makes this change of. It must be one that the table of settings allows, of a setting that
/// can be changed.
[[nodiscard]] std::string command_text(const Configure& change);

} // namespace lldp::control
