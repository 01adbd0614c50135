// What frames cost the daemon: those of neighbors that it does not know, and of those that it knows.
#include "daemon.hpp"
#include "neighbors.hpp"

namespace {

constexpr unsigned some = 2000;
constexpr unsigned many = 20000;

/// A daemon that keeps all neighbors that there are.
struct Receiving
{
    Receiving()
    {
        daemon.ready(capture, link.first);
        daemon.client().text({"configure", "system", "max-neighbors", std::to_string(many)});
    }

    template <typename Action>
    void measure(const char* name, const Action& action)
    {
        const auto before = daemon.processor_time();
        action();
        bench::tell(name, daemon.processor_time() - before);
    }

    Namespaces ns;
    Links links;
    std::pair<Link&, Link&> link = links.veth(ns(1), ns(2));
    Capture capture{link.second};
    bench::Wire wire{link.second, ns(1)};
    bench::Daemon daemon{ns(1)};
};

} // namespace

TEST_CASE("learning neighbors, and hearing them again", "[receive]")
{
    allow(std::chrono::minutes{5});
    Receiving here;
    here.measure("learn-2000", [&] { here.wire.introduce(0, some); });
    here.measure("receive-unchanged",
                 [&] { here.wire.feed(many, [](unsigned index) { return bench::frame_of_neighbor(index % some); }); });
    here.measure("receive-changing", [&] {
        here.wire.feed(many, [](unsigned index) { return bench::frame_of_neighbor(index % some, 1 + index / some); });
    });
}

TEST_CASE("learning ten times as many", "[learn-many]")
{
    allow(std::chrono::minutes{5});
    Receiving here;
    here.measure("learn-20000", [&] { here.wire.introduce(0, many); });
    CHECK(here.daemon.client().keyvalue(
              {"show", "statistics"})["lldp." + here.link.first.name() + ".insert_cnt.insert_cnt"] ==
          std::to_string(many));
}
