#include "harness/test_clock.hpp"

#include "harness/expectation.hpp"
#include "harness/options.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <csignal>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <iterator>
#include <string_view>
#include <sys/time.h>
#include <system_error>
#include <unistd.h>

#if defined(__x86_64__) || defined(__i386__)
#include <cpuid.h>
#endif

namespace harness {

namespace {

/// The part of its time after which a wait was near its deadline.
constexpr double late = 0.8;
/// How many such waits of a test are kept.
constexpr std::ptrdiff_t most_late = 10;

/// What they make a program slower, by experience, and not more: a deadline that is too long costs nothing.
constexpr double under_valgrind = 10;
constexpr double in_emulation = 4;

/// Far enough for who debugs, and near enough to be counted in nanoseconds behind now.
constexpr std::chrono::hours longest_time{10 * 365 * 24};

double& factor()
{
    static double the_one = [] {
        const char* text = std::getenv(timeout_factor_variable);
        return (text != nullptr ? parse_timeout_factor(text).value_or(1) : 1) * slowness(); // main() refuses another.
    }();
    return the_one;
}

template <typename Duration>
Duration times(Duration time, double factor)
{
    const std::chrono::duration<double, typename Duration::period> product = time * factor;
    return product < longest_time ? std::chrono::duration_cast<Duration>(product) : Duration{longest_time};
}

struct TestClock
{
    Clock::time_point start = Clock::now();
    Clock::duration allowed = scaled(default_test_time);
    std::optional<Clock::duration> took; ///< Nothing: it runs.
};

TestClock& test_clock()
{
    static TestClock the_one;
    return the_one;
}

/// A test that does not wait notices no deadline. After that many times what it may, or any test may, it is ended, and
/// the program with it.
constexpr int patience = 10;

extern "C" void end_test(int /*signal*/)
{
    static constexpr std::string_view said = "the test has taken ten times as long as it may: it is ended\n";
    static_cast<void>(::write(STDERR_FILENO, said.data(), said.size()));
    ::raise(SIGABRT);
}

void set_alarm(Clock::duration time)
{
    const auto micros = std::chrono::duration_cast<std::chrono::microseconds>(time).count();
    itimerval timer{};
    timer.it_value.tv_sec = micros / 1'000'000;
    timer.it_value.tv_usec = micros % 1'000'000;
    ::setitimer(ITIMER_REAL, &timer, nullptr);
}

void watch_test()
{
    if (options().interactive()) // Who looks at it takes as long as they want.
        return;
    ::signal(SIGALRM, end_test);
    const auto allowed = std::max<Clock::duration>(test_clock().allowed, scaled(default_test_time));
    const auto end = test_clock().start + times(allowed, patience);
    set_alarm(std::max<Clock::duration>(end - Clock::now(), std::chrono::microseconds{1}));
}

std::vector<LateWait>& noted()
{
    static std::vector<LateWait> the_one;
    return the_one;
}

} // namespace

std::optional<double> parse_timeout_factor(std::string_view text)
{
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = error == std::errc{} && end == text.data() + text.size();
    return whole && value > 0 && value <= most_timeout_factor ? std::optional{value} : std::nullopt; // No NaN either.
}

std::string seconds(Clock::duration time)
{
    std::array<char, 32> text{};
    static_cast<void>(std::snprintf(text.data(), text.size(), "%.2f s", std::chrono::duration<double>(time).count()));
    return text.data();
}

std::string hypervisor()
{
#if defined(__x86_64__) || defined(__i386__)
    std::array<unsigned, 4> registers{}; // eax, ebx, ecx, edx
    constexpr unsigned hypervisor_present = 1U << 31U;
    if (__get_cpuid(1, &registers[0], &registers[1], &registers[2], &registers[3]) == 0 ||
        (registers[2] & hypervisor_present) == 0)
        return {};
    __cpuid(0x40000000, registers[0], registers[1], registers[2], registers[3]);
    std::array<char, 13> name{};
    std::memcpy(name.data(), &registers[1], 12);
    return name.data();
#else
    return {};
#endif
}

double slowness()
{
    // It preloads its own libraries, and is silent about itself otherwise.
    const char* preloaded = std::getenv("LD_PRELOAD");
    const bool valgrind = preloaded != nullptr && std::strstr(preloaded, "/vgpreload_") != nullptr;
    // QEMU names itself so when it emulates, and otherwise what runs the guest.
    const bool emulated = hypervisor() == "TCGTCGTCGTCG";
    return (valgrind ? under_valgrind : 1) * (emulated ? in_emulation : 1);
}

std::chrono::milliseconds scaled(std::chrono::milliseconds time)
{
    return times(time, factor());
}

void slow_down(double more)
{
    factor() *= more;
    test_clock().allowed = times(test_clock().allowed, more);
    watch_test();
}

void forgive(Clock::duration time)
{
    test_clock().allowed += time;
    watch_test();
}

void start_test_clock()
{
    test_clock() = TestClock{};
    watch_test();
}

void stop_test_clock(const std::string& test)
{
    set_alarm({});
    test_clock().took = Clock::now() - test_clock().start;
    for (auto& each : noted())
        if (each.test.empty())
            each.test = test;
}

std::optional<std::string> overrun()
{
    const auto& [start, allowed, took] = test_clock();
    // One that is known to fail is given little time to do so.
    if (!took || *took <= allowed || expected_failure())
        return {};
    return "nothing in it failed, but it took " + seconds(*took) + " and may take " + seconds(allowed);
}

void allow(std::chrono::milliseconds time)
{
    test_clock().allowed = scaled(time);
    watch_test();
}

Clock::time_point test_start()
{
    return test_clock().start;
}

Clock::time_point test_deadline()
{
    return test_clock().start + test_clock().allowed;
}

void note_if_late(std::string_view what, Clock::time_point began, std::optional<Clock::time_point> deadline)
{
    const auto now = Clock::now();
    const auto from = deadline ? began : test_start();
    const auto allowed = deadline.value_or(test_deadline()) - from;
    if (now - from < allowed * late)
        return;
    if (std::count_if(noted().begin(), noted().end(), [](const auto& each) { return each.test.empty(); }) < most_late)
        noted().push_back({{}, std::string{what}, now - began, now - from, allowed});
    else
        ++noted().back().more;
}

std::string LateWait::describe() const
{
    return "waited " + seconds(waited) + " for " + what + ", which came after " + seconds(used) + " of " +
           seconds(allowed) + (more > 0 ? "; " + std::to_string(more) + " more waits" : "");
}

const std::vector<LateWait>& late_waits()
{
    return noted();
}

std::vector<LateWait> late_waits_of(const std::string& test)
{
    std::vector<LateWait> result;
    std::copy_if(noted().begin(), noted().end(), std::back_inserter(result),
                 [&](const LateWait& each) { return each.test == test; });
    return result;
}

} // namespace harness
