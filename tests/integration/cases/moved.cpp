// Interfaces that leave for another network namespace, and come back.
#include "lldp/test.hpp"

namespace {

constexpr const char* stranger = "00:00:5e:00:53:01";

/// A wire between two hosts, and a third one.
struct Moved
{
    /// Waits until the daemon has nothing to do with the interface any more.
    void wait_left(Where where = Where::here()) const
    {
        lldpd.lldpcli().wait(
            name + " to be left alone", {"show", "interfaces"},
            [&](const KeyValue& answer) { return answer.below("lldp." + name).empty(); }, where);
    }

    Namespaces ns;
    Links links;
    std::pair<Link&, Link&> link = links.veth(ns(1), ns(2));
    Link& port = link.first;
    Link& peer = link.second;
    std::string name = port.name();
    Lldpd lldpd{ns(1)};
};

} // namespace

TEST_CASE("an interface that moves to another namespace leaves nothing behind", "[namespaces]")
{
    Moved here;
    Capture{here.peer}.inject(neighbor_frame(stranger, 120, "somebody"));
    here.lldpd.neighbor(here.name);

    here.port.move(here.ns(3));

    here.wait_left();
    for (const std::string subject : {"neighbors", "interfaces", "statistics"})
        CHECK(here.lldpd.lldpcli().keyvalue({"show", subject}).empty());
    here.lldpd.follower().wait_idle();
}

TEST_CASE("an interface that comes from another namespace is a new one", "[namespaces]")
{
    Moved here;
    Capture{here.peer}.inject(neighbor_frame(stranger, 120, "before"));
    here.lldpd.neighbor(here.name);
    here.port.move(here.ns(3)).up();
    here.wait_left();
    const Lldpd there{here.ns(3)};
    Capture wire{here.peer};
    there.lldpcli().text({"update"});
    next_lldp_with(wire, here.port.mac(), system_name(full_name(here.ns(3))));

    here.port.move(here.ns(1)).up();

    here.lldpd.lldpcli().wait("the interface", {"show", "interfaces"},
                              [&](const KeyValue& answer) { return answer.contains("lldp." + here.name + ".status"); });
    here.lldpd.lldpcli().text({"update"});
    next_lldp_with(wire, here.port.mac(), system_name(full_name(here.ns(1))));
    CHECK(here.lldpd.neighbors(here.name).empty());
    CHECK(here.lldpd.counters(here.name).inserted == 0);
    wire.inject(neighbor_frame(stranger, 120, "after"));
    CHECK(here.lldpd.neighbor(here.name)["chassis.name"] == "after");
    CHECK(there.lldpcli().keyvalue({"show", "interfaces"}).empty());
}

TEST_CASE("an interface that was in another namespace while the daemon did not look is a new one", "[namespaces]")
{
    Moved here;
    Capture{here.peer}.inject(neighbor_frame(stranger, 120, "before"));
    here.lldpd.neighbor(here.name);
    const auto index = here.port.index();

    behind_the_back_of(here.lldpd, [&] {
        here.port.move(here.ns(3));
        here.port.move(here.ns(1)).up().wait_running();
    });

    here.lldpd.wait_no_neighbor(here.name);
    CHECK(here.port.index() == index); // or the test is one of something easier
    here.lldpd.lldpcli().wait("the interface", {"show", "interfaces"},
                              [&](const KeyValue& answer) { return answer.contains("lldp." + here.name + ".status"); });
    Capture wire{here.peer};
    here.lldpd.lldpcli().text({"update"});
    next_lldp_from(wire, here.port.mac());
    wire.inject(neighbor_frame(stranger, 120, "after"));
    CHECK(here.lldpd.neighbor(here.name)["chassis.name"] == "after");
}

TEST_CASE("an interface whose other end moves hears who is there now", "[namespaces]")
{
    Moved here;
    const Lldpd before{here.ns(2)};
    const Lldpd after{here.ns(3)};
    here.lldpd.neighbor_with(here.name, "chassis.name", full_name(here.ns(2)));

    here.peer.move(here.ns(3)).up();

    // Both go by the same MAC address. That the wire was pulled may be known only after a frame of the second.
    here.lldpd.lldpcli().wait("the first to be deleted", {"show", "statistics"}, [&](const KeyValue& counted) {
        return counted["lldp." + here.name + ".delete_cnt.delete_cnt"] == "1";
    });
    here.lldpd.neighbor_with(here.name, "chassis.name", full_name(here.ns(3)));
    CHECK(here.lldpd.counters(here.name).aged_out == 0);
    here.peer.move(here.ns(2)).up();
    here.lldpd.neighbor_with(here.name, "chassis.name", full_name(here.ns(2)));
}

TEST_CASE("the two ends of a wire within one namespace are two ports", "[namespaces]")
{
    Namespaces ns;
    Links links;
    const auto [one, other] = links.veth(ns(1), ns(1));
    const Lldpd lldpd{ns(1), {"-r"}};
    Capture wire{one};
    wire.inject(neighbor_frame(stranger, 120, "behind the first"));
    CHECK(lldpd.neighbor(other.name())["chassis.name"] == "behind the first");
    CHECK(lldpd.neighbors(one.name()).empty());
    lldpd.follower().wait_idle();
}
