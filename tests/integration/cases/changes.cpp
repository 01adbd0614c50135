// Changes of the network that the daemon hears of late, in one lump, or not at all.
#include "lldp/test.hpp"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <vector>

using namespace std::chrono_literals;

namespace {

constexpr const char* stranger = "00:00:5e:00:53:01";

Bytes frame_of_stranger()
{
    return lldp_frame(stranger, {chassis_mac(stranger), port_mac(stranger), time_to_live(120), end_of_lldpdu()});
}

/// How many frames a row of changes may cost a port: one, unless it takes longer than what is one change to the daemon.
/// On a busy machine it does.
class Row
{
  public:
    template <typename Action>
    void change(const Action& action)
    {
        const auto before = Clock::now();
        action();
        if (!changes_.empty() && Clock::now() - changes_.back() >= 10ms)
            ++pauses_;
        changes_.push_back(before);
    }

    [[nodiscard]] std::size_t frames() const
    {
        return 1 + pauses_ + static_cast<std::size_t>((Clock::now() - changes_.front()) / 50ms);
    }

  private:
    std::vector<Clock::time_point> changes_;
    std::size_t pauses_ = 0;
};

/// How many frames came until one that says the octets.
std::size_t frames_until(Capture& wire, const Link& from, const Bytes& octets)
{
    for (std::size_t count = 1;; ++count) {
        const auto frame = next_lldp_from(wire, from.mac()).bytes;
        if (std::search(frame.begin(), frame.end(), octets.begin(), octets.end()) != frame.end())
            return count;
    }
}

/// Deletes a link and makes it again: the same names and numbers, but other MAC addresses. It goes with its namespaces.
void replace(Link& here, Link& there, const std::string& new_mac_here, const std::string& new_mac_there)
{
    const VethEnd end_here{here.name(), new_mac_here, here.index()};
    const VethEnd end_there{there.name(), new_mac_there, there.index()};
    auto* const netlink = require(here.ns().netlink());
    here.remove();
    require(netlink->add_veth(end_here, end_there, there.ns().net()));
    here.up();
    there.up();
    here.wait_running();
    there.wait_running();
}

/// More changes than the kernel keeps for a daemon that does not read them.
void overrun(Link& link)
{
    for (int change = 0; change < 2000; ++change)
        link.alias("change " + std::to_string(change));
}

/// A daemon that knows the stranger on its first link, and has a second one to be overrun with.
struct Losing
{
    Losing()
    {
        Capture{there}.inject(frame_of_stranger());
        lldpd.neighbor(here.name());
    }

    Namespaces ns;
    Links links;
    std::pair<Link&, Link&> link = links.veth(ns(1), ns(2));
    Link& here = link.first;
    Link& there = link.second;
    Link& busy = links.veth(ns(1), ns(2)).first;
    Lldpd lldpd{ns(1)};
};

} // namespace

TEST_CASE("a carrier that was gone for a moment takes the neighbor with it", "[changes]")
{
    Namespaces ns;
    Links links;
    auto [here, there] = links.veth(ns(1), ns(2));
    Capture wire{there};
    Lldpd lldpd{ns(1), {"-r"}};
    wire.inject(frame_of_stranger());
    lldpd.neighbor(here.name());

    behind_the_back_of(lldpd, [&, &far = there, &near = here] {
        far.down().up();
        near.wait_running();
    });

    lldpd.wait_no_neighbor(here.name());
    CHECK(lldpd.counters(here.name()) == Counters{.rx = 1, .inserted = 1, .deleted = 1});
}

TEST_CASE("who may have been plugged in while the carrier was gone for a moment is greeted at once", "[changes]")
{
    Namespaces ns;
    Links links;
    auto [here, there] = links.veth(ns(1), ns(2));
    Capture wire{there};
    Lldpd lldpd{ns(1)};
    // A start is four frames, one second apart; the next would come half a minute later.
    for (int frame = 0; frame < 4; ++frame)
        next_lldp_from(wire, here.mac());

    behind_the_back_of(lldpd, [&far = there, &near = here] {
        far.down().up();
        near.wait_running();
    });

    CHECK(time_to_live_of(next_lldp_from(wire, here.mac()).bytes) == 120);
}

TEST_CASE("an interface that is made again under its old name and number is a new one", "[changes]")
{
    Namespaces ns;
    Links links;
    auto [here, there] = links.veth(ns(1), ns(2));
    Lldpd lldpd{ns(1)};
    Capture{there}.inject(frame_of_stranger());
    lldpd.neighbor(here.name());

    behind_the_back_of(lldpd,
                       [&near = here, &far = there] { replace(near, far, "00:00:00:00:00:11", "00:00:00:00:00:12"); });

    lldpd.wait_no_neighbor(here.name());
    Capture wire{there};
    lldpd.lldpcli().text({"update"});
    const auto sent = next_lldp_from(wire, "00:00:00:00:00:11");
    CHECK(time_to_live_of(sent.bytes) == 120);
    wire.inject(frame_of_stranger());
    CHECK(lldpd.neighbor(here.name())["chassis.mac"] == stranger);
    CHECK(lldpd.lldpcli().keyvalue({"show", "interfaces"})["lldp.eth0.port.mac"] == "00:00:00:00:00:11");
}

TEST_CASE("an interface that was made again alike among changes that were lost is a new one", "[changes]")
{
    Losing at;

    behind_the_back_of(at.lldpd, [&] {
        overrun(at.busy);
        replace(at.here, at.there, at.here.mac(), at.there.mac());
    });

    at.lldpd.wait_no_neighbor(at.here.name());
    at.lldpd.lldpcli().text({"update"});
    Capture wire{at.there};
    wire.inject(frame_of_stranger());
    CHECK(at.lldpd.neighbor(at.here.name())["chassis.mac"] == stranger);
}

TEST_CASE("changes that were lost cost no neighbor, and no setting of an interface that was renamed", "[changes]")
{
    Losing at;
    at.lldpd.lldpcli().text({"configure", "ports", at.busy.name(), "lldp", "portdescription", "this port"});

    behind_the_back_of(at.lldpd, [&] {
        overrun(at.busy);
        at.busy.down().rename("lan0").up();
    });

    at.lldpd.lldpcli().wait("the new name", {"show", "interfaces"}, [](const KeyValue& answer) {
        return answer.contains("lldp.lan0.port.descr") && answer["lldp.lan0.port.descr"] == "this port";
    });
    CHECK(at.lldpd.neighbor(at.here.name())["chassis.mac"] == stranger);
    CHECK(at.lldpd.counters(at.here.name()).deleted == 0);
    at.lldpd.follower().wait_idle();
}

TEST_CASE("VLANs that came and went among changes that were lost are told as they are", "[changes][vlan]")
{
    needs(Feature::Dot1);
    Namespaces ns;
    Links links;
    auto [here, there] = links.veth(ns(1), ns(2));
    auto& gone = links.vlan(here, 100);
    auto& kept = links.vlan(here, 200);
    Lldpd lldpd{ns(1)};
    const auto wait_vlans = [&, &port = here](const std::vector<std::string>& ids) {
        lldpd.lldpcli().wait("the VLANs", {"show", "interfaces", "details"}, [&](const KeyValue& answer) {
            return answer.all("lldp." + port.name() + ".vlan.vlan-id") == ids;
        });
    };
    wait_vlans({"100", "200"});

    behind_the_back_of(lldpd, [&, &port = here] {
        overrun(kept);
        gone.remove();
        links.vlan(port, 300);
    });

    wait_vlans({"200", "300"});
}

TEST_CASE("more changes than the kernel keeps for the daemon leave it with the last state", "[changes]")
{
    Namespaces ns;
    Links links;
    auto [here, there] = links.veth(ns(1), ns(2));
    auto [gone_here, gone_there] = links.veth(ns(1), ns(2));
    here.add_address("192.0.2.1/24");
    Lldpd lldpd{ns(1)};

    behind_the_back_of(lldpd, [&, &kept = here, &gone = gone_here] {
        overrun(kept);
        kept.remove_address("192.0.2.1/24").add_address("192.0.2.2/24").alias("the last");
        gone.remove();
        links.veth(ns(1), ns(2));
    });

    const auto answer = lldpd.lldpcli().wait("the last state", {"show", "interfaces"},
                                             [](const KeyValue& each) { return each.contains("lldp.eth4.status"); });
    CHECK(answer["lldp.eth0.port.descr"] == "the last");
    CHECK(answer.all("lldp.eth0.chassis.mgmt-ip").front() == "192.0.2.2");
    CHECK(answer.below("lldp.eth2").empty());
}

TEST_CASE("a hundred lines of a file that is configured cost no frame each, and the last is told",
          "[changes][configure]")
{
    Namespaces ns;
    Links links;
    auto [here, there] = links.veth(ns(1), ns(2));
    Capture wire{there};
    Lldpd lldpd{ns(1)};
    lldpd.lldpcli().text({"unconfigure", "med", "fast-start"});
    wire.until_marker(here);
    const auto before = lldpd.counters(here.name()).tx;
    std::string lines;
    for (int number = 1; number <= 100; ++number)
        lines += "configure system description \"line " + std::to_string(number) + "\"\n";
    ns(1).write_file(configuration_file(), lines);

    const auto began = Clock::now();
    lldpd.lldpcli().text({"-c", configuration_file()});

    frames_until(wire, here, tlv(6, text_bytes("line 100")));
    CHECK(lldpd.counters(here.name()).tx - before <= 2 + static_cast<std::size_t>((Clock::now() - began) / 50ms));
}

TEST_CASE("a hundred changes in a row cost one frame on each port, which tells the last", "[changes]")
{
    Namespaces ns;
    Links links;
    auto [here, there] = links.veth(ns(1), ns(2));
    auto [idle, far_idle] = links.veth(ns(1), ns(2));
    here.add_address("192.0.2.100/24");
    if (has(Kernel::Ipv6)) // which the kernel tells of in its own time
        for (const auto* link : {&here, &idle})
            static_cast<void>(link->link_local());
    Capture wire{there};
    Capture idle_wire{far_idle};
    Lldpd lldpd{ns(1)};
    lldpd.lldpcli().text({"unconfigure", "med", "fast-start"});
    wire.until_marker(here);
    idle_wire.until_marker(idle);

    Row row;
    auto address = [](int number) { return "192.0.2." + std::to_string(number) + "/24"; };
    for (int number = 100; number < 150; ++number) {
        row.change([&, &link = here] { link.remove_address(address(number)); });
        row.change([&, &link = here] { link.add_address(address(number + 1)); });
    }
    const auto allowed = row.frames();

    CHECK(frames_until(wire, here, ip_bytes("192.0.2.150")) <= allowed);
    CHECK(frames_until(idle_wire, idle, ip_bytes("192.0.2.150")) <= allowed);
}

TEST_CASE("hundreds of changes a second cost no frame that comes, and end in what they came to", "[changes]")
{
    constexpr int rounds = 30;
    constexpr std::size_t pairs = 8;
    Namespaces ns;
    Links links;
    auto [quiet, far_quiet] = links.veth(ns(1), ns(2));
    std::vector<Link*> busy;
    for (std::size_t number = 0; number < pairs; ++number)
        busy.push_back(&links.veth(ns(1), ns(2)).first);
    Capture wire{far_quiet};
    Lldpd lldpd{ns(1), {"-r"}};

    const auto quiet_name = quiet.name();
    const auto neighbor = [](int number) { return "00:00:5e:00:53:" + std::to_string(10 + number); };
    const auto address = [](std::size_t number) { return "192.0.2." + std::to_string(number + 1) + "/24"; };
    const auto name = [](std::size_t number, int round) {
        return "p" + std::to_string(number) + "r" + std::to_string(round);
    };
    for (int round = 0; round < rounds; ++round) {
        for (std::size_t number = 0; number < pairs; ++number) {
            auto& link = *busy[number];
            link.alias("round " + std::to_string(round));
            link.down().rename(name(number, round)).mtu(1400 + static_cast<unsigned>(round)).up();
            link.add_address(address(number));
        }
        wire.inject(neighbor_frame(neighbor(round), 120, "somebody"));
        for (std::size_t number = 0; number < pairs; ++number)
            busy[number]->remove_address(address(number));
    }

    lldpd.lldpcli().wait("the last state", {"show", "interfaces"}, [&](const KeyValue& answer) {
        const auto addresses = answer.all("lldp." + quiet_name + ".chassis.mgmt-ip");
        return std::ranges::all_of(busy,
                                   [&](const Link* link) {
                                       const auto key = "lldp." + link->name() + ".port.descr";
                                       return answer.contains(key) &&
                                              answer[key] == "round " + std::to_string(rounds - 1);
                                   }) &&
               std::ranges::none_of(addresses, [](const std::string& each) { return each.starts_with("192.0.2."); });
    });
    const auto shown = lldpd.lldpcli().keyvalue({"show", "interfaces"});
    CHECK(std::ranges::count_if(shown.entries(), [](const auto& entry) { return entry.first.ends_with(".status"); }) ==
          pairs + 1);
    lldpd.wait_neighbors(quiet_name, rounds);
    CHECK(lldpd.counters(quiet_name) == Counters{.rx = rounds, .inserted = rounds});
    lldpd.follower().wait_idle();
}
