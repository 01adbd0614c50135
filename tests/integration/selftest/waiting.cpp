#include "harness/wait.hpp"

#include "selftest/child.hpp"

#include "harness/expectation.hpp"
#include "harness/fd.hpp"
#include "harness/test.hpp"
#include "harness/test_clock.hpp"

#include <array>
#include <chrono>
#include <csignal>
#include <poll.h>
#include <string>
#include <sys/eventfd.h>
#include <unistd.h>
#include <utility>

using namespace harness;
using Catch::Matchers::ContainsSubstring;

namespace {

struct Event
{
    Fd fd{::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)};
    void raise() const { static_cast<void>(!::eventfd_write(fd.get(), 1)); }
    void lower() const
    {
        eventfd_t value = 0;
        static_cast<void>(::eventfd_read(fd.get(), &value));
    }
};

Clock::time_point soon(int milliseconds)
{
    return Clock::now() + std::chrono::milliseconds{milliseconds};
}

} // namespace

TEST_CASE("waiting asks again after each event, and only then", "[wait]")
{
    const Event event;
    int events = 0;
    int asked = 0;
    const Watch watching = watch(event.fd.get(), POLLIN, [&](short) {
        if (++events == 3)
            event.lower();
    });
    event.raise();
    wait_until("three events", [&] {
        ++asked;
        return events == 3;
    });
    CHECK(asked <= 4);
}

TEST_CASE("a wait ends at its deadline, and says for what, how long, and what was last seen", "[wait]")
{
    const auto began = Clock::now();
    const auto result = await(
        "the moon", [] { return false; }, [] { return "clouds"; }, began + std::chrono::milliseconds{30});
    const std::chrono::duration<double> took = Clock::now() - began;
    REQUIRE_FALSE(result);
    CHECK(result.error().code == std::errc::timed_out);
    const auto message = result.error().message();
    CHECK_THAT(message,
               ContainsSubstring("wait for the moon") && ContainsSubstring("last seen: clouds; needed: the moon"));

    // Said in hundredths of a second. A busy machine takes longer than asked.
    const std::string before = "(waited ";
    REQUIRE_THAT(message, ContainsSubstring(before));
    const double said = std::stod(message.substr(message.find(before) + before.size()));
    CHECK(said >= 0.03);
    CHECK(said <= took.count() + 0.005);
}

TEST_CASE("a timeout says what would have been needed, where the name of it does not", "[wait]")
{
    const auto result = await(
        {"the moon to shine", "no clouds"}, [] { return false; }, {}, soon(0));
    REQUIRE_FALSE(result);
    CHECK_THAT(result.error().message(),
               ContainsSubstring("wait for the moon to shine: ") && ContainsSubstring("; needed: no clouds"));
}

TEST_CASE("what is already true needs no time, even after the deadline", "[wait]")
{
    CHECK(await(
        "the past", [] { return true; }, {}, soon(-1000)));
}

TEST_CASE("an event source that never rests does not keep a wait from asking", "[wait]")
{
    const Event event;
    const Watch watching = watch(event.fd.get(), POLLIN, [](short) {});
    event.raise();
    int asked = 0;
    CHECK(await(
        "a hundred askings", [&] { return ++asked == 100; }, {}, soon(5000)));
    CHECK_FALSE(await(
        "nothing", [] { return false; }, {}, soon(20)));
}

TEST_CASE("a state without an event is asked for in intervals", "[wait]")
{
    int asked = 0;
    poll_until("the fifth asking", std::chrono::milliseconds{2}, [&] { return ++asked == 5; });
    CHECK(asked == 5);
    asked = 0;
    CHECK_FALSE(await_polling(
        "nothing", std::chrono::milliseconds{10}, [&] { return ++asked < 0; }, {}, soon(35)));
    CHECK(asked >= 2);
    CHECK(asked <= 6);
}

TEST_CASE("a watch can go, also from within, also while another one is served", "[wait]")
{
    const Event first;
    const Event second;
    first.raise();
    second.raise();
    int served = 0;
    std::array<Watch, 2> watches;
    const auto take_both_out = [&](short) {
        ++served;
        watches[0].stop();
        watches[1].stop();
    };
    watches[0] = watch(first.fd.get(), POLLIN, take_both_out);
    watches[1] = watch(second.fd.get(), POLLIN, take_both_out);
    CHECK(handle_events(soon(1000)));
    CHECK(served == 1);
    CHECK_FALSE(handle_events(soon(0)));
}

TEST_CASE("a moved-from watch watches nothing", "[wait]")
{
    const Event event;
    event.raise();
    int served = 0;
    Watch first = watch(event.fd.get(), POLLIN, [&](short) { ++served; });
    Watch second{std::move(first)};
    first.stop(); // NOLINT(bugprone-use-after-move,clang-analyzer-cplusplus.Move): it must do no harm.
    handle_events(soon(0));
    CHECK(served == 1);
    second = Watch{};
    handle_events(soon(0));
    CHECK(served == 1);
}

TEST_CASE("waiting for a value returns it", "[wait]")
{
    int asked = 0;
    CHECK(wait_for("three", [&] { return std::optional<int>{++asked}; }) == 1);
}

TEST_CASE("a test has one deadline, which starts with it and can be moved", "[wait]")
{
    CHECK(test_deadline() - test_start() == scaled(default_test_time));
    allow(std::chrono::minutes{1});
    CHECK(test_deadline() - test_start() == scaled(std::chrono::minutes{1}));
}

TEST_CASE("a deadline that one test moved is as ever in the next one", "[wait]")
{
    CHECK(test_deadline() - test_start() == scaled(default_test_time));
}

TEST_CASE("a test that times out fails at its own line, and says what was last seen", "[wait]")
{
    const auto result = run_child("[.times-out]");
    CHECK(result.status.code == 42);
    CHECK_THAT(result.out, ContainsSubstring("not ok 1 - child: times out (0.") &&
                               ContainsSubstring("selftest/waiting.cpp:") &&
                               ContainsSubstring("wait for a sunny day: ") && ContainsSubstring("last seen: rain") &&
                               ContainsSubstring("not ok 2") && ContainsSubstring("1..2\n"));
}

TEST_CASE("child: times out", "[.times-out]")
{
    allow(std::chrono::milliseconds{20});
    wait_until(
        "a sunny day", [] { return false; }, [] { return "rain"; });
}

TEST_CASE("child: times out although it polls", "[.times-out]")
{
    allow(std::chrono::milliseconds{20});
    poll_until("a snowy day", std::chrono::milliseconds{5}, [] { return false; });
}

TEST_CASE("a test that comes to its end after its deadline fails, although nothing in it did", "[wait]")
{
    const auto result = run_child("[.overruns]");
    CHECK(result.status.code == 42);
    CHECK_THAT(result.out, ContainsSubstring("not ok 1 - child: overruns (0.") &&
                               ContainsSubstring("selftest/waiting.cpp:") &&
                               ContainsSubstring("nothing in it failed, but it took 0.") &&
                               ContainsSubstring(" and may take 0.02 s\n"));
    const auto told_by_catch2 = run({this_program(), "[.overruns]"}, {.environment = child_environment()});
    CHECK(told_by_catch2.status.code == 42);
    CHECK_THAT(told_by_catch2.err,
               ContainsSubstring("# failed: child: overruns: nothing in it failed, but it took 0."));
}

TEST_CASE("a test that is known to fail and does not is told so, however long it took", "[wait]")
{
    const auto result = run_child("[.overruns-known]");
    CHECK(result.status.code == 0);
    CHECK_THAT(result.out, ContainsSubstring("ok 1 - ") && ContainsSubstring("known to fail, and did not"));
}

TEST_CASE("child: is known to fail and overruns", "[.overruns-known]")
{
    expect_failure("it is older");
    allow(std::chrono::milliseconds{1});
    while (Clock::now() <= test_deadline())
        ;
}

TEST_CASE("child: overruns", "[.overruns]")
{
    allow(std::chrono::milliseconds{20});
    while (Clock::now() <= test_deadline())
        ;
    CHECK(test_start() < test_deadline());
}

TEST_CASE("a timeout names the wait that the test made, and not one that was made to answer it", "[wait]")
{
    const auto result = run_child("[.times-out-within]");
    CAPTURE(result.out);
    CHECK(result.status.code == 42);
    CHECK_THAT(result.out, ContainsSubstring("selftest/waiting.cpp:") &&
                               ContainsSubstring(": wait for a sunny day: ") &&
                               ContainsSubstring("; last seen: rain; meanwhile: wait for the end of sleep infinity") &&
                               !ContainsSubstring("an exception"));
    CHECK(result.out.find("wait for the end of") > result.out.find("wait for a sunny day"));
}

TEST_CASE("child: times out within a wait", "[.times-out-within]")
{
    allow(std::chrono::milliseconds{50});
    poll_until(
        "a sunny day", std::chrono::milliseconds{5},
        [] {
            wait_until("the forecast", [] { return run({"sleep", "infinity"}).status.success(); });
            return false;
        },
        [] { return "rain"; });
}

TEST_CASE("a wait that a wait was made of counts as one that came late", "[wait]")
{
    const auto result = run_child("[.comes-late-within]");
    CAPTURE(result.out);
    CHECK(result.status.success());
    CHECK_THAT(result.out, ContainsSubstring("near its deadline: child: comes late within a wait: waited ") &&
                               ContainsSubstring(" s for the outer one, which came after ") &&
                               !ContainsSubstring("the inner one"));
}

TEST_CASE("child: comes late within a wait", "[.comes-late-within]")
{
    allow(std::chrono::seconds{1});
    const auto late = test_start() + (test_deadline() - test_start()) * 0.82;
    wait_until("the outer one", [&] {
        poll_until("the inner one", std::chrono::milliseconds{1}, [&] { return Clock::now() >= late; });
        return true;
    });
}

TEST_CASE("a wait that a wait was made of, and that has a deadline of its own, fails by itself", "[wait]")
{
    const auto result = run_child("[.times-out-early-within]");
    CAPTURE(result.out);
    CHECK(result.status.code == 42);
    CHECK_THAT(result.out, ContainsSubstring(": wait for a moment's sun: ") && !ContainsSubstring("a sunny day"));
}

TEST_CASE("child: times out early within a wait", "[.times-out-early-within]")
{
    wait_until("a sunny day", [] {
        require(await(
            "a moment's sun", [] { return false; }, {}, soon(20)));
        return true;
    });
}

TEST_CASE("a wait that came near its deadline is told at the end of the run, and in the report of the test", "[wait]")
{
    const auto result = run_child("[.comes-late]", {"--order", "decl"});
    CHECK(result.status.code == 42);
    const auto told = result.out.substr(result.out.rfind("ok 3"));
    CAPTURE(told, result.err);
    CHECK_THAT(told,
               ContainsSubstring("\n#: near its deadline: child: comes late / 1: waited 0.") &&
                   ContainsSubstring(" s for the late one, which came after 0.") &&
                   ContainsSubstring(" s of 1.00 s\n") &&
                   ContainsSubstring("#: near its deadline: child: comes late to a deadline of its own: waited") &&
                   !ContainsSubstring("the early one") && !ContainsSubstring("what nobody waited for"));
    CHECK_THAT(result.err,
               ContainsSubstring("# near its deadline: waited 0.") && !ContainsSubstring("deadline of its own"));
    CHECK_THAT(run({this_program(), "[.comes-late]"}, {.environment = child_environment()}).err,
               ContainsSubstring("\n# near its deadline: child: comes late / 1: waited 0."));
}

TEST_CASE("child: comes late", "[.comes-late]")
{
    const auto value = GENERATE(1, 2);
    allow(std::chrono::seconds{1});
    const auto from_now = [](double part) { return test_start() + (test_deadline() - test_start()) * part; };
    const auto reach = [](const std::string& what, auto time) {
        poll_until(what, std::chrono::milliseconds{2}, [&] { return Clock::now() >= time; });
    };
    if (value == 2)
        return;
    reach("the early one", from_now(0.4));
    reach("the late one", from_now(0.82));
    wait_until("what nobody waited for", [] { return true; });
    CHECK(value == 2);
}

TEST_CASE("child: comes late to a deadline of its own", "[.comes-late]")
{
    const auto began = Clock::now();
    const auto length = std::chrono::milliseconds{50};
    CHECK(await_polling(
        "the one of fifty", std::chrono::milliseconds{1}, [&] { return Clock::now() >= began + length * 0.85; }, {},
        began + length));
}

TEST_CASE("of a test with many late waits the first ten are told, and how many more there were", "[wait]")
{
    const auto result = run_child("[.comes-late-often]");
    CHECK(result.status.code == 42);
    for (const auto* told : {&result.out, &result.err}) {
        CAPTURE(*told);
        CHECK_THAT(*told, ContainsSubstring(" for the one with number 9, ") && !ContainsSubstring(" number 10, ") &&
                              ContainsSubstring("; 2 more waits\n"));
        CHECK(told->find("number 9, ") < told->find("; 2 more waits"));
    }
}

TEST_CASE("child: comes late often", "[.comes-late-often]")
{
    allow(std::chrono::seconds{2});
    const auto late = test_start() + (test_deadline() - test_start()) * 0.82;
    for (int number = 0; number < 12; ++number) {
        bool asked = false;
        poll_until("the one with number " + std::to_string(number), std::chrono::milliseconds{1},
                   [&] { return std::exchange(asked, true) && Clock::now() >= late; });
    }
    FAIL("so that its report is told, too");
}

TEST_CASE("time that somebody takes to look at a test is not the test's", "[wait]")
{
    const auto before = test_deadline();
    forgive(std::chrono::seconds{7});
    CHECK(test_deadline() == before + std::chrono::seconds{7});
}

TEST_CASE("what makes everything slower makes deadlines later", "[wait]")
{
    const auto allowed = test_deadline() - test_start();
    const auto second = scaled(std::chrono::seconds{1});
    slow_down(4);
    CHECK(test_deadline() - test_start() == allowed * 4);
    CHECK(scaled(std::chrono::seconds{1}) == second * 4);
    slow_down(0.25);
    CHECK(scaled(std::chrono::seconds{1}) == second);
}

TEST_CASE("under valgrind deadlines are ten times as far, in an emulation four times", "[wait]")
{
    const double emulation = hypervisor() == "TCGTCGTCGTCG" ? 4 : 1;
    CHECK(slowness() == emulation);
    const auto told =
        run({"sh", "-c", R"(LD_PRELOAD=/nowhere/vgpreload_core.so exec "$0" "[.tells-deadline]")", this_program()});
    const auto expected = default_test_time * 10 * emulation;
    CHECK_THAT(told.out,
               ContainsSubstring("deadline " + std::to_string(static_cast<int>(expected.count() * 1000)) + " ms"));
}

TEST_CASE("the environment scales every deadline", "[wait]")
{
    const auto scaled_run = [](const std::string& factor) {
        return run({this_program(), "[.tells-deadline]"}, {.environment = {{"LLDPD_TEST_TIMEOUT_FACTOR", factor}}});
    };
    CHECK_THAT(scaled_run("2.5").out,
               ContainsSubstring("deadline " + std::to_string(static_cast<int>(50000 * slowness())) + " ms"));
    for (const auto* wrong : {"", "zero", "0", "-1", "2x", " 2", "0x10", "inf", "nan", "1e300", "1e12", "1001"}) {
        const auto refused = scaled_run(wrong);
        CHECK(refused.status.code == 1);
        CHECK_THAT(refused.err, ContainsSubstring("LLDPD_TEST_TIMEOUT_FACTOR is \"" + std::string{wrong} + "\""));
    }
}

TEST_CASE("a test that does not wait, and does not end, is ended", "[waiting]")
{
    const auto result = run_child("[.forever]", {}, {{"LLDPD_TEST_TIMEOUT_FACTOR", "0.005"}}); // A second.
    CHECK(result.status.code == 128 + SIGABRT);
    CHECK_THAT(result.err, ContainsSubstring("the test has taken ten times as long as it may: it is ended"));
    CHECK_THAT(result.out, ContainsSubstring("not ok 1 - child: does not end"));
}

TEST_CASE("child: does not end", "[.forever]")
{
    for (volatile bool forever = true; forever;) {
    }
}

TEST_CASE("no time is so long that it becomes another", "[wait]")
{
    constexpr double factor = 1U << 30U;
    slow_down(factor);
    CHECK(scaled(std::chrono::hours{24 * 365}) >= std::chrono::hours{24 * 365});
    CHECK(test_deadline() > Clock::now() + std::chrono::hours{24 * 365});
    slow_down(1 / factor);
}

TEST_CASE("child: tells its deadline", "[.tells-deadline]")
{
    const auto time = std::chrono::duration_cast<std::chrono::milliseconds>(test_deadline() - test_start());
    WARN("deadline " << time.count() << " ms");
}
