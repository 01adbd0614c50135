// What the harness hears of Catch2's doings, for main().
#pragma once

#include <cstdint>

namespace harness {

/// How the run ended; what Catch2's exit status says is ambiguous (4 failed assertions, or everything skipped).
struct RunTotals
{
    bool ended = false;              ///< False: Catch2 never came to the end, or never started.
    std::uint64_t failed = 0;        ///< Test cases, but for those whose failures were all known.
    std::uint64_t known_to_fail = 0; ///< See expect_failure().
    std::uint64_t skipped = 0;
    std::uint64_t passed = 0;
    std::uint64_t told = 0; ///< How many results there were: cases, not Catch2's test cases.
};

[[nodiscard]] const RunTotals& run_totals();

} // namespace harness
