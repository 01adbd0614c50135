// The reporter "tap-cases": one TAP line for each run of a test case, that is for each leaf section with each set of
// generated values; "# TODO" and a reason behind the failure of a test that is known to fail. What failed follows as
// comments "#: …", then the harness's report on standard error as "# …". The plan comes last, so that a run that did
// not come to its end has none, and TAP's readers call that an error.
#include "harness/case_name.hpp"
#include "harness/expectation.hpp"
#include "harness/report.hpp"

#include <algorithm>
#include <array>
#include <catch2/catch_test_case_info.hpp>
#include <catch2/reporters/catch_reporter_registrars.hpp>
#include <catch2/reporters/catch_reporter_streaming_base.hpp>
#include <chrono>
#include <cstdio>
#include <ostream>
#include <regex>
#include <string>
#include <vector>

namespace harness {

namespace {

/// One line, without what a TAP reader would take for a directive.
std::string tap_text(const std::string& text)
{
    std::string line;
    for (const char c : text)
        line += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c;
    static const std::regex directive{"#(\\s*(?:todo|skip))", std::regex::icase};
    return std::regex_replace(line, directive, "\\#$1");
}

std::string comment(const std::string& text)
{
    std::string result;
    std::size_t start = 0;
    while (start < text.size()) {
        const auto end = std::min(text.find('\n', start), text.size());
        result += "#: " + text.substr(start, end - start) + '\n';
        start = end + 1;
    }
    return result;
}

std::string describe(const Catch::AssertionStats& stats)
{
    const auto& result = stats.assertionResult;
    const auto place = result.getSourceInfo();
    std::string text = std::string{place.file} + ':' + std::to_string(place.line) + ": ";
    if (result.hasExpression())
        text += result.getExpressionInMacro();
    if (result.hasExpandedExpression())
        text += "\n  with expansion: " + result.getExpandedExpression();
    if (result.hasMessage())
        text += (result.hasExpression() ? "\n  " : "") + std::string{result.getMessage()};
    if (result.getResultType() == Catch::ResultWas::ThrewException)
        text += " (an exception that nobody expected)";
    if (result.getResultType() == Catch::ResultWas::FatalErrorCondition)
        text += " (the test program dies of it)";
    for (const auto& info : stats.infoMessages)
        if (info.type == Catch::ResultWas::Info)
            text += "\n  with: " + info.message;
    return text;
}

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
        failed_ = false;
        before_.clear();
    }

    void testCasePartialStarting(const Catch::TestCaseInfo& /*info*/, std::uint64_t /*part*/) override
    {
        running_ = true;
        started_ = std::chrono::steady_clock::now();
        failures_.clear();
        skip_reason_.clear();
    }

    void assertionEnded(const Catch::AssertionStats& stats) override
    {
        const auto& result = stats.assertionResult;
        if (result.getResultType() == Catch::ResultWas::ExplicitSkip)
            skip_reason_ = result.hasMessage() ? std::string{result.getMessage()} : "no reason given";
        else if (!result.isOk())
            failures_ += comment(describe(stats));
    }

    void testCasePartialEnded(const Catch::TestCaseStats& stats, std::uint64_t /*part*/) override
    {
        const auto& assertions = stats.totals.assertions;
        const auto& name = running_case();
        const bool looked_for_more =
            std::any_of(before_.begin(), before_.end(), [&](const CaseName& other) { return name.is_around(other); });
        running_ = false;
        if (looked_for_more && assertions.failed == 0 && assertions.skipped == 0)
            return;
        before_.push_back(name);
        write_case(name, assertions.failed > 0, assertions.skipped > 0);
    }

    void testCaseEnded(const Catch::TestCaseStats& stats) override
    {
        if (running_) // A signal came: there is no end of the part.
            write_case(running_case(), true, false);
        else if (stats.totals.testCases.failed > 0 && !failed_) {
            failures_ = comment("it was expected to fail, and did not");
            write_case({{stats.testInfo->name}, running_case().values}, true, false);
        }
        StreamingReporterBase::testCaseEnded(stats);
    }

    void noMatchingTestCases(Catch::StringRef spec) override
    {
        m_stream << comment("no test case matches " + std::string{spec}) << std::flush;
    }

    void testRunEnded(const Catch::TestRunStats& stats) override
    {
        m_stream << report::late_waits_text("#: ") << "1.." << count_ << std::endl;
        StreamingReporterBase::testRunEnded(stats);
    }

  private:
    void write_case(const CaseName& name, bool failed, bool skipped)
    {
        running_ = false;
        failed_ = failed_ || failed;
        std::array<char, 32> time{};
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - started_;
        static_cast<void>(std::snprintf(time.data(), time.size(), " (%.2f s)", took.count()));
        m_stream << (failed ? "not ok " : "ok ") << ++count_ << " - " << tap_text(name.text());
        const auto& known = expected_failure();
        if (skipped && !failed)
            m_stream << " # SKIP " << tap_text(skip_reason_) << '\n';
        else if (failed && known)
            m_stream << " # TODO " << tap_text(*known) << '\n';
        else
            m_stream << time.data() << '\n';
        if (!failed && !skipped && known)
            m_stream << comment("known to fail, and did not: " + *known);
        // What was to be expected is for those who read the log, not for the terminal.
        m_stream << (known ? std::regex_replace(failures_, std::regex{"(^|\\n)#:"}, "$1#") : failures_) << std::flush;
        if (failed && !known)
            report::write();
    }

    std::chrono::steady_clock::time_point started_;
    std::vector<CaseName> before_; ///< Of the same test case.
    std::string failures_;
    std::string skip_reason_;
    unsigned count_ = 0;
    bool running_ = false;
    bool failed_ = false;
};

CATCH_REGISTER_REPORTER("tap-cases", CasesReporter)

} // namespace

} // namespace harness
