// The Test Anything Protocol, as it is written here: names that are no directives, comments that automake shows.
#pragma once

#include <string>

namespace harness::tap {

/// One line, without what a TAP reader would take for a directive.
[[nodiscard]] std::string text(const std::string& text);
/// Each line of it behind `mark`.
[[nodiscard]] std::string comment(const std::string& text, const std::string& mark = "#: ");
/// " (0.12 s)"
[[nodiscard]] std::string time(double seconds);

} // namespace harness::tap
