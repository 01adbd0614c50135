// A daemon that only listens.
#include "lldp/test.hpp"

TEST_CASE("a receive-only daemon sees its neighbor and sends nothing, not even at its end", "[receive-only]")
{
    Namespaces ns;
    Links links;
    const auto [here, there] = links.veth(ns(1), ns(2));
    Capture seen{there};
    Lldpd receiver{ns(1), {"-r"}};
    Lldpd sender{ns(2)};
    receiver.neighbor(here.name());
    receiver.lldpcli().text({"update"});
    receiver.stop();

    CHECK(count_lldp_from(seen.until_marker(here), here.mac()) == 0);
    CHECK(sender.lldpcli().keyvalue({"show", "neighbors"}).empty());
    CHECK(sender.counters(there.name()).rx == 0);
}

TEST_CASE("a receive-only daemon counts what it received and nothing sent", "[receive-only]")
{
    Namespaces ns;
    Links links;
    const auto [here, there] = links.veth(ns(1), ns(2));
    Lldpd receiver{ns(1), {"-r"}};
    Capture wire{there};
    wire.inject(
        lldp_frame(there.mac(), {chassis_mac(there.mac()), port_mac(there.mac()), time_to_live(120), end_of_lldpdu()}));
    receiver.neighbor(here.name());

    CHECK(receiver.counters(here.name()) == Counters{.rx = 1, .inserted = 1});
}
