#include "harness/report.hpp"

#include "selftest/child.hpp"

#include "harness/links.hpp"
#include "harness/test.hpp"

using namespace harness;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::StartsWith;

TEST_CASE("the report of a failed test holds its programs, their output, and the links", "[report]")
{
    const auto result =
        run_child(GENERATE("[.fails-with-network]", "[.throws-with-network]", "[.fails-in-a-destructor]"));
    CHECK(result.status.code == 42);
    const auto& report = result.err;
    INFO(report);
    CHECK_THAT(report, StartsWith("# "));
    CHECK_THAT(report, ContainsSubstring("# [1] sh -c echo said; echo warned >&2; exit 3\n"));
    CHECK_THAT(report, ContainsSubstring(" in ns-1, exit status 3, 12 bytes of output\n"));
    CHECK_THAT(report, ContainsSubstring(" in ns-2, killed by signal 9 (Killed), "));
    CHECK_THAT(report, ContainsSubstring(" [1] out said\n"));
    CHECK_THAT(report, ContainsSubstring(" [1] err warned\n"));
    CHECK_THAT(report, ContainsSubstring("# links of ns-1:\n# lo: "));
    CHECK_THAT(report, ContainsSubstring("# eth0: index 2, veth, 00:00:00:00:00:01, mtu 1400, up, running, state up"));
    CHECK_THAT(report, ContainsSubstring("# links of ns-2:\n# lo: "));
    CHECK(report.find("out said") < report.find("[1] exit status 3"));
}

TEST_CASE("a report shows the links of a network that was gone when something failed, and of another in its place",
          "[report]")
{
    const auto report = run_child("[.fails-afterwards]").err;
    CHECK_THAT(report,
               ContainsSubstring("# links of ns-1, which were gone by then:\n# lo: ") &&
                   ContainsSubstring("# eth0: index 2, veth, 00:00:00:00:00:01, mtu 1300, up, running, state up"));
    CHECK_THAT(report, ContainsSubstring("# links of ns-2:\n") && !ContainsSubstring("mtu 1200, up"));
}

TEST_CASE("child: fails when its network is gone", "[.fails-afterwards]")
{
    for (const unsigned mtu : {1200U, 1300U}) {
        Namespaces ns;
        Links links;
        links.veth(ns(1), ns(2)).first.mtu(mtu);
    }
    Namespaces ns;
    ns(2);
    FAIL("too late");
}

TEST_CASE("the human reporter prints the same report", "[report]")
{
    const auto result = run({this_program(), "[.fails-with-network]"}, {.environment = child_environment()});
    CHECK_THAT(result.out, ContainsSubstring("1 == 2"));
    CHECK_THAT(result.err, ContainsSubstring("# [1] sh -c echo said; echo warned >&2; exit 3\n"));
}

TEST_CASE("a report holds nothing of the tests before, and there is none of a test that passed", "[report]")
{
    const auto result = run_child("[.fails-with-network],[.fails-afterwards]", {"--order", "decl"});
    const auto second = result.err.find("[1] true");
    REQUIRE(second != std::string::npos);
    CHECK_THAT(result.err.substr(second), !ContainsSubstring("echo said") && !ContainsSubstring("links of ns-1"));
    CHECK_THAT(run_child("[.passes-with-network]").err, Catch::Matchers::Equals(""));
}

TEST_CASE("a report shows what programs were given, when they were", "[report]")
{
    const auto report = run_child("[.fails-after-a-dialogue]").err;
    CAPTURE(report);
    const auto question = report.find(" [1] out what?\n");
    const auto answer = report.find(" [1] in that\n");
    const auto result = report.find(" [1] out got that\n");
    CHECK(question < answer);
    CHECK(answer < result);
    CHECK(result != std::string::npos);
    CHECK_THAT(report, ContainsSubstring(" [2] in all at once\n"));
}

TEST_CASE("a program that writes much is shown with its first and last lines", "[report]")
{
    const auto report = run_child("[.fails-talking-much]").err;
    CHECK_THAT(report, ContainsSubstring("out line 1\n") && ContainsSubstring("out line 200\n") &&
                           ContainsSubstring("... lines left out here ...") && ContainsSubstring("out line 10000\n"));
    CHECK_THAT(report, !ContainsSubstring("out line 201\n"));
}

namespace {

struct Network
{
    Namespaces ns = {};
    Links links = {};
    Process first{ns(1), {"sh", "-c", "echo said; echo warned >&2; exit 3"}};
    Process second{ns(2), {"sleep", "infinity"}};

    Network()
    {
        links.veth(ns(1), ns(2)).first.mtu(1400);
        first.wait();
    }
};

struct FailsAtItsEnd
{
    ~FailsAtItsEnd() { mark_failed("seen at the end"); }
};

} // namespace

TEST_CASE("child: fails", "[.fails-with-network]")
{
    const Network network;
    const int one = 1;
    REQUIRE(one == 2);
}

TEST_CASE("child: throws", "[.throws-with-network]")
{
    const Network network;
    throw std::runtime_error{"unexpected"};
}

TEST_CASE("child: fails in a destructor", "[.fails-in-a-destructor]")
{
    const Network network;
    const FailsAtItsEnd fails;
}

TEST_CASE("child: passes", "[.passes-with-network]")
{
    const Network network;
    CHECK(network.first.exited());
}

TEST_CASE("child: fails without a network", "[.fails-afterwards]")
{
    static_cast<void>(run({"true"}));
    FAIL("so be it");
}

TEST_CASE("child: fails after a dialogue", "[.fails-after-a-dialogue]")
{
    Namespaces ns;
    const Process program{ns(1), {"sh", "-c", "echo 'what?'; read -r word; echo got $word"}, {.input = std::nullopt}};
    program.wait_line("what?");
    program.write("that\n");
    program.wait_line("got that");
    static_cast<void>(run({"cat"}, {.input = "all at once\n"}));
    FAIL("so be it");
}

TEST_CASE("child: fails with much output", "[.fails-talking-much]")
{
    static_cast<void>(run({"sh", "-c", "i=0; while [ $i -lt 10000 ]; do i=$((i + 1)); echo line $i; done"}));
    FAIL("so be it");
}
