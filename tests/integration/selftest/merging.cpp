// What report-merge makes of the journals of test programs: TAP and JUnit. The page is page.cpp's.
#include "selftest/merging.hpp"

#include "harness/test.hpp"

#include <algorithm>
#include <csignal>
#include <sys/resource.h>
#include <unistd.h>

using namespace harness;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::EndsWith;
using Catch::Matchers::StartsWith;

namespace {

const std::string place = ReportDirectory::path;

/// The command line that repeats the first failed case alone, as results.tap gives it.
std::string repeat_command(const std::string& tap)
{
    const std::string before = "#: to repeat it alone:\n#: ";
    const auto at = tap.find(before);
    REQUIRE(at != std::string::npos);
    const auto start = at + before.size();
    return tap.substr(start, tap.find('\n', start) - start);
}

} // namespace

TEST_CASE("a report counts each case once, with its reason or what failed", "[merging]")
{
    const ReportDirectory directory;
    REQUIRE(run_reported("[.merged]").status.code == 42);
    const auto merged = merge({place, place});
    CHECK(merged.status.success());
    CHECK(merged.out == "report-merge: 2 passed, 1 failed, 1 skipped: /mnt/index.html\n");

    const auto tap = content("results.tap");
    CHECK_THAT(tap, StartsWith("1..4\n") && ContainsSubstring("ok 1 - child: values / odd \"name\", [x] / 1 (") &&
                        ContainsSubstring("not ok 2 - child: values / odd \"name\", [x] / 2 (") &&
                        ContainsSubstring("with expansion: 2 == 1\n") &&
                        ContainsSubstring("ok 4 - child: is skipped # SKIP no <such> thing\n"));
    const auto junit = content("junit.xml");
    CHECK_THAT(junit, ContainsSubstring(R"(<testsuites tests="4" failures="1" skipped="1" errors="0" time=")") &&
                          ContainsSubstring(R"(<testsuite name="selftest/merging.cpp" tests="4")") &&
                          ContainsSubstring(R"(classname="selftest.merging" name="child: is skipped")") &&
                          ContainsSubstring(R"(<skipped message="no &lt;such&gt; thing"/>)") &&
                          ContainsSubstring(R"(name="child: values / odd &quot;name&quot;, [x] / 2")"));
}

TEST_CASE("a directory in which no test program has left a journal is no report", "[merging]")
{
    const ReportDirectory directory;
    const auto merged = merge({place, place});
    CHECK(merged.status.code == 1);
    CHECK_THAT(merged.err, ContainsSubstring("report-merge: find the journal of a test program on /mnt/cases"));
}

TEST_CASE("a failure that was expected is told as one, and a success that was not", "[merging]")
{
    const ReportDirectory directory;
    CHECK(run_reported("[.known]").status.success());
    CHECK(
        merge({place, place}).out ==
        "report-merge: 0 passed, 0 failed, 1 skipped, 1 failed as expected, 1 passed unexpectedly: /mnt/index.html\n");
    CHECK_THAT(content("results.tap"),
               ContainsSubstring("\nnot ok 1 - child: is known to fail # TODO it is older\n") &&
                   ContainsSubstring("\nok 2 - child: is known to fail, and does not # TODO it is older\n"));
    CHECK_THAT(content("junit.xml"),
               ContainsSubstring(R"(<testsuites tests="3" failures="0" skipped="2" errors="0" time=")") &&
                   ContainsSubstring(R"(<skipped type="expected failure" message="expected to fail: it is older">)") &&
                   ContainsSubstring("<system-out>expected to fail, and did not: it is older</system-out>"));
}

TEST_CASE("waits that came near their deadlines are in the report", "[merging]")
{
    const ReportDirectory directory;
    run_reported("[.comes-late]");
    merge({place, place});
    CHECK_THAT(content("results.tap"), ContainsSubstring("\n#: near its deadline: waited ") &&
                                           ContainsSubstring(" s for the late one, which came after "));
}

TEST_CASE("child: values", "[.merged]")
{
    const int value = GENERATE(1, 2, 3) % 3;
    SECTION("odd \"name\", [x]")
    {
        CHECK((value == 1 || value == 0 || value == 2));
        if (value == 2)
            CHECK(value == 1);
    }
}

TEST_CASE("child: is skipped", "[.merged]")
{
    skip("no <such> thing");
}

TEST_CASE("the command line of a failed case repeats that one and no other", "[merging]")
{
    const auto test = GENERATE(as<std::string>{}, "[.merged]", "[.oddly-named]");
    const ReportDirectory directory;
    REQUIRE(run_reported(test).status.code == 42);
    REQUIRE(merge({place, place}).status.success());
    const auto command = repeat_command(content("results.tap"));
    INFO(command);

    const auto repeated =
        run({"sh", "-c", "cd / && " + command + " --reporter tap-cases"}, {.environment = child_environment()});

    CHECK(repeated.status.code == 42);
    CHECK_THAT(repeated.out, StartsWith("not ok 1 - child: ") && EndsWith("\n1..1\n"));
    CHECK(count(repeated.out, "ok ") == 1);
}

TEST_CASE("child: it's \"odd\", [this] ~name \\ * and", "[.oddly-named]")
{
    const auto value = GENERATE(as<std::string>{}, "fine", "it's $HOME, \"or\" not");
    SECTION("it's a section, too")
    {
        CHECK(value == "fine");
    }
}

TEST_CASE("child: it's \"odd\", [this] ~name \\ * and more", "[.oddly-named]") {}

TEST_CASE("values that no case has are an error", "[merging]")
{
    const auto result = run_child("[.oddly-named]", {"--values", "other"});
    CHECK(result.status.code == 1);
    CHECK(result.err == "--values is \"other\", but no case has these generated values\n");
}

TEST_CASE("a test program that crashes has failed the case that it was in", "[merging]")
{
    const ReportDirectory directory;
    const auto [test, how] = GENERATE(table<std::string, std::string>(
        {{"[.ends-silently]", "exit status 9 within this case"}, {"[.ends-by-force]", "signal 9 within this case"}}));
    run_reported(test);
    CHECK(merge({place, place}).out == "report-merge: 1 passed, 1 failed, 0 skipped: /mnt/index.html\n");
    CHECK_THAT(content("results.tap"),
               ContainsSubstring("not ok 2 - child: ends ") &&
                   ContainsSubstring("#: the test program ended with " + how + ": it crashed, or was killed\n"));
    CHECK_THAT(content("junit.xml"), ContainsSubstring("<failure message=\"the test program ended with " + how));
}

TEST_CASE("child: lives", "[.ends-silently][.ends-by-force]") {}

TEST_CASE("child: ends silently", "[.ends-silently]")
{
    ::_exit(9);
}

TEST_CASE("child: ends by force", "[.ends-by-force]")
{
    ::raise(SIGKILL);
}

TEST_CASE("a signal that Catch2 sees is told as what failed", "[merging]")
{
    const ReportDirectory directory;
    run_reported("[.crashes-by-signal]");
    merge({place, place});
    CHECK_THAT(content("results.tap"),
               ContainsSubstring("not ok 2 - child: crashes by a signal") && ContainsSubstring("SIGSEGV"));
}

TEST_CASE("a program that goes wrong after its last case is a failure of its own", "[merging]")
{
    const ReportDirectory directory;
    run_reported("no such case");
    CHECK(merge({place, place}).out == "report-merge: 0 passed, 1 failed, 0 skipped: /mnt/index.html\n");
    CHECK_THAT(content("results.tap"),
               ContainsSubstring("not ok 1 - (the test program itself)") &&
                   ContainsSubstring("the test program ended with exit status 2 after its last case\n"));
}

TEST_CASE("a run that was killed with all its processes leaves a failed case", "[merging]")
{
    const ReportDirectory directory;
    {
        const auto child = start_child("[.waits-forever]", {}, {{"LLDPD_TEST_REPORT", ReportDirectory::path}});
        child.wait_line("waiting");
        require(child.signal(SIGKILL));
        child.wait();
    }
    merge({place, place});
    CHECK_THAT(content("results.tap"),
               ContainsSubstring("not ok 1 - child: waits forever") && ContainsSubstring("and nobody saw how"));
}

TEST_CASE("child: waits forever", "[.waits-forever]")
{
    static_cast<void>(!::write(STDOUT_FILENO, "waiting\n", 8));
    wait_until("what never comes", [] { return false; });
}

TEST_CASE("the shards of several machines make one report", "[merging]")
{
    const ReportDirectory directory;
    const auto one = place + "/one";
    const auto two = place + "/two";
    run_reported("[.merged],[.oddly-named]", {"--shard-count", "2", "--shard-index", "0"}, one);
    run_reported("[.merged],[.oddly-named]", {"--shard-count", "2", "--shard-index", "1"}, two);
    merge({one, one});
    merge({two, two});
    const auto merged = merge({place + "/all", one, two});
    CHECK(merged.out == "report-merge: 4 passed, 2 failed, 1 skipped: /mnt/all/index.html\n");
    CHECK(count(content("all/junit.xml"), "<testcase") == 7);
    CHECK(count(content("one/junit.xml"), "<testcase") + count(content("two/junit.xml"), "<testcase") == 7);
}

TEST_CASE("a later run of the same command replaces what the earlier one left, one at the same time does not",
          "[merging]")
{
    const ReportDirectory directory;
    run_reported("[.passes-and-tells]");
    run_reported("[.passes-and-tells]");
    CHECK(ReportDirectory::files("cases").size() == 1);
    const auto journal = ReportDirectory::files("cases").front();
    const auto other = run({"flock", journal, this_program(), "[.passes-and-tells]", "--reporter", "tap-cases"},
                           {.environment = {{"LLDPD_TEST_REPORT", ReportDirectory::path}}});
    CHECK(other.status.success());
    CHECK(ReportDirectory::files("cases").size() == 2);
}

TEST_CASE("child: passes and tells", "[.passes-and-tells]") {}

TEST_CASE("a disk that is full for a while costs the cases from then on, and not the report", "[merging]")
{
    const ReportDirectory directory;
    run_reported("[.fills-the-disk]", {"--order", "decl"});
    CHECK(merge({place, place}).out == "report-merge: 1 passed, 1 failed, 0 skipped: /mnt/index.html\n");
    CHECK_THAT(content("results.tap"),
               ContainsSubstring("ok 1 - child: has room (") && ContainsSubstring("not ok 2 - child: fills the disk"));
}

TEST_CASE("child: has room", "[.fills-the-disk]") {}

namespace {

/// As on a disk with no more room than that for a file.
void allow_files_of(rlim_t bytes)
{
    ::signal(SIGXFSZ, SIG_IGN);
    rlimit limit{};
    ::getrlimit(RLIMIT_FSIZE, &limit);
    limit.rlim_cur = std::min(bytes, limit.rlim_max);
    REQUIRE(::setrlimit(RLIMIT_FSIZE, &limit) == 0);
}

} // namespace

TEST_CASE("child: fills the disk", "[.fills-the-disk]")
{
    allow_files_of(4096);
    FAIL(std::string(10000, 'x'));
}

TEST_CASE("child: has room again", "[.fills-the-disk]")
{
    allow_files_of(RLIM_INFINITY);
}

TEST_CASE("text that XML and TAP cannot hold is still readable", "[merging]")
{
    const ReportDirectory directory;
    run_reported("[.hostile-assertion]");
    CHECK(merge({place, place}).status.success());
    const auto junit = content("junit.xml");
    CHECK_THAT(junit, ContainsSubstring("]]&gt;&lt;/failure&gt;&amp;\\x1b[31m\\x00\xef\xbf\xbd") &&
                          !ContainsSubstring("\x1b"));
    CHECK(count(junit, "</failure>") == 1);
    CHECK(count(content("results.tap"), "\nok 2") == 0);
}

TEST_CASE("child: a hostile assertion", "[.hostile-assertion]")
{
    using namespace std::string_literals;
    FAIL("]]></failure>&\x1b[31m\0\xff\nok 2 - no such case"s);
}

TEST_CASE("bad input of report-merge is one line that says what was expected", "[merging]")
{
    const ReportDirectory directory;
    CHECK_THAT(merge({}).err, StartsWith("usage: report-merge OUTPUT REPORT...\n"));
    CHECK(merge({}).status.code == 1);

    const auto missing = merge({place, "/mnt/missing"});
    CHECK(missing.status.code == 1);
    CHECK_THAT(missing.err, StartsWith("report-merge: read the report directory on /mnt/missing: "));

    write_file(place + "/cases/odd.jsonl", "nonsense\n{}\n");
    const auto odd = merge({place, place});
    CHECK(odd.status.code == 1);
    CHECK_THAT(odd.err,
               StartsWith("report-merge: read on /mnt/cases/odd.jsonl:1: ") && EndsWith("one object of JSON)\n"));

    write_file(place + "/cases/odd.jsonl", R"({"event":"run","argv":3,"seed":"x"}
{"event":"case","case":{"name":7,"status":"odd","failures":[3],"late":[3],"frames":[]}}
{"event":"case"}
[]
{"event":"ca)");
    CHECK_THAT(merge({place, place}).out, StartsWith("report-merge: 0 passed, 2 failed, 0 skipped"));
}

TEST_CASE("numbers that nothing can be are taken for none, and JUnit stays XML", "[merging]")
{
    const ReportDirectory directory;
    const auto number = GENERATE(values<std::string>({"1e308", "-1e308", "1e13", "99999999999999999999"}));
    write_file(place + "/cases/odd.jsonl",
               R"({"event":"run","argv":[],"started":)" + number + R"(,"seed":)" + number + R"(}
{"event":"case","case":{"name":"odd","status":"failed","line":)" +
                   number + R"(,"started":)" + number + R"(,"seconds":)" + number + R"(,"deadline":)" + number +
                   R"(,"failures":[{"file":"odd.cpp","line":)" + number + R"(,"text":"seen"}]}}
{"event":"end"}
{"event":"exit","status":-9999999999}
)");
    CHECK(merge({place, place}).status.success());
    const auto junit = content("junit.xml");
    CAPTURE(junit);
    CHECK(count(junit, " time=\"0.000\"") == 3);
    CHECK_THAT(junit, ContainsSubstring(R"( line="0" time=)") && ContainsSubstring("odd.cpp:0: seen"));
    CHECK(count(junit, "\"") % 2 == 0);
    CHECK_THAT(content("index.html"), !ContainsSubstring("9999999999") && !ContainsSubstring("1410065407"));
}

TEST_CASE("an exit status that no program can have is none", "[merging]")
{
    const ReportDirectory directory;
    const auto status = GENERATE(values<std::string>({"-9999999999", "1e300", "256", "-1", "\"0\""}));
    write_file(place + "/cases/odd.jsonl", R"({"event":"run","argv":[]}
{"event":"start","name":"odd"}
{"event":"exit","status":)" + status + "}\n");
    CHECK(merge({place, place}).status.success());
    CHECK_THAT(content("results.tap"),
               ContainsSubstring("the test program ended, and nobody saw how within this case"));
}
