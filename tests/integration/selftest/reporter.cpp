// What the reporter "tap-cases" writes, and what the program's exit status is.
#include "selftest/child.hpp"

#include "harness/error.hpp"
#include "harness/expectation.hpp"
#include "harness/test.hpp"
#include "harness/wait.hpp"

#include <csignal>
#include <memory>
#include <regex>
#include <stdexcept>
#include <unistd.h>

using namespace harness;
using Catch::Matchers::ContainsSubstring;

namespace {

/// Times differ from run to run, lines from edit to edit.
std::string stable(const std::string& tap)
{
    const auto timeless = std::regex_replace(tap, std::regex{" \\([0-9.]+ s\\)"}, "");
    return std::regex_replace(timeless, std::regex{"[^ ]*reporter.cpp:[0-9]+"}, "HERE");
}

struct MarksAtItsEnd
{
    ~MarksAtItsEnd() { check_quietly(false, "marked at the end"); }
};

} // namespace

TEST_CASE("each leaf section with each set of generated values is a case of its own", "[reporter]")
{
    const auto result = run_child("[.many]");
    CHECK(result.status.success());
    CHECK(stable(result.out) == "ok 1 - child: many / first / 1, \"x\"\n"
                                "ok 2 - child: many / second / deep / 1, \"x\"\n"
                                "ok 3 - child: many / second / deeper / 1, \"x\", { true, 'c' }\n"
                                "ok 4 - child: many / first / 1, \"y\"\n"
                                "ok 5 - child: many / second / deep / 1, \"y\"\n"
                                "ok 6 - child: many / second / deeper / 1, \"y\", { true, 'c' }\n"
                                "ok 7 - child: many / first / 2, \"x\"\n"
                                "ok 8 - child: many / second / deep / 2, \"x\"\n"
                                "ok 9 - child: many / second / deeper / 2, \"x\", { true, 'c' }\n"
                                "ok 10 - child: many / first / 2, \"y\"\n"
                                "ok 11 - child: many / second / deep / 2, \"y\"\n"
                                "ok 12 - child: many / second / deeper / 2, \"y\", { true, 'c' }\n"
                                "1..12\n");
}

TEST_CASE("child: many", "[.many]")
{
    const int number = GENERATE(1, 2);
    const auto letter = GENERATE(as<std::string>{}, "x", "y");
    SECTION("first")
    {
        CHECK(number > 0);
    }
    SECTION("second")
    {
        SECTION("deep")
        {
            CHECK(letter.size() == 1);
        }
        SECTION("deeper")
        {
            const auto [yes, c] = GENERATE(table<bool, char>({{true, 'c'}}));
            CHECK(yes);
            CHECK(c == 'c');
        }
    }
}

TEST_CASE("a failure in a nested section fails that case, with what was compared, and no other", "[reporter]")
{
    const auto result = run_child("[.nested]");
    CHECK(result.status.code == 42);
    CHECK(stable(result.out) == "ok 1 - child: nested / fine / 1\n"
                                "ok 2 - child: nested / outer / inner / 1\n"
                                "ok 3 - child: nested / fine / 2\n"
                                "not ok 4 - child: nested / outer / inner / 2\n"
                                "#: HERE: CHECK( value == 1 )\n"
                                "#:   with expansion: 2 == 1\n"
                                "#:   with: value := 2\n"
                                "#: HERE: and more\n"
                                "#: over two lines\n"
                                "#:   with: value := 2\n"
                                "1..4\n");
}

TEST_CASE("child: nested", "[.nested]")
{
    const int value = GENERATE(1, 2);
    SECTION("fine") {}
    SECTION("outer")
    {
        SECTION("inner")
        {
            CAPTURE(value);
            CHECK(value == 1);
            if (value == 2)
                fail("and more\nover two lines");
        }
    }
}

TEST_CASE("what fails within an assertion is told once, and the assertion is not told besides", "[reporter]")
{
    const auto result = run_child("[.fails-within]");
    CHECK(result.status.code == 42);
    CHECK_THAT(result.out, ContainsSubstring(": wait for the moon: "));
    CHECK_THAT(result.out, !ContainsSubstring("CHECK( found() )") && !ContainsSubstring("exception"));
    CHECK(std::count(result.out.begin(), result.out.end(), '\n') == 3);
}

TEST_CASE("child: times out within an assertion", "[.fails-within]")
{
    allow(std::chrono::milliseconds{20});
    const auto found = [] {
        wait_until("the moon", [] { return false; });
        return true;
    };
    CHECK(found());
}

TEST_CASE("an assertion that something else ends is told, also behind another failure", "[reporter]")
{
    CHECK(stable(run_child("[.throws-within]").out) == "not ok 1 - child: an exception within an assertion\n"
                                                       "#: HERE: CHECK( one == 2 )\n"
                                                       "#:   with expansion: 1 == 2\n"
                                                       "#: HERE: CHECK( thrown() )\n"
                                                       "#:   unexpected (an exception that nobody expected)\n"
                                                       "1..1\n");
}

TEST_CASE("child: an exception within an assertion", "[.throws-within]")
{
    const int one = 1;
    CHECK(one == 2);
    const auto thrown = []() -> bool { throw std::runtime_error{"unexpected"}; };
    CHECK(thrown());
}

TEST_CASE("what is skipped is no failure, and says why", "[reporter]")
{
    const auto result = run_child("[.skips]");
    CHECK(result.status.success());
    CHECK(stable(result.out) == "ok 1 - child: skips # SKIP the kernel has no such thing\n"
                                "ok 2 - child: lacks # SKIP the kernel lacks it: make thing on it: Operation not "
                                "supported (unknown)\n"
                                "1..2\n");
    CHECK(run({this_program(), "[.skips]"}, {.environment = child_environment()}).status.success());
}

TEST_CASE("child: skips", "[.skips]")
{
    skip("the kernel has no such thing");
}

TEST_CASE("child: lacks", "[.skips]")
{
    require_of_kernel(Expected<>{failure({EOPNOTSUPP, std::system_category()}, "make thing", "it", "unknown")});
}

TEST_CASE("a test that is known to fail may, in as much time as that takes, and is reported when it does not",
          "[reporter]")
{
    const auto result = run_child("[.known]");
    CHECK(result.status.success());
    CHECK(stable(result.out) == "not ok 1 - child: is known to fail # TODO it is older\n"
                                "# HERE: CHECK( one == 2 )\n"
                                "#   with expansion: 1 == 2\n"
                                "ok 2 - child: is known to fail, and does not\n"
                                "#: known to fail, and did not: it is older\n"
                                "ok 3 - child: is known to fail, and is skipped # SKIP nobody cares\n"
                                "1..3\n");
    CHECK_THAT(result.err, !ContainsSubstring("programs:"));
    CHECK(run({this_program(), "[.known]"}, {.environment = child_environment()}).status.success());
}

TEST_CASE("a failure that is not known fails the run, whatever else is known", "[reporter]")
{
    const auto result = run_child("[.known],[.unknown]");
    CHECK(result.status.code == 42);
    CHECK_THAT(result.out, ContainsSubstring("\nnot ok 4 - child: is known to fail for one value only / 1 # TODO"));
    CHECK_THAT(result.out, ContainsSubstring("\nnot ok 5 - child: is known to fail for one value only / 2 ("));
}

TEST_CASE("a test that ends the program ends it with a failure", "[reporter]")
{
    const auto result = run_child("[.exits]");
    CHECK(result.status.code == 1);
    const std::string said = "the program was ended by a call of exit() in the test \"child: exits / here\"; to repeat "
                             "it alone:\n";
    REQUIRE_THAT(result.err, ContainsSubstring(said));
    const auto command = result.err.substr(result.err.find(said) + said.size());
    CHECK_THAT(run({"/bin/sh", "-c", command}, {.environment = child_environment()}).err, ContainsSubstring(said));
}

TEST_CASE("a test that ends the program in a way that nobody is told of fails the run", "[reporter]")
{
    const auto result = run_child("[.becomes-another]");
    CHECK(result.status.code == 1);
    CHECK_THAT(result.err, ContainsSubstring("the program ended, with status 0, before all of its tests had"));
}

TEST_CASE("child: becomes another program", "[.becomes-another]")
{
    ::execl("/bin/true", "true", nullptr);
}

TEST_CASE("child: exits", "[.exits]")
{
    SECTION("before") {}
    SECTION("here")
    {
        std::exit(0); // NOLINT(concurrency-mt-unsafe)
    }
}

TEST_CASE("child: is known to fail", "[.known]")
{
    expect_failure("it is older");
    const int one = 1;
    CHECK(one == 2);
    CHECK(test_deadline() - test_start() == scaled(time_to_fail));
}

TEST_CASE("child: is known to fail, and does not", "[.known]")
{
    expect_failure("it is older");
}

TEST_CASE("child: is known to fail, and is skipped", "[.known]")
{
    expect_failure("it is older");
    skip("nobody cares");
}

TEST_CASE("child: is known to fail for one value only", "[.unknown]")
{
    const int value = GENERATE(1, 2);
    if (value == 1)
        expect_failure("it is older");
    CHECK(value == 3);
}

TEST_CASE("a case that failed before it was skipped has failed", "[reporter]")
{
    const auto result = run_child("[.fails-and-skips]");
    CHECK(result.status.code == 42);
    CHECK(stable(result.out) == "not ok 1 - child: fails and skips\n"
                                "#: HERE: CHECK( one == 2 )\n"
                                "#:   with expansion: 1 == 2\n"
                                "not ok 2 - child: skips and fails in a destructor\n"
                                "#: HERE: marked at the end\n"
                                "1..2\n");
}

TEST_CASE("child: fails and skips", "[.fails-and-skips]")
{
    const int one = 1;
    CHECK(one == 2);
    skip("too late");
}

TEST_CASE("child: skips and fails in a destructor", "[.fails-and-skips]")
{
    const MarksAtItsEnd marks;
    skip("first");
}

TEST_CASE("a check in a destructor fails the test while another failure unwinds, also with --abort", "[reporter]")
{
    const auto result =
        run_child("[.unwinds]", GENERATE(std::vector<std::string>{}, std::vector<std::string>{"--abort"}));
    CHECK(result.status.code == 42);
    CHECK(stable(result.out) == "not ok 1 - child: unwinds\n"
                                "#: HERE: the first\n"
                                "#: HERE: marked at the end\n"
                                "1..1\n");
}

TEST_CASE("child: unwinds", "[.unwinds]")
{
    const MarksAtItsEnd marks;
    fail("the first");
}

TEST_CASE("an exception that nobody expected fails the case and is shown", "[reporter]")
{
    CHECK(stable(run_child("[.throws]").out) ==
          "not ok 1 - child: throws an exception\n#: HERE: out of range (an exception that nobody expected)\n1..1\n");
}

TEST_CASE("child: throws an exception", "[.throws]")
{
    throw std::out_of_range{"out of range"};
}

TEST_CASE("a case that is expected to fail and passes has failed", "[reporter]")
{
    const auto result = run_child("[.expected]");
    CHECK(result.status.code == 42);
    CHECK(stable(result.out) == "ok 1 - child: fails as expected\n"
                                "#: HERE: as expected\n"
                                "ok 2 - child: passes unexpectedly\n"
                                "not ok 3 - child: passes unexpectedly\n"
                                "#: it was expected to fail, and did not\n"
                                "1..3\n");
}

TEST_CASE("child: fails as expected", "[.expected][!shouldfail]")
{
    fail("as expected");
}

TEST_CASE("child: passes unexpectedly", "[.expected][!shouldfail]") {}

TEST_CASE("names are no directives, and stay in one line", "[reporter]")
{
    CHECK(stable(run_child("[.odd-names]").out) ==
          "ok 1 - child: says \\# skip and \\#TODO, and # more / \"two lines\"\n1..1\n");
}

TEST_CASE("child: says # skip and #TODO, and # more", "[.odd-names]")
{
    CHECK_FALSE(GENERATE(as<std::string>{}, "two\nlines").empty());
}

TEST_CASE("a test program that crashes has a failed case, or no plan", "[reporter]")
{
    SECTION("by a signal that Catch2 sees")
    {
        const auto result = run_child("[.crashes-by-signal]");
        CHECK_FALSE(result.status.success());
        CHECK(result.status.code != 42);
        CHECK_THAT(stable(result.out), ContainsSubstring("ok 1 - child: a case before\n"
                                                         "not ok 2 - child: crashes by a signal\n"
                                                         "#: HERE: SIGSEGV"));
    }
    SECTION("without a word")
    {
        const auto result = run_child("[.crashes-silently]");
        CHECK(result.status.code == 9);
        CHECK_THAT(result.out, !ContainsSubstring("1.."));
    }
}

TEST_CASE("child: a case before", "[.crashes-by-signal][.crashes-silently]") {}

TEST_CASE("child: crashes by a signal", "[.crashes-by-signal]")
{
    ::raise(SIGSEGV);
}

TEST_CASE("child: crashes silently", "[.crashes-silently]")
{
    ::_exit(9);
}

#if defined(__SANITIZE_ADDRESS__) // GCC
#define WITH_LEAK_CHECKER 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) // clang
#define WITH_LEAK_CHECKER 1
#endif
#endif

#ifdef WITH_LEAK_CHECKER
TEST_CASE("a leak in the test program itself is not overlooked", "[reporter]")
{
    const auto result = run_child("[.leaks]");
    CHECK_THAT(stable(result.out), ContainsSubstring("ok 1 - child: leaks\n1..1\n"));
    CHECK_THAT(result.err, ContainsSubstring("LeakSanitizer: detected memory leaks"));
    CHECK_FALSE(result.status.success());
    CHECK(result.status.code != 42);
}

TEST_CASE("child: leaks", "[.leaks]")
{
    std::unique_ptr<int> lost = std::make_unique<int>(4711);
    CHECK(lost.release() != nullptr);
}
#endif

TEST_CASE("no case by that name is an error", "[reporter]")
{
    const auto result = run_child("no such case");
    CHECK(result.status.code == 2);
    CHECK_THAT(result.out, ContainsSubstring("#: no test case matches \"no such case\""));
}
