// What a thousand ports cost, with a neighbor on each.
#include "many_ports.hpp"

#include <chrono>

namespace {

using namespace std::chrono_literals;
using bench::Milliseconds;

constexpr unsigned count = 1000;
constexpr int times = 3;

/// The time goes by; the test takes in what happens.
void pass(std::chrono::seconds time)
{
    const auto end = Clock::now() + time;
    poll_until("the time to have passed", 100ms, [&] { return Clock::now() >= end; });
}

struct Host
{
    Host() { prepare(ns(1)); }

    Namespaces ns;
    bench::ManyPorts ports{ns(1), ns(2), count};
};

/// Of a link that comes up, until its frame comes; and what the daemon does for that and for its going down before.
void measure_change(const bench::Daemon& daemon, bench::ManyPorts& ports, unsigned number)
{
    const auto before = daemon.processor_time();
    ports.set_up(number, false);
    static_cast<void>(daemon.processor_time());
    ports.forget();
    const auto start = Clock::now();
    ports.set_up(number, true);
    ports.wait_frame(number);
    bench::tell("ports-change", Clock::now() - start);
    bench::tell("ports-change-work", daemon.processor_time() - before);
}

void measure_show(const bench::Daemon& daemon, const char* name, const lldptest::Lldpcli::Arguments& command)
{
    for (int time = 0; time < times; ++time) {
        const auto start = Clock::now();
        const auto shown = daemon.client().text(command);
        bench::tell(name, Clock::now() - start);
        REQUIRE(shown.find(bench::ManyPorts::name(count - 1)) != std::string::npos);
    }
}

} // namespace

TEST_CASE("the work of a daemon with a thousand ports", "[ports]")
{
    allow(std::chrono::minutes{10});
    Host host;
    const auto start = Clock::now();
    const bench::Daemon daemon{host.ns(1)};
    host.ports.wait_frames(count);
    bench::tell("ports-start", Clock::now() - start);
    bench::tell("ports-start-work", daemon.processor_time());

    host.ports.introduce_neighbors();
    pass(10s); // who is greeted is greeted by then
    const auto before = daemon.processor_time();
    pass(60s);
    bench::tell("ports-idle", daemon.processor_time() - before);

    measure_show(daemon, "ports-show", {"show", "neighbors", "details"});
    measure_show(daemon, "ports-show-interfaces", {"show", "interfaces", "details"});
    for (unsigned number = 0; number < times; ++number)
        measure_change(daemon, host.ports, number);
}
