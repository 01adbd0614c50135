// How long a user waits for `show neighbors`.
#include "daemon.hpp"
#include "neighbors.hpp"

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
}
