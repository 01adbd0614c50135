// The journal of a run of a test program: what report-merge makes the report page, JUnit and TAP of. A file of JSON,
// one object a line, in the directory "cases" of the one that the environment's LLDPD_TEST_REPORT names. "event" says
// what a line is: "run", then "start" and "case" of each case, "end" of the tests, "exit" of the program.
#pragma once

#include "harness/case_result.hpp"
#include "harness/error.hpp"

#include <cstddef>
#include <cstdint>
#include <string>

namespace harness::journal {

/// Makes the journal of this command line; one that an earlier run of the same left is replaced. Without a report's
/// directory all of this does nothing. Forked children may go on writing into it.
[[nodiscard]] Expected<> open(int argc, const char* const* argv);

/// What was begun and is never told of again was ended by the end of the program. `seed`: of Catch2's random numbers.
void run_starts(std::uint32_t seed);
void case_starts(const std::string& name, const std::string& file, std::size_t line);
/// With all that the report keeps, when it failed.
void case_ends(const CaseResult& result);
void run_ends();
/// How the whole program ended, in the words of a shell: 128 + n is signal n.
void program_ends(int status) noexcept;

} // namespace harness::journal
