// Neighbors for who looks at a terminal: a line each, as wide as that is.
#pragma once

#include "client/formats.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <ostream>

namespace lldp::client {

/// The columns of the terminal that the descriptor is; nothing when it is none. One that does not know its size has 80.
std::optional<std::size_t> terminal_width(std::optional<int> fd);

/// Shows a summary of neighbors, when all have come. What is too long for its column ends in "..", so that no line is
/// longer than `width` columns unless that is less than 25.
std::unique_ptr<DocumentWriter> neighbor_table_writer(std::ostream& out, std::size_t width, bool color);

} // namespace lldp::client
