// Tests that are known to fail with the programs under test.
#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace harness {

/// What a test that is known to fail may take: what does not come soon will not come. Scaled.
inline constexpr std::chrono::seconds time_to_fail{5};

/// The running test is known to fail, for that reason. Its failure does not make the run fail, and where it passes,
/// that is said. Its deadline is nearer from now on.
void expect_failure(std::string reason);

/// The reason that was given for the running test; nothing when its failure would be one.
[[nodiscard]] const std::optional<std::string>& expected_failure();

/// A test starts, of which nothing is known.
void forget_expectation();

} // namespace harness
