// How long a neighbor waits to hear of the daemon, and of a change.
//
// The clock starts before the program is spawned, or before the kernel is asked for the change, and stops with the
// kernel's timestamp of the frame at the other end of the wire.
#include "daemon.hpp"

#include <algorithm>
#include <chrono>

namespace {

using SystemClock = std::chrono::system_clock;

/// A daemon that runs, on the two links.
struct Running
{
    Namespaces ns;
    Links links;
    std::pair<Link&, Link&> link = links.veth(ns(1), ns(2));
    std::pair<Link&, Link&> busy = links.veth(ns(1), ns(2));
    Capture wire{link.second};
    Capture busy_wire{busy.second};
};

} // namespace

TEST_CASE("the first frame after the start, on a link that is up", "[start]")
{
    Namespaces ns;
    Links links;
    auto [end, other_end] = links.veth(ns(1), ns(2));
    prepare(ns(1));
    Capture wire{other_end};

    const auto start = SystemClock::now();
    const bench::Daemon daemon{ns(1)};
    bench::tell("start", next_lldp_from(wire, end.mac()).time - start);
}

TEST_CASE("the first frame after a link comes up, while the daemon runs", "[link-up]")
{
    Running here;
    auto& link = here.link.first;
    link.down();
    link.wait_not_running();
    bench::Daemon daemon{here.ns(1)};
    daemon.ready(here.busy_wire, here.busy.first);

    const auto start = SystemClock::now();
    link.up();
    bench::tell("link-up", next_lldp_from(here.wire, link.mac()).time - start);
}

TEST_CASE("the first frame that tells what netlink told", "[change]")
{
    Running here;
    auto& link = here.link.first;
    link.alias("before");
    bench::Daemon daemon{here.ns(1)};
    daemon.ready(here.busy_wire, here.busy.first);

    const auto news = text_bytes("news of a change");
    const auto tells = [&](const Frame& frame) {
        return std::search(frame.bytes.begin(), frame.bytes.end(), news.begin(), news.end()) != frame.bytes.end();
    };
    const auto start = SystemClock::now();
    link.alias("news of a change");
    bench::tell("change", here.wire.next("a frame with the new alias", tells).time - start);
}
