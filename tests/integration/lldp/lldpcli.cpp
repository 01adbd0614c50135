#include "lldp/lldpcli.hpp"

#include "harness/sanitizer.hpp"
#include "harness/wait.hpp"
#include "lldp/program.hpp"

#include <chrono>
#include <utility>

namespace lldptest {

namespace {

using namespace std::chrono_literals;

/// How often the client asks when `watch` tells nothing: what happened before it was listening is told to nobody.
constexpr auto between_questions = 100ms;

std::string joined(const Lldpcli::Arguments& words)
{
    std::string result;
    for (const auto& word : words)
        result += (result.empty() ? "" : " ") + word;
    return result;
}

std::string shown(const KeyValue& answer)
{
    return answer.empty() ? "an empty answer" : "\n" + Catch::Detail::stringify(answer);
}

} // namespace

Lldpcli::Lldpcli(const Namespace& ns, std::string socket) : ns_{&ns}, socket_{std::move(socket)} {}

Lldpcli::Arguments Lldpcli::command(const Arguments& arguments) const
{
    Arguments result = {lldpcli_path(), "-u", socket_};
    result.insert(result.end(), arguments.begin(), arguments.end());
    return result;
}

Lldpcli::Arguments operator+(Lldpcli::Arguments left, const Lldpcli::Arguments& right)
{
    left.insert(left.end(), right.begin(), right.end());
    return left;
}

RunResult Lldpcli::run(const Arguments& arguments, Where where) const
{
    prepare(*ns_, where);
    const auto argv = command(arguments);
    auto result = harness::run(*ns_, argv, {.environment = harness::sanitizer_environment()}, where);
    check_client(joined(argv), result, where);
    return result;
}

std::string Lldpcli::text(const Arguments& arguments, Where where) const
{
    auto result = run(arguments, where);
    if (!result.status.success())
        harness::fail(joined(command(arguments)) + ": " + result.status.describe() + "\n" + result.err, where);
    return std::move(result.out);
}

KeyValue Lldpcli::keyvalue(const Arguments& arguments, Where where) const
{
    Arguments all = {"-f", "keyvalue"};
    all.insert(all.end(), arguments.begin(), arguments.end());
    return KeyValue::parse(text(all, where), where);
}

KeyValue Lldpcli::wait(std::string_view what, const Arguments& arguments, const Wanted& wanted, Where where)
{
    KeyValue answer;
    const auto ask = [&] { return wanted(answer = keyvalue(arguments, where)); };
    std::uint64_t told = 0;
    auto asked = harness::Clock::time_point{};
    const auto ask_if_due = [&] {
        if (!watch_) { // Mostly the first answer is the wanted one.
            if (ask())
                return true;
            watch_ = std::make_unique<harness::Process>(start({"watch", "hidden"}, where));
        }
        const auto telling = watch_->output().bytes();
        if (telling == told && harness::Clock::now() - asked < between_questions)
            return false;
        told = telling;
        const bool found = ask();
        asked = harness::Clock::now();
        return found;
    };
    harness::poll_until(
        what, between_questions, ask_if_due, [&] { return shown(answer); }, where);
    return answer;
}

harness::Process Lldpcli::start(const Arguments& arguments, Where where) const
{
    prepare(*ns_, where);
    return harness::Process{*ns_, command(arguments), {.environment = harness::sanitizer_environment()}, where};
}

void Lldpcli::stop_watching() noexcept
{
    if (!watch_)
        return;
    const auto ended = watch_->stop();
    if (const auto report = harness::sanitizer_report(watch_->output()))
        harness::mark_failed(watch_->describe() + ": " + *report);
    else if (!ended)
        harness::mark_failed(watch_->describe() + ": " + ended.error().message());
    watch_.reset();
}

void check_client(const std::string& command, const RunResult& result, Where where) noexcept
{
    if (const auto report = harness::sanitizer_report(result.err))
        harness::mark_failed(command + ": " + *report, where);
    else if (result.status.signal)
        harness::mark_failed(command + ": " + result.status.describe(), where);
}

} // namespace lldptest
