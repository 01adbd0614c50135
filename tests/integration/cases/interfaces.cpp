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

TEST_CASE("an interface that is made again under its old name is a new one, whatever the daemon saw of that",
          "[interfaces]")
{
    const bool seen = GENERATE(true, false);
    Namespaces ns;
    Links links;
    const auto [there, here] = links.veth(ns(1), ns(2));
    const auto name = here.name();
    Lldpd receiver{ns(1), {"-r"}};
    const Lldpd lldpd{ns(2)};
    lldpd.lldpcli().text({"configure", "ports", name, "lldp", "portdescription", "the first"});
    Capture{there}.inject(neighbor_frame("00:00:5e:00:53:01", 120, "before"));
    lldpd.neighbor(name);

    std::pair<Link*, Link*> again;
    const auto remake = [&, &gone = here] {
        gone.remove();
        if (seen)
            lldpd.lldpcli().wait("the interface to be gone", {"show", "interfaces"},
                                 [](const KeyValue& answer) { return answer.empty(); });
        auto pair = links.veth(ns(1), ns(2));
        pair.second.down().rename(name).up().wait_running();
        again = {&pair.first, &pair.second};
    };
    if (seen)
        remake();
    else
        behind_the_back_of(lldpd, remake);

    REQUIRE(again.second->index() != here.index());
    lldpd.wait_no_neighbor(name);
    receiver.neighbor_with(again.first->name(), "port.mac", again.second->mac());
    CHECK(receiver.neighbor(again.first->name())["port.descr"] == name);
    Capture{*again.first}.inject(neighbor_frame("00:00:5e:00:53:01", 120, "after"));
    CHECK(lldpd.neighbor(name)["chassis.name"] == "after");
    CHECK(lldpd.counters(name).inserted == 1);
    CHECK(lldpd.lldpcli().keyvalue({"show", "interfaces"}).all("lldp." + name + ".status").size() == 1);
}

TEST_CASE("an interface that is of another kind when it is made again is treated as what it is now", "[interfaces]")
{
    const std::string kind = GENERATE(values<std::string>({"bridge", "bond", "team"}));
    const bool from_port = GENERATE(true, false);
    needs(kind == "bridge" ? Kernel::Bridge : kind == "bond" ? Kernel::Bond : Kernel::Team);
    Namespaces ns;
    Links links;
    const auto [far_port, port] = links.veth(ns(1), ns(2));
    const Lldpd lldpd{ns(2)};
    const auto make = [&, &member = port]() -> Link& {
        if (kind == "bridge")
            return links.bridge(ns(2), "changing", {member});
        member.down();
        return kind == "bond" ? links.bond(ns(2), "changing", BondMode::ActiveBackup, {member})
                              : links.team(ns(2), "changing", {member});
    };
    const auto make_port = [&]() -> Link& {
        auto& made = links.veth(ns(1), ns(2)).second;
        made.down().rename("changing").up().wait_running();
        return made;
    };
    const auto runs = [](const KeyValue& answer) { return answer.contains("lldp.changing.status"); };

    auto& before = from_port ? make_port() : make();
    lldpd.lldpcli().wait("the interface before", {"show", "interfaces"}, [&, &member = port](const KeyValue& answer) {
        return runs(answer) == from_port && answer.contains("lldp." + member.name() + ".status");
    });
    const Link* after = nullptr;
    behind_the_back_of(lldpd, [&] {
        before.remove();
        after = from_port ? &make() : &make_port();
    });

    lldpd.lldpcli().wait("the interface after", {"show", "interfaces"},
                         [&](const KeyValue& answer) { return runs(answer) != from_port; });
    if (from_port && kind == "bridge")
        lldpd.lldpcli().wait("the bridge", {"show", "chassis"}, [](const KeyValue& answer) {
            return answer["local-chassis.chassis.Bridge.enabled"] == "on";
        });
    port.up().wait_running(); // which a bond or a team has left down
    Capture{far_port}.inject(neighbor_frame("00:00:5e:00:53:01", 120, "somebody"));
    CHECK(lldpd.neighbor(port.name())["chassis.name"] == "somebody");
    lldpd.follower().wait_idle();
}

TEST_CASE("interfaces that come and go very fast leave the daemon as it was", "[interfaces]")
{
    Namespaces ns;
    Links links;
    const auto [here, there] = links.veth(ns(1), ns(2));
    const Lldpd lldpd{ns(1)};
    Capture{there}.inject(neighbor_frame("00:00:5e:00:53:01", 120, "somebody"));
    lldpd.neighbor(here.name());

    auto* const netlink = require(ns(1).netlink());
    for (int number = 0; number < 200; ++number) {
        require(netlink->add_veth({"fast", "02:00:00:00:00:01"}, {"far", "02:00:00:00:00:02"}, ns(2).net()));
        const auto index = require(netlink->link("fast")).index;
        require(netlink->change(index, "fast", {.up = true}));
        require(netlink->remove(index, "fast"));
    }

    lldpd.follower().wait_idle();
    const auto shown = lldpd.lldpcli().keyvalue({"show", "interfaces"});
    CHECK(shown.below("lldp.fast").empty());
    CHECK(shown.contains("lldp." + here.name() + ".status"));
    CHECK(lldpd.neighbor(here.name())["chassis.name"] == "somebody");
    CHECK(lldpd.counters(here.name()).deleted == 0);
}

TEST_CASE("interfaces that come while the daemon starts are not missed", "[interfaces]")
{
    constexpr unsigned count = 10;
    Namespaces ns;
    Links links;
    auto lldpd = Lldpd::start(ns(1));
    for (unsigned number = 0; number < count; ++number)
        links.veth(ns(1), ns(2));
    lldpd.ready();
    lldpd.lldpcli().wait("all interfaces", {"show", "interfaces"}, [&](const KeyValue& answer) {
        for (unsigned number = 0; number < count; ++number)
            if (!answer.contains("lldp." + eth(2 * number) + ".status"))
                return false;
        return true;
    });
}

TEST_CASE("the chassis is called the same when the interface that it is called after is gone", "[interfaces]")
{
    const bool told = GENERATE(false, true);
    Namespaces ns;
    Links links;
    const auto [first_there, first] = links.veth(ns(1), ns(2));
    const auto [there, here] = links.veth(ns(1), ns(2));
    Lldpd receiver{ns(1), {"-r"}};
    const Lldpd lldpd{ns(2)};
    if (told)
        lldpd.lldpcli().text({"configure", "system", "chassisid", "rack 7"});
    lldpd.lldpcli().text({"update"});
    const std::string key = told ? "chassis.local" : "chassis.mac";
    const auto id = told ? "rack 7" : first.mac();
    receiver.neighbor_with(there.name(), key, id);

    first_there.down();
    first.down();
    first.remove();
    lldpd.lldpcli().wait("the interface to be gone", {"show", "interfaces"},
                         [name = first.name()](const KeyValue& all) { return all.below("lldp." + name).empty(); });
    lldpd.lldpcli().text({"update"});

    CHECK(lldpd.lldpcli().keyvalue({"show", "chassis"})["local-chassis." + key] == id);
    CHECK(receiver.neighbor(there.name())[key] == id);
}

TEST_CASE("an interface that goes while it has a neighbor leaves the daemon with nothing to do", "[interfaces]")
{
    const bool permanent = GENERATE(true, false);
    const bool removed = GENERATE(true, false);
    Namespaces ns;
    Links links;
    const auto [here, there] = links.veth(ns(1), ns(2));
    const Lldpd lldpd{ns(1)};
    if (permanent)
        lldpd.lldpcli().text({"configure", "system", "interface", "permanent", "eth*"});
    Capture{there}.inject(neighbor_frame("00:00:5e:00:53:01", 120, "somebody"));
    const auto name = here.name();
    lldpd.neighbor(name);

    if (removed)
        there.remove();
    else
        here.down();

    lldpd.wait_no_neighbor(name);
    lldpd.follower().wait_idle();
    CHECK(lldpd.lldpcli().keyvalue({"show", "neighbors"}).empty());
    if (!removed)
        CHECK(lldpd.counters(name) == Counters{.tx = lldpd.counters(name).tx, .rx = 1, .inserted = 1, .deleted = 1});
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
