// The point where a test fails, with everything that it made still there. Not for tests.
#pragma once

#include <exception>

namespace harness {

/// A test starts.
void forget_failure();
/// The running test is being skipped: what unwinds is no failure.
void forgive_failure();
/// It has failed, or is being unwound: keeps what its report shall show. The first time also what --keep and --shell
/// ask for.
void point_of_failure() noexcept;

/// A part of what goes with its test. The report of an exception comes when all that is gone: whoever is being unwound
/// is at the point of failure.
class Unwinding
{
  public:
    /// Whether more exceptions are under way than when it was made.
    [[nodiscard]] bool is_under_way() const { return std::uncaught_exceptions() > at_birth_; }

  private:
    int at_birth_ = std::uncaught_exceptions();
};

} // namespace harness
