// The command line that runs one case alone.
#pragma once

#include "harness/case_name.hpp"

#include <string>

namespace harness {

/// What this variable of the environment says has a part in how tests go, and belongs into the command.
void repeat_with(const std::string& variable, const std::string& value);

/// As a shell takes it for one word.
[[nodiscard]] std::string quoted(const std::string& text);

/// For a shell in any directory: this program, the test case as Catch2's test specification, the sections, the values.
[[nodiscard]] std::string repeat_command(const CaseName& name);

} // namespace harness
