#include "harness/options.hpp"

#include "harness/recorder.hpp"
#include "harness/tools.hpp"

#include <catch2/catch_session.hpp>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <unistd.h>
#include <utility>

namespace harness {

namespace {

Options& the_options()
{
    static Options the_one;
    return the_one;
}

[[noreturn]] void refuse(const std::string& line)
{
    static_cast<void>(std::fprintf(stderr, "%s\n", line.c_str()));
    std::exit(EXIT_FAILURE);
}

void name_a_report_directory()
{
    if (recorder::report_directory().empty())
        ::setenv("LLDPD_TEST_REPORT", (std::filesystem::current_path() / "report").c_str(), 1);
}

[[noreturn]] void refuse_missing(const std::string& tool)
{
    refuse("--" + tool + " needs the program " + tool +
           ", which is in no directory of PATH: install it (on Debian: apt-get install " +
           (tool == "perf" ? "linux-perf" : tool) + ")");
}

} // namespace

std::vector<std::string> Options::tools() const
{
    std::vector<std::string> result;
    for (const auto& [asked, name] :
         {std::pair{gdb, "gdb"}, std::pair{valgrind, "valgrind"}, std::pair{strace, "strace"}, std::pair{perf, "perf"}})
        if (asked)
            result.emplace_back(name);
    return result;
}

const Options& options()
{
    return the_options();
}

void add_options(Catch::Session& session)
{
    using Catch::Clara::Opt;
    auto& to = the_options();
    session.cli(
        session.cli() |
        Opt(to.values,
            "values")["--values"]("only the cases with these generated values, as a case's name ends with them") |
        Opt(to.gdb)["--gdb"]("debug the daemon on this terminal: gdb has it from its first instruction on") |
        Opt(to.valgrind)["--valgrind"]("run the daemons under valgrind; what it finds fails the test") |
        Opt(to.strace)["--strace"]("write down the system calls of the daemons") |
        Opt(to.perf)["--perf"]("let perf record the daemons") |
        Opt(to.shell)["--shell"]("open a shell in a namespace of a test where that fails") |
        Opt(to.keep)["--keep"]("leave the networks of failed tests up, and say how to get in; keep the frames of all") |
        Opt(to.in, "namespace")["--in"]("for the five above: only in the namespace of that name, like ns-2"));
}

void check_options()
{
    const auto& given = the_options();
    const auto asked = given.tools();
    if (asked.size() > 1)
        refuse("--" + asked[0] + " and --" + asked[1] + " do not go together: give one of them");
    if (!given.in.empty() && asked.empty() && !given.shell)
        refuse("--in " + given.in +
               " says where, but not what: give --gdb, --valgrind, --strace, --perf or --shell too");
    for (const auto& tool : asked)
        if (!is_installed(tool))
            refuse_missing(tool);
    if (given.interactive() && ::isatty(STDIN_FILENO) == 0)
        refuse(std::string{given.gdb ? "--gdb" : "--shell"} +
               " needs a terminal on standard input, which is none: run the test program by hand");
    if (given.keep || !asked.empty())
        name_a_report_directory();
}

} // namespace harness
