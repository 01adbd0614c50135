// What the sanitizers are told, and what they say.
#pragma once

#include "harness/output.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace harness {

/// Exit statuses that no program under test uses by itself.
inline constexpr int address_sanitizer_exit = 71;
inline constexpr int leak_sanitizer_exit = 72;
inline constexpr int undefined_sanitizer_exit = 73;

/// For every program under test: leaks are looked for, every report ends the process, and each has its stack.
[[nodiscard]] const std::map<std::string, std::string>& sanitizer_environment();

/// The first line that a sanitizer wrote, among them "LeakSanitizer has encountered a fatal error": leaks were not
/// looked for, which must not pass for none found.
[[nodiscard]] std::optional<std::string> sanitizer_report(std::string_view text);
[[nodiscard]] std::optional<std::string> sanitizer_report(const Output& output);

/// Whether the program at that path was built with it.
[[nodiscard]] bool has_address_sanitizer(const std::string& path);

} // namespace harness
