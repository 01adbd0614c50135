#include "harness/case_result.hpp"

#include "harness/expectation.hpp"
#include "harness/test_clock.hpp"

#include <algorithm>
#include <catch2/catch_assertion_result.hpp>
#include <catch2/catch_test_case_info.hpp>
#include <catch2/interfaces/catch_interfaces_reporter.hpp>
#include <exception>
#include <utility>

namespace harness {

namespace {

std::string text_of(const Catch::AssertionStats& stats)
{
    const auto& result = stats.assertionResult;
    std::string text;
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

/// What fails within an assertion's expression has been told, and ends the test: Catch2 closes the assertion while that
/// passes by, and calls it an exception. A real one it tells when it has caught that.
bool only_follows(const Catch::AssertionResult& result)
{
    return result.getResultType() == Catch::ResultWas::ThrewException && std::uncaught_exceptions() > 0;
}

} // namespace

std::string Failure::describe() const
{
    return file.empty() ? text : file + ':' + std::to_string(line) + ": " + text;
}

void CaseFollower::test_case_starting(const Catch::TestCaseInfo& info)
{
    file_ = info.lineInfo.file;
    line_ = info.lineInfo.line;
    failed_ = false;
    before_.clear();
}

void CaseFollower::part_starting()
{
    running_ = true;
    started_ = std::chrono::system_clock::now();
    clock_ = std::chrono::steady_clock::now();
    failures_.clear();
    skip_reason_.clear();
}

void CaseFollower::assertion_ended(const Catch::AssertionStats& stats)
{
    const auto& result = stats.assertionResult;
    const auto place = result.getSourceInfo();
    if (result.getResultType() == Catch::ResultWas::ExplicitSkip)
        skip_reason_ = result.hasMessage() ? std::string{result.getMessage()} : "no reason given";
    else if (!result.isOk() && (failures_.empty() || !only_follows(result)))
        failures_.push_back({.file = place.file, .line = place.line, .text = text_of(stats)});
}

std::optional<CaseResult> CaseFollower::part_ended(const Catch::TestCaseStats& stats)
{
    const auto& assertions = stats.totals.assertions;
    const auto& name = running_case();
    const bool looked_for_more =
        std::any_of(before_.begin(), before_.end(), [&](const CaseName& other) { return name.is_around(other); });
    running_ = false;
    if ((looked_for_more && assertions.failed == 0 && assertions.skipped == 0) || !running_case_is_wanted())
        return {};
    before_.push_back(name);
    using Status = CaseResult::Status;
    if (assertions.failed > 0)
        return result(name, Status::Failed);
    if (assertions.skipped > 0)
        return result(name, Status::Skipped);
    const auto late = overrun();
    if (late)
        failures_.push_back({.file = file_, .line = line_, .text = *late});
    return result(name, late ? Status::Failed : Status::Passed);
}

std::optional<CaseResult> CaseFollower::test_case_ended(const Catch::TestCaseStats& stats)
{
    if (std::exchange(running_, false)) // A signal came: there is no end of the part.
        return result(running_case(), CaseResult::Status::Failed);
    if (stats.totals.testCases.failed == 0 || failed_)
        return {};
    failures_ = {{.file = {}, .text = "it was expected to fail, and did not"}};
    return result({{stats.testInfo->name}, running_case().values}, CaseResult::Status::Failed);
}

CaseResult CaseFollower::result(CaseName name, CaseResult::Status status)
{
    using Status = CaseResult::Status;
    failed_ = failed_ || status == Status::Failed;
    std::string reason = status == Status::Skipped ? skip_reason_ : "";
    if (const auto& known = expected_failure(); known && status != Status::Skipped) {
        status = status == Status::Failed ? Status::FailedAsKnown : Status::PassedUnexpectedly;
        reason = *known;
    }
    return {.name = std::move(name),
            .file = file_,
            .line = line_,
            .status = status,
            .reason = std::move(reason),
            .failures = failures_,
            .started = started_,
            .took = std::chrono::steady_clock::now() - clock_};
}

} // namespace harness
