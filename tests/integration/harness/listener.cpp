#include "harness/listener.hpp"

#include "harness/case_name.hpp"
#include "harness/case_result.hpp"
#include "harness/expectation.hpp"
#include "harness/failure.hpp"
#include "harness/journal.hpp"
#include "harness/recorder.hpp"
#include "harness/repeat.hpp"
#include "harness/report.hpp"
#include "harness/test_clock.hpp"

#include <catch2/catch_test_case_info.hpp>
#include <catch2/interfaces/catch_interfaces_config.hpp>
#include <catch2/reporters/catch_reporter_event_listener.hpp>
#include <catch2/reporters/catch_reporter_registrars.hpp>
#include <cstdio>
#include <optional>

namespace harness {

namespace {

RunTotals& totals()
{
    static RunTotals the_one;
    return the_one;
}

/// Starts each run of a case afresh, and keeps what its report needs before the test unwinds.
class Listener final : public Catch::EventListenerBase
{
  public:
    using EventListenerBase::EventListenerBase;

    void testRunStarting(const Catch::TestRunInfo& /*info*/) override { journal::run_starts(m_config->rngSeed()); }

    void testCaseStarting(const Catch::TestCaseInfo& info) override { follower_.test_case_starting(info); }

    void testCasePartialStarting(const Catch::TestCaseInfo& info, std::uint64_t /*part*/) override
    {
        running_ = true;
        forget_expectation();
        forget_failure();
        report::start();
        recorder::start();
        start_test_clock();
        follower_.part_starting();
        journal::case_starts(info.name, info.lineInfo.file, info.lineInfo.line);
    }

    void assertionEnded(const Catch::AssertionStats& stats) override
    {
        if (stats.assertionResult.getResultType() == Catch::ResultWas::ExplicitSkip)
            forgive_failure();
        else if (!stats.assertionResult.isOk())
            point_of_failure();
        follower_.assertion_ended(stats);
    }

    void testCasePartialEnded(const Catch::TestCaseStats& stats, std::uint64_t /*part*/) override
    {
        const auto& assertions = stats.totals.assertions;
        finish(assertions.failed > 0, assertions.skipped > 0);
        tell(follower_.part_ended(stats));
    }

    void testCaseEnded(const Catch::TestCaseStats& stats) override
    {
        if (running_) // A signal came: there is no end of the part.
            finish(true);
        tell(follower_.test_case_ended(stats));
        const bool failed = stats.totals.testCases.failed > 0;
        if (failed && expected_failures_ > 0 && other_failures_ == 0)
            ++totals().known_to_fail;
        if (!failed && other_failures_ > 0)
            ++overran_;
        expected_failures_ = other_failures_ = 0;
    }

    void testRunEnded(const Catch::TestRunStats& stats) override
    {
        const auto& cases = stats.totals.testCases;
        totals().ended = true;
        totals().failed = cases.failed - totals().known_to_fail + overran_;
        totals().skipped = cases.skipped;
        totals().passed = cases.passed - overran_;
        if (!report::left_to_reporter())
            static_cast<void>(std::fputs(report::late_waits_text("# ").c_str(), stderr));
        journal::run_ends();
    }

  private:
    void finish(bool failed, bool skipped = false)
    {
        running_ = false;
        const auto name = running_case().text();
        stop_test_clock(name);
        const auto late = failed || skipped ? std::nullopt : overrun();
        failed = failed || late;
        recorder::finish(name, failed);
        if (late && !report::left_to_reporter()) // Catch2 knows nothing of it.
            static_cast<void>(std::fprintf(stderr, "# failed: %s: %s; to repeat it alone:\n# %s\n", name.c_str(),
                                           late->c_str(), repeat_command(running_case()).c_str()));
        if (!failed)
            return;
        ++(expected_failure() ? expected_failures_ : other_failures_);
        report::collect(name);
        if (!report::left_to_reporter())
            report::write();
    }

    static void tell(const std::optional<CaseResult>& result)
    {
        if (!result)
            return;
        ++totals().told;
        journal::case_ends(*result);
    }

    CaseFollower follower_;
    bool running_ = false;
    unsigned expected_failures_ = 0; ///< Of the same test case.
    unsigned other_failures_ = 0;
    unsigned overran_ = 0; ///< Test cases that failed by nothing but their deadline.
};

CATCH_REGISTER_LISTENER(Listener)

} // namespace

const RunTotals& run_totals()
{
    return totals();
}

} // namespace harness
