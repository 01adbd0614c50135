// The point where a test fails, with everything that it made still there. Not for tests.
#pragma once

#include <string>

namespace harness {

/// A test starts.
void forget_failure();
/// The running test is being skipped: what unwinds is no failure.
void forgive_failure();
/// It has failed, or is being unwound: keeps what its report shall show. The first time also what --keep and --shell
/// ask for.
void point_of_failure() noexcept;

} // namespace harness
