// The daemon's own interfaces: those that are there at its start, and those that come, change and go.
#include "lldp/test.hpp"

#include <algorithm>

namespace {

std::string eth(unsigned number)
{
    return "eth" + std::to_string(number);
}

/// The same with "prefix." before each key.
KeyValue under(const std::string& prefix, const KeyValue& answer)
{
    KeyValue result;
    for (const auto& [key, value] : answer.entries())
        result.add(std::string{prefix}.append(".").append(key), value);
    return result;
}

} // namespace

TEST_CASE("a host tells what it sends on its one interface", "[interfaces]")
{
    needs(Kernel::Ipv6);
    Namespaces ns;
    Links links;
    const auto [here, there] = links.veth(ns(1), ns(2));
    here.add_address("192.0.2.1/24").add_address("2001:db8::1/64");
    Lldpd lldpd{ns(1)};

    const auto index = std::to_string(here.index());
    const KeyValue chassis = {
        {"chassis.mac", here.mac()},      {"chassis.name", full_name(ns(1))}, {"chassis.descr", system_description()},
        {"chassis.mgmt-ip", "192.0.2.1"}, {"chassis.mgmt-iface", index},      {"chassis.mgmt-ip", "2001:db8::1"},
        {"chassis.mgmt-iface", index},    {"chassis.Bridge.enabled", "off"},  {"chassis.Router.enabled", "off"},
        {"chassis.Wlan.enabled", "off"},  {"chassis.Station.enabled", "on"},
    };
    KeyValue interface = {{"status", "RX and TX"}};
    interface.add(chassis);
    interface.add({{"port.mac", here.mac()}, {"port.descr", here.name()}, {"ttl.ttl", "120"}});

    CHECK_THAT(lldpd.lldpcli().keyvalue({"show", "interfaces"}), is(under("lldp." + here.name(), interface)));
    CHECK_THAT(lldpd.lldpcli().keyvalue({"show", "chassis"}), is(under("local-chassis", chassis)));
}

TEST_CASE("a host is seen on each of its interfaces", "[interfaces]")
{
    const auto count = GENERATE(values<unsigned>({1, 5, 10, 20}));
    Namespaces ns;
    Links links;
    for (unsigned number = 0; number < count; ++number)
        links.veth(ns(1), ns(2));
    Lldpd receiver{ns(1), {"-r"}};
    Lldpd sender{ns(2)};

    for (unsigned number = 0; number < count; ++number) {
        const auto neighbor = receiver.neighbor(eth(2 * number));
        CHECK(neighbor["port.descr"] == eth(2 * number + 1));
        // The chassis is one, and is called after its first interface.
        CHECK(neighbor["chassis.mac"] == "00:00:00:00:00:02");
        CHECK(neighbor["chassis.name"] == full_name(ns(2)));
    }
}

TEST_CASE("a host has more interfaces than a program may usually open descriptors", "[interfaces]")
{
    constexpr unsigned count = 40;
    Namespaces ns;
    Links links;
    for (unsigned number = 0; number < count; ++number)
        links.veth(ns(1), ns(2));
    Lldpd receiver{ns(1), {"-r"}};
    const auto sender =
        start_directly(ns(2), {"-d", "-L", "", "-u", control_socket}, {.through = {"prlimit", "--nofile=32:"}});

    receiver.lldpcli().wait("a neighbor on each interface", {"show", "neighbors"}, [](const KeyValue& answer) {
        const auto names_port = [](const auto& entry) { return entry.first.ends_with(".port.descr"); };
        return std::ranges::count_if(answer.entries(), names_port) == count;
    });
    CHECK(sender.stop().has_value());
}

TEST_CASE("a host is seen over links of any MTU", "[interfaces]")
{
    const auto mtu = GENERATE(values<unsigned>({500, 1280, 1500, 9000}));
    Namespaces ns;
    Links links;
    const auto [here, there] = links.veth(ns(1), ns(2));
    here.mtu(mtu);
    there.mtu(mtu);
    Lldpd receiver{ns(1), {"-r"}};
    Lldpd sender{ns(2)};

    CHECK(receiver.neighbor(here.name())["port.descr"] == there.name());
}

TEST_CASE("a new interface joins a running daemon", "[interfaces]")
{
    Namespaces ns;
    Links links;
    const auto [here, there] = links.veth(ns(1), ns(2));
    Lldpd receiver{ns(1), {"-r"}};
    Lldpd sender{ns(2)};
    receiver.neighbor(here.name());

    const auto [new_here, new_there] = links.veth(ns(1), ns(2));
    for (const auto& [lldpd, link] : {std::pair{&receiver, &new_here}, std::pair{&sender, &new_there}})
        lldpd->lldpcli().wait(link->name(), {"show", "interfaces"}, [name = link->name()](const KeyValue& answer) {
            return answer.contains("lldp." + name + ".status");
        });
    sender.lldpcli().text({"update"});

    const auto neighbor = receiver.neighbor(new_here.name());
    CHECK(neighbor["port.descr"] == new_there.name());
    CHECK(neighbor["port.mac"] == new_there.mac());
    CHECK(neighbor["chassis.mac"] == there.mac());
}

TEST_CASE("an interface that is removed takes its neighbor with it", "[interfaces]")
{
    Namespaces ns;
    Links links;
    const auto [here, there] = links.veth(ns(1), ns(2));
    const auto [gone_here, gone_there] = links.veth(ns(1), ns(2));
    Lldpd receiver{ns(1), {"-r"}};
    Lldpd sender{ns(2)};
    receiver.neighbor(here.name());
    receiver.neighbor(gone_here.name());

    const auto name = gone_here.name();
    gone_there.remove();

    receiver.wait_no_neighbor(name);
    receiver.lldpcli().wait(name + " to be gone", {"show", "interfaces"},
                            [&](const KeyValue& answer) { return answer.below("lldp." + name).empty(); });
    CHECK(receiver.neighbor(here.name())["port.descr"] == there.name());
}

TEST_CASE("a link that goes down loses its neighbor at once", "[interfaces]")
{
    Namespaces ns;
    Links links;
    const auto [here, there] = links.veth(ns(1), ns(2));
    Lldpd receiver{ns(1), {"-r"}};
    Lldpd sender{ns(2)};
    receiver.neighbor(here.name());

    here.down();

    receiver.wait_no_neighbor(here.name());
    CHECK(receiver.counters(here.name()).aged_out == 0);
}

TEST_CASE("a link that goes down keeps its neighbors when told so, until it may not", "[interfaces]")
{
    Namespaces ns;
    Links links;
    auto [here, there] = links.veth(ns(1), ns(2));
    auto [other, far_other] = links.veth(ns(1), ns(2));
    Lldpd receiver{ns(1), {"-r"}};
    Lldpd sender{ns(2)};
    auto& client = receiver.lldpcli();
    client.text({"configure", "lldp", "keep-neighbors"});
    CHECK(client.keyvalue({"show", "configuration"})["configuration.config.keep-neighbors"] == "yes");
    receiver.neighbor(here.name());
    const auto descr = receiver.neighbor(other.name())["port.descr"];

    here.down();
    // What the daemon says of the other one's alias it has learnt after that.
    other.alias("later");
    client.wait("the alias", {"show", "interfaces"}, [&name = other.name()](const KeyValue& shown) {
        return shown["lldp." + name + ".port.descr"] == "later";
    });
    CHECK(receiver.neighbors(here.name()).size() == 1);

    client.text({"unconfigure", "lldp", "keep-neighbors"});
    CHECK(receiver.neighbors(here.name()).empty());
    CHECK(receiver.neighbor(other.name())["port.descr"] == descr);
}

TEST_CASE("a link that comes up again finds its neighbor again", "[interfaces]")
{
    Namespaces ns;
    Links links;
    const auto [here, there] = links.veth(ns(1), ns(2));
    Lldpd receiver{ns(1), {"-r"}};
    Lldpd sender{ns(2)};
    receiver.neighbor(here.name());
    here.down();
    receiver.wait_no_neighbor(here.name());

    here.up();

    CHECK(receiver.neighbor(here.name())["port.descr"] == there.name());
    CHECK(receiver.counters(here.name()).inserted == 2);
}

TEST_CASE("only the interfaces of the pattern take part", "[interfaces]")
{
    const auto& [pattern, expected] = GENERATE(values<std::pair<std::string, std::vector<bool>>>({
        {"eth0", {true, false, false}},
        {"eth0,eth4", {true, false, true}},
        {"eth*,!eth2", {true, false, true}},
        {"!eth*,!!eth2", {false, true, false}},
    }));
    Namespaces ns;
    Links links;
    for (int number = 0; number < 3; ++number)
        links.veth(ns(1), ns(2));
    Lldpd lldpd{ns(1), {"-I", pattern}};

    const auto answer = lldpd.lldpcli().keyvalue({"show", "interfaces"});
    for (unsigned number = 0; number < 3; ++number) {
        INFO(eth(2 * number));
        CHECK(answer.contains("lldp." + eth(2 * number) + ".status") == expected[number]);
    }
}

TEST_CASE("the chassis is called after the first interface of the pattern given for that", "[interfaces]")
{
    Namespaces ns;
    Links links;
    links.veth(ns(1), ns(2));
    const auto [here, there] = links.veth(ns(1), ns(2));
    Lldpd lldpd{ns(1), {"-C", here.name()}};

    CHECK(lldpd.lldpcli().keyvalue({"show", "chassis"})["local-chassis.chassis.mac"] == here.mac());
}

TEST_CASE("an interface's alias is its port description, and its name then the port ID", "[interfaces]")
{
    Namespaces ns;
    Links links;
    const auto [here, there] = links.veth(ns(1), ns(2));
    there.alias("to the cellar");
    Lldpd receiver{ns(1), {"-r"}};
    Lldpd sender{ns(2)};

    const auto neighbor = receiver.neighbor(here.name());
    CHECK(neighbor["port.ifname"] == there.name());
    CHECK(neighbor["port.descr"] == "to the cellar");
}

TEST_CASE("what a host sends itself it does not receive", "[interfaces]")
{
    Namespaces ns;
    Links links;
    const auto [here, there] = links.veth(ns(1), ns(2));
    Lldpd lldpd{ns(1), {"-r"}};
    // The kernel spares a socket its own frames, but not those of another program.
    for (const auto* link : {&here, &there}) {
        const auto& mac = link->mac();
        Capture{*link}.inject(lldp_frame(mac, {chassis_mac(mac), port_mac(mac), time_to_live(120), end_of_lldpdu()}));
    }

    CHECK(lldpd.neighbor(here.name())["chassis.mac"] == there.mac());
    CHECK(lldpd.counters(here.name()) == Counters{.rx = 1, .inserted = 1});
}
