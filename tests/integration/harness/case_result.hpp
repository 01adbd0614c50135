// How one run of a test case went. Catch2 tells of test cases and their parts; what is reported are leaf sections with
// one set of generated values each.
#pragma once

#include "harness/case_name.hpp"

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace Catch {
struct AssertionStats;
struct TestCaseInfo;
struct TestCaseStats;
} // namespace Catch

namespace harness {

/// An assertion that did not hold, or what else failed the case.
struct Failure
{
    std::string file; ///< Empty: no place in particular.
    std::size_t line = 0;
    std::string text; ///< In lines: what was asserted, what the values were, what was noted beside.
    std::chrono::steady_clock::time_point time = std::chrono::steady_clock::now();

    /// "file.cpp:12: text"
    [[nodiscard]] std::string describe() const;
};

struct CaseResult
{
    enum class Status {
        Passed,
        Failed,
        Skipped,
        FailedAsKnown,      ///< The failure was expected (harness/expectation.hpp), and is none of the run.
        PassedUnexpectedly, ///< A failure was expected.
    };

    CaseName name;
    std::string file; ///< Of the test case, as it was compiled.
    std::size_t line = 0;
    Status status = Status::Passed;
    std::string reason;            ///< Why it was skipped, or why its failure was expected.
    std::vector<Failure> failures; ///< Those that were expected too.
    std::chrono::system_clock::time_point started;
    std::chrono::duration<double> took{};

    /// Expected or not.
    [[nodiscard]] bool failed() const { return status == Status::Failed || status == Status::FailedAsKnown; }
};

/// Makes results of what Catch2 tells. One for each reporter or listener that wants them: it is told what they are.
class CaseFollower
{
  public:
    void test_case_starting(const Catch::TestCaseInfo& info);
    void part_starting();
    void assertion_ended(const Catch::AssertionStats& stats);
    /// Nothing: it was no run of its own. When a nested section fails, Catch2 runs the ones around it once more to look
    /// for further ones.
    [[nodiscard]] std::optional<CaseResult> part_ended(const Catch::TestCaseStats& stats);
    /// What no end of a part has told: a signal that killed it, a failure that was expected and did not come.
    [[nodiscard]] std::optional<CaseResult> test_case_ended(const Catch::TestCaseStats& stats);

  private:
    [[nodiscard]] CaseResult result(CaseName name, CaseResult::Status status);

    std::string file_;
    std::size_t line_ = 0;
    std::chrono::system_clock::time_point started_;
    std::chrono::steady_clock::time_point clock_;
    std::vector<CaseName> before_; ///< Of the same test case.
    std::vector<Failure> failures_;
    std::string skip_reason_;
    bool running_ = false;
    bool failed_ = false;
};

} // namespace harness
