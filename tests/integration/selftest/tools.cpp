// --gdb, --valgrind, --strace and --perf; and what the command line refuses.
#include "harness/tools.hpp"

#include "lldp/test.hpp"
#include "selftest/child.hpp"
#include "selftest/report_directory.hpp"
#include "selftest/terminal.hpp"

#include "harness/namespaces.hpp"
#include "harness/sanitizer.hpp"
#include "harness/test.hpp"

#include <fstream>

using namespace harness;
using Catch::Matchers::ContainsSubstring;

namespace {

std::string canary()
{
    return std::filesystem::path{this_program()}.parent_path() / "canary-plain";
}

/// Two programs that the tests are about, and one that they are not.
void run_subjects(const std::string& misdeed)
{
    Namespaces ns;
    const auto in_first = run(ns(1), {canary(), misdeed, "child"}, {.subject = true});
    CHECK(in_first.status.success());
    CHECK(in_first.out == "begun\n");
    CHECK(run(ns(2), {"sh", "-c", "echo second; exit 3"}, {.subject = true}).status.code == 3);
    CHECK(run(ns(2), {"true"}).status.success());
}

void needs_tool(const std::string& name)
{
    if (!is_installed(name))
        skip(name + " is not installed");
}

RunResult run_tool(const std::string& tests, const std::vector<std::string>& options)
{
    needs_tool(options.front().substr(2));
    return run_child(tests, options, {{"LLDPD_TEST_REPORT", ReportDirectory::path}});
}

std::string content(const std::string& path)
{
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

} // namespace

TEST_CASE("child: runs what the tests are about", "[.subjects]")
{
    run_subjects("nothing");
}

TEST_CASE("child: runs what leaks", "[.leaking-subject]")
{
    run_subjects("leak");
}

TEST_CASE("child: runs what leaks behind another program", "[.leaking-behind-another]")
{
    Namespaces ns;
    const std::vector<std::string> argv{"sh", "-c", R"(exec "$0" "$@")", canary(), "leak"};
    CHECK(run(ns(1), argv, {.subject = true, .through = 3}).out == "begun\n");
}

TEST_CASE("child: runs what overflows", "[.overflowing-subject]")
{
    run_subjects("overflow");
}

TEST_CASE("child: runs this program", "[.sanitized-subject]")
{
    Namespaces ns;
    run(ns(1), {this_program(), "--list-tags"}, {.subject = true});
}

TEST_CASE("--strace writes down the system calls of each program that the tests are about", "[tools]")
{
    const ReportDirectory reports;
    const auto result = run_tool("[.subjects]", {"--strace"});
    CAPTURE(result.out, result.err);
    CHECK(result.status.success());
    const auto files = ReportDirectory::files("strace");
    REQUIRE(files.size() == 2);
    CHECK_THAT(content(files[0]), ContainsSubstring("execve(\"" + canary()) && ContainsSubstring("exit_group(0)") &&
                                      ContainsSubstring("clone"));
    CHECK_THAT(content(files[1]), ContainsSubstring("exit_group(3)"));
    for (const auto& file : files)
        CHECK_THAT(result.err, ContainsSubstring(file + "\n"));
}

TEST_CASE("--in chooses the namespace of the programs", "[tools]")
{
    const ReportDirectory reports;
    const auto result = run_tool("[.subjects]", {"--strace", "--in", "ns-2"});
    CAPTURE(result.out, result.err);
    CHECK(result.status.success());
    const auto files = ReportDirectory::files("strace");
    REQUIRE(files.size() == 1);
    CHECK_THAT(content(files[0]), ContainsSubstring("exit_group(3)"));
}

TEST_CASE("--strace follows a daemon, and one that another program becomes", "[tools]")
{
    const ReportDirectory reports;
    const auto result = run_tool("[.any-daemon],[.daemon-behind-another]", {"--strace", "--order", "decl"});
    CAPTURE(result.out, result.err);
    CHECK(result.status.success());
    const auto files = ReportDirectory::files("strace");
    REQUIRE(files.size() == 2);
    for (const auto& file : files) {
        CHECK_THAT(file, ContainsSubstring(".lldpd-"));
        const auto calls = content(file); // Much too long for a failure to show.
        CHECK(calls.find("execve(\"" + lldpd_path()) != std::string::npos);
        CHECK(calls.find("AF_UNIX") != std::string::npos);
    }
}

TEST_CASE("child: a daemon behind another program", "[.daemon-behind-another]")
{
    Namespaces ns;
    Links links;
    const auto [here, there] = links.veth(ns(1), ns(2));
    Capture wire{there};
    const auto lldpd = start_directly(ns(1), {"-d", "-L", "", "-u", control_socket}, {.through = {"env"}});
    next_lldp_from(wire, here.mac());
    CHECK(require(lldpd.stop()).success());
}

TEST_CASE("a tool that no program was for is an error in one line", "[tools]")
{
    const ReportDirectory reports;
    const auto nowhere = run_tool("[.subjects]", {"--strace", "--in", "ns-99"});
    CHECK(nowhere.status.code == 1);
    CHECK(nowhere.err == "--strace took no program: the tests started none that they are about in ns-99\n");
    const auto nothing = run_tool("[.no-subject]", {"--strace"});
    CHECK(nothing.status.code == 1);
    CHECK(nothing.err == "--strace took no program: the tests started none that they are about\n");
}

TEST_CASE("child: runs only what the tests are not about", "[.no-subject]")
{
    Namespaces ns;
    CHECK(run(ns(1), {"true"}).status.success());
}

TEST_CASE("--perf records each program that the tests are about", "[tools]")
{
    const ReportDirectory reports;
    const auto result = run_tool("[.subjects]", {"--perf"});
    CAPTURE(result.out, result.err);
    if (result.out.find("perf_event_paranoid") != std::string::npos)
        skip("the kernel lets nobody measure here: set sysctl kernel.perf_event_paranoid");
    CHECK(result.status.success());
    const auto files = ReportDirectory::files("perf");
    REQUIRE(files.size() == 2);
    for (const auto& file : files)
        CHECK_THAT(content(file), Catch::Matchers::StartsWith("PERFILE2"));
}

TEST_CASE("--valgrind finds nothing in a program that behaves", "[tools]")
{
    const ReportDirectory reports;
    const auto result = run_tool("[.subjects]", {"--valgrind"});
    CAPTURE(result.out, result.err);
    CHECK(result.status.success());
    CHECK(ReportDirectory::files("valgrind").empty());
}

TEST_CASE("what --valgrind finds in any process of a program fails the test, and is kept", "[tools]")
{
    const ReportDirectory reports;
    const auto& [tests, found] = GENERATE(table<std::string, std::string>({
        {"[.leaking-subject]", "100 bytes in 1 blocks are definitely lost"},
        {"[.leaking-behind-another]", "100 bytes in 1 blocks are definitely lost"},
        {"[.overflowing-subject]", "Invalid write of size 1"},
    }));
    const auto result = run_tool(tests, {"--valgrind"});
    CAPTURE(result.out, result.err);
    CHECK(result.status.code == 42);
    CHECK_THAT(result.out, ContainsSubstring("valgrind found an error in " + canary()) && ContainsSubstring(found));
    const auto files = ReportDirectory::files("valgrind");
    REQUIRE(files.size() == 1);
    CHECK_THAT(content(files[0]), ContainsSubstring(found));
    CHECK_THAT(result.out, ContainsSubstring(files[0]));
}

TEST_CASE("--valgrind refuses a program with AddressSanitizer", "[tools]")
{
    if (!has_address_sanitizer(this_program()))
        skip("this program is none: configure with --enable-sanitizers");
    const ReportDirectory reports;
    const auto result = run_tool("[.sanitized-subject]", {"--valgrind"});
    CHECK(result.status.code == 42);
    CHECK_THAT(result.out, ContainsSubstring("run valgrind on " + this_program()) &&
                               ContainsSubstring("built with AddressSanitizer") &&
                               ContainsSubstring("configured without --enable-sanitizers"));
}

TEST_CASE("--gdb has the first program from its first instruction on, and its output reaches the test", "[tools]")
{
    needs_tool("gdb");
    const Terminal terminal{"[.subjects] --gdb"};
    terminal.process().wait_line("Catchpoint 1 (exec");
    terminal.type("print 40 + 2\n");
    terminal.process().wait_line("$1 = 42");
    terminal.type("continue\n");
    terminal.process().wait_line("exited normally");
    terminal.type("quit\n");
    terminal.process().wait_line("Catchpoint 1 (exec");
    terminal.type("continue\n");
    terminal.process().wait_line("exited with code 03");
    terminal.type("quit\n");
    CHECK(terminal.process().wait().success());
    CHECK_THAT(terminal.process().out(), ContainsSubstring("ok 1 - child: runs what the tests are about"));
}

TEST_CASE("--gdb has a program that another one becomes from its first instruction on, too", "[tools]")
{
    needs_tool("gdb");
    const Terminal terminal{"[.leaking-behind-another] --gdb"};
    terminal.process().wait_line("Catchpoint 2 (exec");
    terminal.type("info proc exe\n");
    terminal.process().wait_line("canary-plain'");
    terminal.type("continue\n");
    terminal.process().wait_line("exited normally");
    terminal.type("quit\n");
    CHECK(terminal.process().wait().success());
}

TEST_CASE("options that need what is not there are refused in one line", "[tools]")
{
    const auto& [options, path, said] = GENERATE(table<std::vector<std::string>, std::string, std::string>({
        {{"--gdb", "--strace"}, "", "--gdb and --strace do not go together: give one of them\n"},
        {{"--in", "ns-2"},
         "",
         "--in ns-2 says where, but not what: give --gdb, --valgrind, --strace, --perf or --shell too\n"},
        {{"--strace"},
         "/nowhere",
         "--strace needs the program strace, which is in no directory of PATH: install it (on Debian: apt-get install "
         "strace)\n"},
        {{"--perf"},
         "/nowhere",
         "--perf needs the program perf, which is in no directory of PATH: install it (on Debian: apt-get install "
         "linux-perf)\n"},
        {{"--shell"}, "", "--shell needs a terminal on standard input, which is none: run the test program by hand\n"},
    }));
    Environment environment;
    if (!path.empty())
        environment.emplace("PATH", path);
    const auto refused = run_child("[.subjects]", options, environment);
    CHECK(refused.status.code == 1);
    CHECK(refused.out.empty());
    CHECK(refused.err == said);
}

TEST_CASE("--help shows the harness's options beside Catch2's", "[tools]")
{
    const auto help = run({this_program(), "--help"}).out;
    for (const auto* option :
         {"--gdb", "--valgrind", "--strace", "--perf", "--shell", "--keep", "--in", "--list-tests"})
        CHECK_THAT(help, ContainsSubstring(option));
}
