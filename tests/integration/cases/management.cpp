// Which management addresses a host announces.
#include "lldp/test.hpp"

namespace {

using Addresses = std::vector<std::string>;

/// What a neighbor sees of a host with several addresses, whose daemon has these arguments.
KeyValue seen_with(const Lldpd::Arguments& arguments)
{
    Namespaces ns;
    Links links;
    const auto [here, there] = links.veth(ns(1), ns(2));
    for (const char* address : {"192.0.2.2/24", "192.0.2.130/24", "198.51.100.2/24", "2001:db8::2/64"})
        there.add_address(address);
    Lldpd receiver{ns(1), {"-r"}};
    Lldpd sender{ns(2), arguments};
    return receiver.neighbor(here.name());
}

} // namespace

TEST_CASE("a host announces its first address of each family", "[management]")
{
    needs(Kernel::Ipv6);
    const auto neighbor = seen_with({});
    CHECK(neighbor.all("chassis.mgmt-ip") == Addresses{"192.0.2.2", "2001:db8::2"});
    CHECK(neighbor.all("chassis.mgmt-iface") == std::vector<std::string>(2, "2"));
}

TEST_CASE("a host without a global IPv6 address announces its link-local one", "[management]")
{
    needs(Kernel::Ipv6);
    Namespaces ns;
    Links links;
    const auto [here, there] = links.veth(ns(1), ns(2));
    Lldpd receiver{ns(1), {"-r"}};
    Lldpd sender{ns(2)};
    CHECK(receiver.neighbor(here.name()).all("chassis.mgmt-ip") == Addresses{"fe80::200:ff:fe00:2"});
}

TEST_CASE("a forced management address is announced, whoever has it", "[management]")
{
    const auto address = GENERATE(values<std::string>({"192.0.2.130", "203.0.113.1", "2001:db8:ffff::1"}));
    const auto neighbor = seen_with({"-m", address});
    CHECK(neighbor.all("chassis.mgmt-ip") == Addresses{address});
}

TEST_CASE("a forced management address that an interface has comes with that interface", "[management]")
{
    const auto neighbor = seen_with({"-m", "192.0.2.130"});
    CHECK(neighbor["chassis.mgmt-iface"] == "2");
}

TEST_CASE("a forced IPv6 address is the interface's, however it is written", "[management]")
{
    needs(Kernel::Ipv6);
    const auto address = GENERATE(values<std::string>({"2001:db8::2", "2001:DB8:0::2"}));
    const auto neighbor = seen_with({"-m", address});
    CHECK(neighbor.all("chassis.mgmt-ip") == Addresses{"2001:db8::2"});
    CHECK(neighbor["chassis.mgmt-iface"] == "2");
}

TEST_CASE("a forced management address that no interface has comes with none", "[management]")
{
    const auto neighbor = seen_with({"-m", "203.0.113.1"});
    CHECK(!neighbor.contains("chassis.mgmt-iface"));
}

TEST_CASE("a pattern chooses all management addresses that match", "[management]")
{
    needs(Kernel::Ipv6);
    const auto& [pattern, expected] = GENERATE(values<std::pair<std::string, Addresses>>({
        {"192.*", {"192.0.2.2", "192.0.2.130"}},
        {"198.*", {"198.51.100.2"}},
        {"2001:*", {"2001:db8::2"}},
        {"192.*,2001:*", {"192.0.2.2", "192.0.2.130", "2001:db8::2"}},
        {"192.*,!*.130", {"192.0.2.2"}},
        {"10.*", {}},
    }));
    const auto neighbor = seen_with({"-m", pattern});
    CHECK(neighbor.all("chassis.mgmt-ip") == expected);
}

TEST_CASE("an interface's name chooses its addresses", "[management]")
{
    needs(Kernel::Ipv6);
    const auto neighbor = seen_with({"-m", "eth1"});
    CHECK(neighbor.all("chassis.mgmt-ip") == Addresses{"192.0.2.2", "198.51.100.2", "192.0.2.130", "2001:db8::2"});
}

TEST_CASE("a negative pattern leaves the first management address of each family that passes", "[management]")
{
    needs(Kernel::Ipv6);
    const auto& [pattern, expected] = GENERATE(values<std::pair<std::string, Addresses>>({
        {"!192.0.2.2", {"198.51.100.2", "2001:db8::2"}},
        {"!192.*", {"198.51.100.2", "2001:db8::2"}},
        {"!*:*", {"192.0.2.2"}},
    }));
    const auto neighbor = seen_with({"-m", pattern});
    CHECK(neighbor.all("chassis.mgmt-ip") == expected);
}

TEST_CASE("a negative pattern that matches nothing changes nothing", "[management]")
{
    needs(Kernel::Ipv6);
    const auto pattern = GENERATE(values<std::string>({"!203.0.113.1", "!eth9"}));
    const auto neighbor = seen_with({"-m", pattern});
    CHECK(neighbor.all("chassis.mgmt-ip") == Addresses{"192.0.2.2", "2001:db8::2"});
}

TEST_CASE("an address that comes while the daemon runs is announced", "[management]")
{
    Namespaces ns;
    Links links;
    const auto [here, there] = links.veth(ns(1), ns(2));
    Lldpd receiver{ns(1), {"-r"}};
    Lldpd sender{ns(2)};
    receiver.neighbor(here.name());

    there.add_address("192.0.2.2/24");
    sender.lldpcli().wait("the new address", {"show", "chassis"}, [](const KeyValue& answer) {
        return answer.contains("local-chassis.chassis.mgmt-ip") &&
               answer["local-chassis.chassis.mgmt-ip"] == "192.0.2.2";
    });
    sender.lldpcli().text({"update"});

    receiver.neighbor_with(here.name(), "chassis.mgmt-ip", "192.0.2.2");
}

TEST_CASE("an address that goes while the daemon runs is no longer announced", "[management]")
{
    Namespaces ns;
    Links links;
    const auto [here, there] = links.veth(ns(1), ns(2));
    there.add_address("192.0.2.2/24").add_address("198.51.100.2/24");
    Lldpd receiver{ns(1), {"-r"}};
    Lldpd sender{ns(2)};
    receiver.neighbor_with(here.name(), "chassis.mgmt-ip", "192.0.2.2");

    there.remove_address("192.0.2.2/24");
    sender.lldpcli().wait("the address that is left", {"show", "chassis"}, [](const KeyValue& answer) {
        return answer["local-chassis.chassis.mgmt-ip"] == "198.51.100.2";
    });
    sender.lldpcli().text({"update"});

    const auto neighbor = receiver.neighbor_with(here.name(), "chassis.mgmt-ip", "198.51.100.2");
    CHECK_THAT(neighbor.all("chassis.mgmt-ip"), !Catch::Matchers::VectorContains(std::string{"192.0.2.2"}));
}

TEST_CASE("a host with a bridge says that it is one, and announces the bridge's address", "[management]")
{
    needs(Kernel::Bridge);
    Namespaces ns;
    Links links;
    const auto [here, there] = links.veth(ns(1), ns(2));
    links.bridge(ns(2), "br0").add_address("192.0.2.55/24");
    Lldpd receiver{ns(1), {"-r"}};
    Lldpd sender{ns(2)};
    const auto neighbor = receiver.neighbor(here.name());
    CHECK(neighbor["chassis.Bridge.enabled"] == "on");
    CHECK(neighbor["chassis.mgmt-ip"] == "192.0.2.55");
}

TEST_CASE("a bridge that comes while the daemon runs is told of at once", "[management]")
{
    needs(Kernel::Bridge);
    Namespaces ns;
    Links links;
    const auto [here, there] = links.veth(ns(1), ns(2));
    Lldpd receiver{ns(1), {"-r"}};
    Lldpd sender{ns(2)};
    receiver.neighbor(here.name());
    links.bridge(ns(2), "br0").add_address("192.0.2.55/24");
    receiver.neighbor_with(here.name(), "chassis.Bridge.enabled", "on");
    receiver.neighbor_with(here.name(), "chassis.mgmt-ip", "192.0.2.55");
}

TEST_CASE("a host that forwards says that it is a router", "[management]")
{
    needs(Kernel::Ipv6);
    const auto setting = GENERATE(values<std::string>({"net/ipv4/ip_forward", "net/ipv6/conf/all/forwarding"}));
    Namespaces ns;
    Links links;
    const auto [here, there] = links.veth(ns(1), ns(2));
    ns(2).sysctl(setting, "1");
    Lldpd receiver{ns(1), {"-r"}};
    Lldpd sender{ns(2)};
    CHECK(receiver.neighbor(here.name())["chassis.Router.enabled"] == "on");
}

TEST_CASE("a host that begins to forward, or ceases to, tells so at once", "[management]")
{
    needs(Kernel::Ipv6);
    const auto setting = GENERATE(values<std::string>({"net/ipv4/ip_forward", "net/ipv6/conf/all/forwarding"}));
    Namespaces ns;
    Links links;
    const auto [here, there] = links.veth(ns(1), ns(2));
    Lldpd receiver{ns(1), {"-r"}};
    Lldpd sender{ns(2)};
    REQUIRE(receiver.neighbor(here.name())["chassis.Router.enabled"] == "off");
    ns(2).sysctl(setting, "1");
    receiver.neighbor_with(here.name(), "chassis.Router.enabled", "on");
    ns(2).sysctl(setting, "0");
    receiver.neighbor_with(here.name(), "chassis.Router.enabled", "off");
}
