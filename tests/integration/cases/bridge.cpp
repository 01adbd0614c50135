// A network with a switch in it: what doc/writing-tests.md shows as a test of more than a wire.
#include "lldp/test.hpp"

TEST_CASE("two hosts at a switch see the switch, and not each other", "[bridge]")
{
    needs(Kernel::Bridge);
    Namespaces ns;
    Links links;
    const auto [left, left_port] = links.veth(ns(1), ns(2));
    const auto [right_port, right] = links.veth(ns(2), ns(3));
    links.bridge(ns(2), "br0", {left_port, right_port});
    left.add_address("192.0.2.1/24");
    right.add_address("192.0.2.3/24");

    Lldpd host{ns(1)};
    Lldpd other{ns(3)};
    Lldpd bridge{ns(2)};

    const auto seen = host.neighbor(left.name());
    CHECK(seen["chassis.Bridge.enabled"] == "on");
    CHECK(seen["port.descr"] == left_port.name());
    CHECK(other.neighbor(right.name())["port.descr"] == right_port.name());
}

TEST_CASE("a port that becomes one of a bridge, and is released again, goes on hearing and sending", "[bridge]")
{
    needs(Kernel::Bridge);
    const std::string stranger = "00:00:5e:00:53:01";
    Namespaces ns;
    Links links;
    const auto [there, here] = links.veth(ns(1), ns(2));
    auto& bridge = links.bridge(ns(2), "br0");
    Capture wire{there};
    const Lldpd lldpd{ns(2)};
    const auto check = [&, &port = here](const std::string& when) {
        INFO(when);
        // To an address that a bridge passes on, unlike the nearest bridge's.
        wire.inject(lldp_frame(
            stranger,
            {chassis_mac(stranger), port_mac(stranger), time_to_live(120), system_name(when), end_of_lldpdu()},
            nearest_customer_bridge));
        CHECK(lldpd.neighbor_with(port.name(), "chassis.name", when)["chassis.mac"] == stranger);
        wire.until_marker(port);
        lldpd.lldpcli().text({"update"});
        CHECK(time_to_live_of(next_lldp_from(wire, port.mac()).bytes) == 120);
    };
    check("alone");
    bridge.add_port(here);
    check("in the bridge");
    bridge.remove_port(here);
    check("alone again");
    bridge.add_port(here);
    check("in the bridge again");
    bridge.remove();
    check("without a bridge");
    const auto counted = lldpd.counters(here.name());
    CHECK(counted.rx == 5);
    CHECK(counted.inserted == 1);
    CHECK(counted.deleted == 0);
}
