// `configure` and `unconfigure`, made of the table of settings.
#pragma once

#include "client/grammar.hpp"

#include <vector>

namespace lldp::client {

std::vector<Command> setting_commands();

} // namespace lldp::client
