// How long a neighbor waits to hear of the daemon: one measurement a test case. `run-side-by-side` repeats them, for
// two daemons.
//
// The clock starts before the program is spawned, or before the kernel is asked to bring the link up, and stops with
// the kernel's timestamp of the frame at the other end of the wire.
#include "lldp/test.hpp"

#include <chrono>
#include <iostream>

namespace {

using Moment = std::chrono::system_clock::time_point;

Process start_daemon(const Namespace& ns)
{
    return Process{ns, {lldpd_path(), "-d", "-d", "-u", control_socket, "-L", lldpcli_path()}};
}

/// A line for `run-side-by-side`.
void tell(const char* what, Moment from, Moment until)
{
    const std::chrono::duration<double, std::milli> took = until - from;
    std::cout << "first-frame " << what << ' ' << took.count() << std::endl;
}

} // namespace

TEST_CASE("the first frame after the start, on a link that is up", "[start]")
{
    Namespaces ns;
    Links links;
    auto [end, other_end] = links.veth(ns(1), ns(2));
    prepare(ns(1));
    Capture capture{other_end};

    const auto start = std::chrono::system_clock::now();
    const auto daemon = start_daemon(ns(1));
    tell("start", start, next_lldp_from(capture, end.mac()).time);
}

TEST_CASE("the first frame after a link comes up, while the daemon runs", "[link-up]")
{
    Namespaces ns;
    Links links;
    auto [end, other_end] = links.veth(ns(1), ns(2));
    auto [busy_end, other_busy_end] = links.veth(ns(1), ns(2));
    prepare(ns(1));
    end.down();
    end.wait_not_running();
    Capture capture{other_end};
    Capture busy_capture{other_busy_end};

    // It runs when it speaks on the other link and answers.
    const auto daemon = start_daemon(ns(1));
    next_lldp_from(busy_capture, busy_end.mac());
    Lldpcli{ns(1)}.keyvalue({"show", "interfaces"});

    const auto start = std::chrono::system_clock::now();
    end.up();
    tell("link-up", start, next_lldp_from(capture, end.mac()).time);
}
