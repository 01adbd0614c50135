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
