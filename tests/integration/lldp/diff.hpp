// How two texts differ, line by line.
#pragma once

#include <string>
#include <vector>

namespace lldptest {

/// Each line behind "  " (in both), "- " (expected, but missing) or "+ " (there, but not expected).
[[nodiscard]] std::string difference(const std::vector<std::string>& expected, const std::vector<std::string>& got);

[[nodiscard]] std::vector<std::string> lines_of(const std::string& text);

} // namespace lldptest
