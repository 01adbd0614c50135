// The journals of test programs (harness/journal.hpp), read and put together.
#pragma once

#include "harness/error.hpp"

#include <cstddef>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace report {

using harness::Expected;
using nlohmann::json;

/// One run of a test program.
struct Run
{
    json about;            ///< Its "run" line; and "status", its exit status, where somebody saw its end.
    std::string directory; ///< The report's directory that its journal is in.
};

/// One case of a run. `record` is what the journal holds of it, but complete: whatever has another type than it should,
/// or is missing, is replaced, so that those who read it need not ask.
struct Case
{
    std::size_t run;
    json record;

    [[nodiscard]] std::string text(const char* key) const { return record.at(key).get<std::string>(); }
    [[nodiscard]] double number(const char* key) const { return record.at(key).get<double>(); }
    /// "passed", "failed", "skipped"; "xfail" and "xpass" where a failure was expected, and came or did not.
    [[nodiscard]] bool is(const char* status) const { return text("status") == status; }
    /// Expected or not: then there is a record of all that was seen.
    [[nodiscard]] bool failed() const { return is("failed") || is("xfail"); }
    /// "cases/neighbors.cpp": the last two parts of the file's path.
    [[nodiscard]] std::string subject() const;
    /// What failed, in lines.
    [[nodiscard]] std::string failures() const;
};

struct Records
{
    std::vector<Run> runs;
    std::vector<Case> cases; ///< In the order in which they started.

    /// How many are that.
    [[nodiscard]] std::size_t count(const char* status) const;
};

/// All journals of these report directories. A program that ended within a case has failed that case; one that went
/// wrong otherwise gets a failed case of its own. Text that is no UTF-8 is an error, since the journal's writer makes
/// none.
[[nodiscard]] Expected<Records> read_records(const std::vector<std::string>& directories);

} // namespace report
