// The clock of the running test, for the waits. Not for tests: what they may ask is in wait.hpp.
#pragma once

#include "harness/wait.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace harness {

/// Keeps a wait that has just been fulfilled, if that was near its deadline (nothing: the test's).
void note_if_late(std::string_view what, Clock::time_point began, std::optional<Clock::time_point> deadline);

/// The test that ended last did so after its deadline: what is to be told of it. Nothing: it was in time.
[[nodiscard]] std::optional<std::string> overrun();

/// A test is about to end because of that error. If that is a wait which met the test's deadline while another one asks
/// whether it has been reached, this throws what only that one takes: the failure is told by the wait that the test
/// made.
void leave_to_outer_wait(const Error& error);

/// "3.20 s"
[[nodiscard]] std::string seconds(Clock::duration time);

inline constexpr const char* timeout_factor_variable = "LLDPD_TEST_TIMEOUT_FACTOR";
inline constexpr double most_timeout_factor = 1000;
/// A decimal number above 0 and not above that; nothing: it is none.
[[nodiscard]] std::optional<double> parse_timeout_factor(std::string_view text);

/// How many times slower than a processor of its own this program runs: under valgrind, or on an emulated processor.
[[nodiscard]] double slowness();

/// What cpuid's leaf 0x40000000 names: twelve letters of the hypervisor, or nothing where there is none.
[[nodiscard]] std::string hypervisor();

} // namespace harness
