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

/// Does something that the daemon learns of only when it is all over.
template <typename Action>
void behind_the_back_of(const Lldpd& lldpd, const Action& action)
{
    const auto follower = has(Feature::PrivilegeSeparation) ? lldpd.worker() : lldpd.monitor();
    follower.signal(SIGSTOP);
    action();
    follower.signal(SIGCONT);
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

TEST_CASE("more changes than the kernel keeps for the daemon leave it with the last state", "[changes]")
{
    Namespaces ns;
    Links links;
    auto [here, there] = links.veth(ns(1), ns(2));
    auto [gone_here, gone_there] = links.veth(ns(1), ns(2));
    here.add_address("192.0.2.1/24");
    Lldpd lldpd{ns(1)};

    behind_the_back_of(lldpd, [&, &kept = here, &gone = gone_here] {
        for (int change = 0; change < 2000; ++change)
            kept.alias("change " + std::to_string(change));
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
