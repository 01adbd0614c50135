// The table of everything that lldpcli can be told.
#pragma once

#include "client/grammar.hpp"

#include <span>

namespace lldp::client {

std::span<const Command> commands();

} // namespace lldp::client
