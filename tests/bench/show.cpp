// How long a user waits for `show neighbors`.
#include "daemon.hpp"
#include "neighbors.hpp"

#include <sys/resource.h>

namespace {

constexpr int times = 5;

struct Showing
{
    explicit Showing(unsigned most)
    {
        daemon.ready(capture, link.first);
        daemon.client().text({"configure", "system", "max-neighbors", std::to_string(most)});
    }

    /// With so many neighbors.
    void measure(unsigned count)
    {
        wire.introduce(known, count);
        known = count;
        static_cast<void>(daemon.processor_time());
        const auto last = "switch-" + std::to_string(count - 1) + ".example.com";
        for (int time = 0; time < times; ++time) {
            const auto start = Clock::now();
            const auto shown = daemon.client().text({"show", "neighbors"});
            bench::tell("show-" + std::to_string(count), Clock::now() - start);
            REQUIRE(shown.find(last) != std::string::npos);
        }
    }

    /// All that is known of them, in each format.
    void measure_formats() const
    {
        for (const std::string format : {"plain", "keyvalue", "json", "json0", "xml"}) {
            const auto start = Clock::now();
            const auto shown = daemon.client().text({"-f", format, "show", "neighbors", "details"});
            bench::tell("list-" + format, Clock::now() - start);
            REQUIRE(shown.find("switch-" + std::to_string(known - 1) + ".example.com") != std::string::npos);
        }
        // The greatest of all programs that have ended, of which the clients are the ones that grow.
        rusage ended{};
        REQUIRE(::getrusage(RUSAGE_CHILDREN, &ended) == 0);
        constexpr double kib_per_mib = 1024;
        bench::tell("list-memory", static_cast<double>(ended.ru_maxrss) / kib_per_mib);
    }

    Namespaces ns;
    Links links;
    std::pair<Link&, Link&> link = links.veth(ns(1), ns(2));
    Capture capture{link.second};
    bench::Wire wire{link.second, ns(1)};
    bench::Daemon daemon{ns(1)};
    unsigned known = 0;
};

} // namespace

TEST_CASE("showing the neighbors that every daemon can show", "[show]")
{
    allow(std::chrono::minutes{5});
    Showing{500}.measure(500);
}

TEST_CASE("showing more of them", "[show-many]")
{
    allow(std::chrono::minutes{5});
    Showing here{10000};
    here.measure(2000);
    here.measure(10000);
    here.measure_formats();
}
