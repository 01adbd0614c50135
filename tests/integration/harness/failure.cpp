#include "harness/failure.hpp"

#include "harness/expectation.hpp"
#include "harness/keeper.hpp"
#include "harness/namespaces.hpp"
#include "harness/options.hpp"
#include "harness/report.hpp"
#include "harness/terminal.hpp"
#include "harness/wait.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace harness {

namespace {

bool skipped = false;
bool passed_by = false;

void open_shell()
{
    const auto all = live_namespaces();
    const auto found =
        std::find_if(all.begin(), all.end(), [](const auto* ns) { return options().covers(ns->name()); });
    if (found == all.end())
        static_cast<void>(
            std::fprintf(stderr, "# the test has failed, and has no namespace %s for a shell\n", options().in.c_str()));
    if (found == all.end() || terminal::Foreground::is_taken())
        return;
    std::string others;
    for (const auto* ns : all)
        if (ns != *found)
            others += (others.empty() ? " (the test also has " : ", ") + ns->name();
    const std::string& name = (*found)->name();
    static_cast<void>(std::fprintf(stderr,
                                   "# the test has failed; this shell is in %s%s, and the test goes on when it ends\n",
                                   name.c_str(), others.empty() ? "" : (others + ": --in)").c_str()));
    const auto before = Clock::now();
    const char* shell = std::getenv("SHELL");
    const auto started =
        terminal::Foreground::start(*found, {shell != nullptr && *shell != '\0' ? shell : "/bin/sh", "-i"});
    if (!started)
        static_cast<void>(std::fprintf(stderr, "# %s\n", started.error().message().c_str()));
    else
        started->wait();
    forgive(Clock::now() - before);
}

} // namespace

void forget_failure()
{
    skipped = passed_by = false;
    keeper::start();
}

void forgive_failure()
{
    skipped = true;
}

void point_of_failure() noexcept
try {
    report::snapshot_all();
    // What is unwound before the failure's own namespaces were made, or after they have gone, is not the point.
    if (skipped || passed_by || expected_failure() || live_namespaces().empty())
        return;
    passed_by = true;
    if (options().keep)
        keeper::keep();
    if (options().shell)
        open_shell();
} catch (...) {
    // A report without it is better than no report.
}

} // namespace harness
