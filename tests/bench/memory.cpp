// What the daemon needs of the machine's memory, with more and more neighbors on one port.
#include "daemon.hpp"
#include "neighbors.hpp"

TEST_CASE("the memory that a daemon and its neighbors take", "[memory]")
{
    allow(std::chrono::minutes{5});
    Namespaces ns;
    Links links;
    auto [here, there] = links.veth(ns(1), ns(2));
    Capture wire{there};
    bench::Daemon daemon{ns(1)};
    daemon.ready(wire, here);
    daemon.client().text({"configure", "system", "max-neighbors", "2000"});

    const bench::Wire neighbors{there, ns(1)};
    unsigned known = 0;
    for (const unsigned count : {0U, 100U, 2000U}) {
        neighbors.introduce(known, count);
        known = count;
        static_cast<void>(daemon.processor_time());
        bench::tell("memory-" + std::to_string(count), daemon.proportional_set_size());
    }
}
