// The reporter "tap-cases": one TAP line for each run of a test case, that is for each leaf section with each set of
// generated values; "# TODO" and a reason behind the failure of a test that is known to fail. What failed follows as
// comments "#: …", then the harness's report on standard error as "# …". The plan comes last, so that a run that did
// not come to its end has none, and TAP's readers call that an error.
#include "harness/case_result.hpp"
#include "harness/report.hpp"
#include "harness/tap.hpp"

#include <catch2/catch_test_case_info.hpp>
#include <catch2/reporters/catch_reporter_registrars.hpp>
#include <catch2/reporters/catch_reporter_streaming_base.hpp>
#include <ostream>
#include <string>

namespace harness {

namespace {

class CasesReporter final : public Catch::StreamingReporterBase
{
  public:
    explicit CasesReporter(Catch::ReporterConfig&& config) : StreamingReporterBase{std::move(config)}
    {
        report::leave_to_reporter();
        m_preferences.shouldReportAllAssertions = false;
    }

    static std::string getDescription() { return "TAP, one line for each run of a test case"; }

    void testCaseStarting(const Catch::TestCaseInfo& info) override
    {
        StreamingReporterBase::testCaseStarting(info);
        follower_.test_case_starting(info);
    }

    void testCasePartialStarting(const Catch::TestCaseInfo& /*info*/, std::uint64_t /*part*/) override
    {
        follower_.part_starting();
    }

    void assertionEnded(const Catch::AssertionStats& stats) override { follower_.assertion_ended(stats); }

    void testCasePartialEnded(const Catch::TestCaseStats& stats, std::uint64_t /*part*/) override
    {
        if (const auto result = follower_.part_ended(stats))
            write_case(*result);
    }

    void testCaseEnded(const Catch::TestCaseStats& stats) override
    {
        if (const auto result = follower_.test_case_ended(stats))
            write_case(*result);
        StreamingReporterBase::testCaseEnded(stats);
    }

    void noMatchingTestCases(Catch::StringRef spec) override
    {
        m_stream << tap::comment("no test case matches " + std::string{spec}) << std::flush;
    }

    void testRunEnded(const Catch::TestRunStats& stats) override
    {
        m_stream << report::late_waits_text("#: ") << "1.." << count_ << std::endl;
        StreamingReporterBase::testRunEnded(stats);
    }

  private:
    void write_case(const CaseResult& result)
    {
        using Status = CaseResult::Status;
        m_stream << (result.failed() ? "not ok " : "ok ") << ++count_ << " - " << tap::text(result.name.text());
        if (result.status == Status::Skipped)
            m_stream << " # SKIP " << tap::text(result.reason) << '\n';
        else if (result.status == Status::FailedAsKnown)
            m_stream << " # TODO " << tap::text(result.reason) << '\n';
        else
            m_stream << tap::time(result.took.count()) << '\n';
        // Not "# TODO": automake would call it a failure.
        if (result.status == Status::PassedUnexpectedly)
            m_stream << tap::comment("known to fail, and did not: " + result.reason);
        // What was to be expected is for those who read the log, not for the terminal.
        const std::string mark = result.status == Status::FailedAsKnown ? "# " : "#: ";
        for (const auto& failure : result.failures)
            m_stream << tap::comment(failure.describe(), mark);
        m_stream << std::flush;
        if (result.status == Status::Failed)
            report::write();
    }

    CaseFollower follower_;
    unsigned count_ = 0;
};

CATCH_REGISTER_REPORTER("tap-cases", CasesReporter)

} // namespace

} // namespace harness
