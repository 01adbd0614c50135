// Tests in which the daemon under test is known to differ.
//
// The directory known-differences/ may hold a file for each daemon, named after what it prints: lldpd-1.0.16 for the
// one whose `lldpd -v` says 1.0.16. In it:
//
//     # a comment
//     the name of a test case
//         the reason, on one or more indented lines
//
// A listed test may fail, whatever values it is run with, and when it passes that is said; what the daemon sends
// meanwhile is not judged. One that is not listed must pass. One demand is made of every daemon and not by a test: "a
// daemon that is asked to end exits with status 0". A daemon that has it listed may exit with status 1 too.
#pragma once

#include "harness/where.hpp"

#include <map>
#include <optional>
#include <string>

namespace lldptest {

using harness::Where;

/// Test name to reason.
using KnownDifferences = std::map<std::string, std::string>;

[[nodiscard]] KnownDifferences parse_known_differences(const std::string& text);

/// The reason, if that test or demand is listed for the daemon under test.
[[nodiscard]] std::optional<std::string> known_difference(const std::string& name, Where where = Where::here());

/// The running test may fail when it is listed for the daemon under test; whether it is.
bool expect_known_difference(Where where = Where::here());

} // namespace lldptest
