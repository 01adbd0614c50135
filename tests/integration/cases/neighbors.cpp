// What a host learns of the hosts at the other ends of its links.
#include "lldp/test.hpp"

#include <chrono>

namespace {

/// What `show neighbors` says of the other end of a plain veth pair, without the age.
KeyValue plain_neighbor(const std::string& interface, const Link& other)
{
    const auto prefix = "lldp." + interface + ".";
    return {
        {prefix + "via", "LLDP"},
        {prefix + "rid", "1"},
        {prefix + "chassis.mac", other.mac()},
        {prefix + "chassis.name", full_name(other.ns())},
        {prefix + "chassis.descr", system_description()},
        {prefix + "chassis.mgmt-ip", "192.0.2.2"},
        {prefix + "chassis.mgmt-iface", std::to_string(other.index())},
        {prefix + "chassis.mgmt-ip", "2001:db8::2"},
        {prefix + "chassis.mgmt-iface", std::to_string(other.index())},
        {prefix + "chassis.Bridge.enabled", "off"},
        {prefix + "chassis.Router.enabled", "off"},
        {prefix + "chassis.Wlan.enabled", "off"},
        {prefix + "chassis.Station.enabled", "on"},
        {prefix + "port.mac", other.mac()},
        {prefix + "port.descr", other.name()},
        {prefix + "port.ttl", "120"},
    };
}

/// What the details add: a veth is a 10GBASE-T port that does not negotiate.
KeyValue veth_details(const std::string& interface)
{
    const auto prefix = "lldp." + interface + ".port.auto-negotiation.";
    return {
        {prefix + "supported", "no"},
        {prefix + "enabled", "no"},
        {prefix + "current", "10GbaseT - Four-pair Category 6A or better, full duplex mode only"},
    };
}

} // namespace

TEST_CASE("a host sees its neighbor with all that it sends", "[neighbors]")
{
    needs(Kernel::Ipv6);
    Namespaces ns;
    Links links;
    const auto [here, there] = links.veth(ns(1), ns(2));
    there.add_address("192.0.2.2/24").add_address("2001:db8::2/64");
    Lldpd receiver{ns(1), {"-r"}};
    Lldpd sender{ns(2)};
    receiver.neighbor(here.name());

    const auto age = "lldp." + here.name() + ".age";
    const auto answer = receiver.lldpcli().keyvalue({"show", "neighbors"});
    CHECK_THAT(answer[age], Catch::Matchers::Matches("0 day, 00:00:[0-9][0-9]"));
    CHECK_THAT(answer.without(age), is(plain_neighbor(here.name(), there)));

    auto detailed = plain_neighbor(here.name(), there);
    if (has(Feature::Dot3))
        detailed.add(veth_details(here.name()));
    CHECK_THAT(receiver.lldpcli().keyvalue({"show", "neighbors", "details"}).without(age), is(detailed));
}

TEST_CASE("two hosts see each other", "[neighbors]")
{
    Namespaces ns;
    Links links;
    const auto [here, there] = links.veth(ns(1), ns(2));
    Lldpd first{ns(1)};
    Lldpd second{ns(2)};
    first.lldpcli().text({"update"});

    CHECK(first.neighbor(here.name())["chassis.name"] == "ns-2.example.com");
    CHECK(second.neighbor(there.name())["chassis.name"] == "ns-1.example.com");
}

TEST_CASE("a host sees a neighbor on each of its links", "[neighbors]")
{
    allow(std::chrono::minutes{1}); // Each daemon is two processes, on however few processors.
    const auto count = GENERATE(values<unsigned>({5, 10, 20}));
    Namespaces ns;
    Links links;
    Lldpds senders;
    for (unsigned number = 2; number < count + 2; ++number)
        links.veth(ns(1), ns(number));
    Lldpd receiver{ns(1), {"-r"}};
    for (unsigned number = 2; number < count + 2; ++number)
        senders.start(ns(number));

    for (unsigned number = 2; number < count + 2; ++number) {
        // eth0, eth2, … are here; eth1, eth3, … are there.
        const auto neighbor = receiver.neighbor("eth" + std::to_string(2 * (number - 2)));
        CHECK(neighbor["chassis.name"] == full_name(ns(number)));
        CHECK(neighbor["port.descr"] == "eth" + std::to_string(2 * (number - 2) + 1));
    }
    senders.ready();
}

TEST_CASE("two neighbors on one link are both seen", "[neighbors]")
{
    Namespaces ns;
    Links links;
    const auto [here, there] = links.veth(ns(1), ns(2));
    Lldpd receiver{ns(1), {"-r"}};
    Capture wire{there};
    for (const char* address : {"00:00:5e:00:53:01", "00:00:5e:00:53:02"})
        wire.inject(lldp_frame(address, {chassis_mac(address), port_mac(address), time_to_live(120), end_of_lldpdu()}));

    const auto both = receiver.wait_neighbors(here.name(), 2);
    CHECK(both[0]["chassis.mac"] == "00:00:5e:00:53:01");
    CHECK(both[1]["chassis.mac"] == "00:00:5e:00:53:02");
    CHECK(both[0]["rid"] != both[1]["rid"]);
}

TEST_CASE("a neighbor that sends something else is updated", "[neighbors]")
{
    Namespaces ns;
    Links links;
    const auto [here, there] = links.veth(ns(1), ns(2));
    Lldpd receiver{ns(1), {"-r"}};
    Capture wire{there};
    const auto frame = [mac = there.mac()](const char* name) {
        return lldp_frame(mac,
                          {chassis_mac(mac), port_mac(mac), time_to_live(120), system_name(name), end_of_lldpdu()});
    };
    wire.inject(frame("before"));
    REQUIRE(receiver.neighbor(here.name())["chassis.name"] == "before");

    wire.inject(frame("after"));

    receiver.neighbor_with(here.name(), "chassis.name", "after");
    CHECK(receiver.counters(here.name()) == Counters{.rx = 2, .inserted = 1});
}

TEST_CASE("a neighbor is seen whichever group address it sends to", "[neighbors]")
{
    const auto destination =
        GENERATE(values<std::string>({nearest_bridge, nearest_non_tpmr_bridge, nearest_customer_bridge}));
    Namespaces ns;
    Links links;
    const auto [here, there] = links.veth(ns(1), ns(2));
    Lldpd receiver{ns(1), {"-r"}};
    Capture wire{there};
    wire.inject(lldp_frame(there.mac(),
                           {chassis_mac(there.mac()), port_mac(there.mac()), time_to_live(120), end_of_lldpdu()},
                           destination));

    CHECK(receiver.neighbor(here.name())["chassis.mac"] == there.mac());
}

TEST_CASE("of more neighbors on a link than are kept the later ones are left out", "[neighbors]")
{
    constexpr unsigned kept = 32;
    Namespaces ns;
    Links links;
    const auto [here, there] = links.veth(ns(1), ns(2));
    Lldpd receiver{ns(1), {"-r"}};
    Capture wire{there};
    const auto mac = [](unsigned number) { return "00:00:5e:00:53:" + std::to_string(10 + number); };
    const auto send = [&](unsigned number, std::uint16_t seconds) {
        wire.inject(lldp_frame(
            mac(number), {chassis_mac(mac(number)), port_mac(mac(number)), time_to_live(seconds), end_of_lldpdu()}));
    };
    for (unsigned number = 0; number < kept + 5; ++number)
        send(number, 120);
    send(0, 0); // What came before it has been seen when its neighbor is gone.

    const auto there_are = receiver.wait_neighbors(here.name(), kept - 1);
    for (unsigned number = 0; number < kept - 1; ++number)
        CHECK(there_are[number]["chassis.mac"] == mac(number + 1));
    CHECK(receiver.counters(here.name()) == Counters{.rx = kept + 6, .inserted = kept, .deleted = 1});

    send(kept, 120);
    receiver.neighbor_with(here.name(), "chassis.mac", mac(kept));
}
