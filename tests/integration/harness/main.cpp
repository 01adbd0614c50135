// The start of every test program that is built on the harness. It takes Catch2's own command line, and the harness's
// options beside it. Exit status: 0 when nothing failed (all skipped is fine too), 42 when a test did, Catch2's own for
// a bad command line, 77 where tests cannot run at all, 1 for a bad environment or options that need what is not there,
// 128 + n when signal n ended it.
#include "harness/case_name.hpp"
#include "harness/core_dump.hpp"
#include "harness/isolation.hpp"
#include "harness/journal.hpp"
#include "harness/keeper.hpp"
#include "harness/listener.hpp"
#include "harness/options.hpp"
#include "harness/recorder.hpp"
#include "harness/repeat.hpp"
#include "harness/terminal.hpp"
#include "harness/test_clock.hpp"
#include "harness/tools.hpp"

#include <catch2/catch_session.hpp>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <new>
#include <string>
#include <sys/mman.h>
#include <unistd.h>

namespace {

/// What newer Catch2 calls TestFailureExitCode; older ones give a number of failures, which hides other statuses.
constexpr int tests_failed = 42;
constexpr int all_skipped = 4;

/// Only tells something: needs no namespaces, and no privileges.
bool only_lists(const Catch::ConfigData& config)
{
    return config.showHelp || config.libIdentify || config.listTests || config.listTags || config.listReporters ||
           config.listListeners;
}

void check_timeout_factor()
{
    const auto* variable = harness::timeout_factor_variable;
    const char* text = std::getenv(variable);
    if (text == nullptr)
        return;
    if (harness::parse_timeout_factor(text))
        return harness::repeat_with(variable, text);
    static_cast<void>(std::fprintf(stderr, "%s is \"%s\", but should be a number above 0, at most %.0f, like 2.5\n",
                                   variable, text, harness::most_timeout_factor));
    std::exit(EXIT_FAILURE);
}

/// A pipe must never get the number of a standard stream.
void open_standard_streams()
{
    for (int fd = 0; fd <= 2; ++fd)
        if (::fcntl(fd, F_GETFD) < 0 && ::open("/dev/null", O_RDWR) < 0) // NOLINT(android-cloexec-open): for children
            std::exit(EXIT_FAILURE);
}

/// The tests matter more than the record of them.
void warn_of_missing(const harness::Expected<>& journal)
{
    if (!journal)
        static_cast<void>(
            std::fprintf(stderr, "no report page will show this run: %s\n", journal.error().message().c_str()));
}

/// Set when the test process has come to its end, and seen by the process outside, too, which outlives it.
bool& run_is_over()
{
    static bool& the_one = [&]() -> bool& {
        static bool mine = false;
        void* const shared = ::mmap(nullptr, sizeof(bool), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
        return shared == MAP_FAILED ? mine : *new (shared) bool{false};
    }();
    return the_one;
}

/// The exit status for one of the test process. A test may end that with a status that tells of no failure, by _exit()
/// or by becoming another program: there is no handler for that.
int outer_status(int status)
{
    if (status != EXIT_SUCCESS || run_is_over())
        return status;
    static_cast<void>(std::fputs("the program ended, with status 0, before all of its tests had\n", stderr));
    return EXIT_FAILURE;
}

void isolate_as_asked()
{
    if (harness::options().keep) {
        harness::keeper::look_outside();
        harness::recorder::keep();
    }
    run_is_over() = false; // It is there before the processes part.
    harness::isolate([](int inner) {
        const int status = outer_status(inner);
        harness::journal::program_ends(status);
        if (harness::options().interactive())
            harness::terminal::give_back();
        return status;
    });
    if (harness::options().interactive())
        harness::terminal::take();
}

int verdict(int catch_status, const std::string& values)
{
    const auto& totals = harness::run_totals();
    if (!totals.ended)
        return catch_status;
    if (!values.empty() && totals.told == 0) {
        static_cast<void>(
            std::fprintf(stderr, "--values is \"%s\", but no case has these generated values\n", values.c_str()));
        return EXIT_FAILURE;
    }
    if (const auto idle = harness::idle_tool(); !idle.empty() && totals.told > 0) {
        static_cast<void>(std::fprintf(stderr, "%s\n", idle.c_str()));
        return EXIT_FAILURE;
    }
    if (totals.failed > 0)
        return tests_failed;
    const bool excused = totals.known_to_fail > 0 || (catch_status == all_skipped && totals.skipped > 0);
    return excused ? EXIT_SUCCESS : catch_status;
}

/// What a test calls may end the program, with a status that tells of no failure.
void refuse_early_exit()
{
    static const auto runner = ::getpid();
    static_cast<void>(harness::repeat_command(harness::running_case())); // what it uses is there before, and goes after
    static const auto handler = [] {
        if (run_is_over() || ::getpid() != runner)
            return;
        const auto& test = harness::running_case();
        static_cast<void>(std::fprintf(
            stderr, "the program was ended by a call of exit() in the test \"%s\"; to repeat it alone:\n%s\n",
            test.text().c_str(), harness::repeat_command(test).c_str()));
        ::_exit(EXIT_FAILURE);
    };
    static_cast<void>(std::atexit(+handler));
}

} // namespace

/// Each program that a test starts is forked off, which copies the page tables of all that the sanitizer keeps back in
/// case somebody still uses it: keep little. ASAN_OPTIONS in the environment still has the last word; without the
/// sanitizer nobody asks.
extern "C" const char*
__asan_default_options() // NOLINT(clang-diagnostic-reserved-identifier): the sanitizer's name for it.
{
    return "quarantine_size_mb=4";
}

int main(int argc, char** argv)
{
    open_standard_streams();
    harness::leave_no_core();
    Catch::Session session;
    harness::add_options(session);
    if (const int status = session.applyCommandLine(argc, argv); status != 0)
        return status;
    if (only_lists(session.configData()))
        return session.run();
    check_timeout_factor();
    harness::check_options();
    const auto& values = harness::options().values;
    if (!values.empty())
        harness::want_values(values);
    const auto journal = harness::journal::open(argc, argv);
    isolate_as_asked();
    warn_of_missing(journal);
    ::signal(SIGPIPE, SIG_IGN);
    harness::prepare_for_tools();
    refuse_early_exit();
    const int status = verdict(session.run(), values);
    run_is_over() = true;
    harness::keeper::wait_for_leave();
    return status;
}
