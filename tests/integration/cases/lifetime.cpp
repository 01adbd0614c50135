// How neighbors go.
#include "lldp/test.hpp"

namespace {

Bytes frame_of(const std::string& mac, std::uint16_t seconds)
{
    return lldp_frame(mac, {chassis_mac(mac), port_mac(mac), time_to_live(seconds), end_of_lldpdu()});
}

/// A listening daemon on eth0, and the wire to it.
struct Listening : Wired
{
    std::string interface = link.first.name();
    Lldpd lldpd{ns(1), {"-r"}};
};

} // namespace

TEST_CASE("a neighbor goes when its time to live has passed", "[lifetime]")
{
    Listening here;
    here.wire.inject(frame_of("00:00:5e:00:53:01", 3));
    CHECK(here.lldpd.neighbor(here.interface)["port.ttl"] == "3");

    here.lldpd.wait_no_neighbor(here.interface);
    CHECK(here.lldpd.counters(here.interface) == Counters{.rx = 1, .aged_out = 1, .inserted = 1, .deleted = 1});
}

TEST_CASE("two ports of one chassis live each by their own time", "[lifetime]")
{
    Listening here;
    const std::string chassis = "00:00:5e:00:53:01";
    here.wire.inject(frame_of(chassis, 120));
    here.wire.inject(lldp_frame(chassis, {chassis_mac(chassis), port_mac("00:00:5e:00:53:02"), time_to_live(3),
                                          system_name("shared"), end_of_lldpdu()}));
    here.lldpd.wait_neighbors(here.interface, 2);

    const auto left = here.lldpd.wait_neighbors(here.interface, 1);
    CHECK(left.front()["port.mac"] == chassis);
    CHECK(left.front()["chassis.mac"] == chassis);
    CHECK(here.lldpd.counters(here.interface).aged_out == 1);
}

TEST_CASE("a neighbor that says goodbye goes at once and has not aged out", "[lifetime]")
{
    Listening here;
    here.wire.inject(frame_of("00:00:5e:00:53:01", 120));
    here.lldpd.neighbor(here.interface);

    here.wire.inject(frame_of("00:00:5e:00:53:01", 0));

    here.lldpd.wait_no_neighbor(here.interface);
    CHECK(here.lldpd.counters(here.interface) == Counters{.rx = 2, .inserted = 1, .deleted = 1});
}

TEST_CASE("a goodbye concerns the port that says it and no other", "[lifetime]")
{
    Listening here;
    const std::string chassis = "00:00:5e:00:53:01";
    const auto frame_of_port = [&](const char* port, std::uint16_t seconds) {
        return lldp_frame(chassis, {chassis_mac(chassis), port_mac(port), time_to_live(seconds), end_of_lldpdu()});
    };
    here.wire.inject(frame_of_port("00:00:5e:00:53:02", 120));
    here.wire.inject(frame_of_port("00:00:5e:00:53:03", 120));
    here.lldpd.wait_neighbors(here.interface, 2);

    here.wire.inject(frame_of_port("00:00:5e:00:53:02", 0));

    CHECK(here.lldpd.wait_neighbors(here.interface, 1).front()["port.mac"] == "00:00:5e:00:53:03");
}

TEST_CASE("a goodbye of somebody unknown leaves nobody", "[lifetime]")
{
    Listening here;
    here.wire.inject(frame_of("00:00:5e:00:53:01", 0));
    here.wire.inject(frame_of("00:00:5e:00:53:02", 120));

    CHECK(here.lldpd.neighbor(here.interface)["chassis.mac"] == "00:00:5e:00:53:02");
    CHECK(here.lldpd.counters(here.interface) == Counters{.rx = 2, .inserted = 2, .deleted = 1});
}

TEST_CASE("a daemon that ends says goodbye to its neighbor", "[lifetime]")
{
    Namespaces ns;
    Links links;
    const auto [here, there] = links.veth(ns(1), ns(2));
    Lldpd receiver{ns(1), {"-r"}};
    Lldpd sender{ns(2)};
    receiver.neighbor(here.name());

    sender.stop();

    receiver.wait_no_neighbor(here.name());
    const auto counted = receiver.counters(here.name());
    CHECK(counted.aged_out == 0);
    CHECK(counted.deleted == 1);
}
