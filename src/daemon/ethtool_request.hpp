// What ethtool(8) asks the drivers of interfaces with.
#pragma once

#include "base/fd.hpp"

#include <string>

namespace lldp::daemon {

/// Any socket does to ask through; through one of this family nobody else is reached.
[[nodiscard]] Fd ethtool_socket();

/// Asks what the command (linux/ethtool.h) says, which becomes the answer. False, with errno: there was none.
bool ask_ethtool(int socket, const std::string& interface, void* command);

} // namespace lldp::daemon
