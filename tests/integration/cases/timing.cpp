// When frames are sent, how long they are valid, and who sends and receives at all.
#include "lldp/test.hpp"

#include <chrono>

namespace {

using namespace std::chrono_literals;

/// A daemon, and a capture of all that it says since its start.
struct Sending : Wired
{
    explicit Sending(const Lldpd::Arguments& arguments = {}) : lldpd{ns(1), arguments} {}

    Frame next() { return next_lldp_from(wire, link.first.mac()); }

    Lldpd lldpd;
};

Bytes frame_of(const std::string& mac, std::uint16_t seconds)
{
    return lldp_frame(mac, {chassis_mac(mac), port_mac(mac), time_to_live(seconds), end_of_lldpdu()});
}

} // namespace

TEST_CASE("the time to live is the interval times the hold, rounded up", "[timing]")
{
    const auto& [interval, hold, ttl] = GENERATE(values<std::tuple<std::string, std::string, int>>({
        {"20", "4", 80},
        {"1500ms", "1", 2},
        {"3600", "18", 64800},
    }));
    Sending here;
    here.lldpd.lldpcli().text({"configure", "lldp", "tx-interval", interval});
    here.lldpd.lldpcli().text({"configure", "lldp", "tx-hold", hold});
    here.lldpd.lldpcli().text({"update"});
    int sent = 0;
    while (sent != ttl)
        sent = time_to_live_of(here.next().bytes);
    CHECK(here.lldpd.lldpcli().keyvalue({"show", "interfaces"})["lldp." + here.link.first.name() + ".ttl.ttl"] ==
          std::to_string(ttl));
}

TEST_CASE("a time to live beyond what its field holds is the greatest that it holds", "[timing]")
{
    Sending here;
    here.lldpd.lldpcli().text({"configure", "lldp", "tx-hold", "100"});
    here.lldpd.lldpcli().text({"configure", "lldp", "tx-interval", "3600"});
    int sent = 0;
    while (sent != 65535)
        sent = time_to_live_of(here.next().bytes);
}

TEST_CASE("a new interval is kept from its change on", "[timing]")
{
    Sending here;
    here.lldpd.lldpcli().text({"configure", "lldp", "tx-interval", "100ms"});
    // With the interval of before, and its start, there would be four of them in this test's time.
    for (int frame = 0; frame < 12; ++frame)
        here.next();
}

TEST_CASE("without a fast start one frame is sent for a new neighbor, with it four", "[timing]")
{
    const bool fast = GENERATE(true, false);
    Sending here;
    for (int frame = 0; frame < 4; ++frame)
        here.next();
    here.lldpd.lldpcli().text({"configure", "lldp", "tx-interval", "3"});
    here.lldpd.lldpcli().text({"configure", "med", "fast-start", "tx-interval", "1"});
    if (!fast)
        here.lldpd.lldpcli().text({"unconfigure", "med", "fast-start"});
    here.wire.until_marker(here.link.first);

    here.wire.inject(frame_of("00:00:5e:00:53:01", 120));
    here.lldpd.neighbor(here.link.first.name());
    auto last = here.next().time;
    int in_a_row = 1;
    for (auto next = here.next().time; next - last < 2s; next = here.next().time) {
        last = next;
        ++in_a_row;
    }
    CHECK(in_a_row == (fast ? 4 : 1));
}

TEST_CASE("who only sends hears nobody, who only receives says nothing, who is disabled does neither", "[status]")
{
    const auto& [status, shown, sends, receives] = GENERATE(values<std::tuple<std::string, std::string, bool, bool>>({
        {"rx-and-tx", "RX and TX", true, true},
        {"rx-only", "RX only", false, true},
        {"tx-only", "TX only", true, false},
        {"disabled", "disabled", false, false},
    }));
    Sending here;
    const auto port = here.link.first.name();
    here.next();
    here.lldpd.lldpcli().text({"configure", "ports", port, "lldp", "status", status});
    CHECK(here.lldpd.lldpcli().keyvalue({"show", "interfaces"})["lldp." + port + ".status"] == shown);

    here.wire.until_marker(here.link.first);
    here.lldpd.lldpcli().text({"update"});
    CHECK((count_lldp_from(here.wire.until_marker(here.link.first), here.link.first.mac()) > 0) == sends);

    const auto before = here.lldpd.counters(port).rx;
    here.wire.inject(frame_of("00:00:5e:00:53:01", 120));
    if (receives)
        here.lldpd.neighbor(port);
    else
        here.wire.until_marker(here.link.first);
    CHECK(here.lldpd.counters(port).rx == before + (receives ? 1 : 0));
}

TEST_CASE("who stops sending says goodbye, who stops receiving forgets", "[status]")
{
    Sending here;
    const auto port = here.link.first.name();
    here.next();
    here.wire.inject(frame_of("00:00:5e:00:53:01", 120));
    here.lldpd.neighbor(port);
    here.lldpd.lldpcli().text({"configure", "lldp", "status", "tx-only"});
    here.lldpd.wait_no_neighbor(port);
    here.lldpd.lldpcli().text({"configure", "lldp", "status", "rx-only"});
    while (time_to_live_of(here.next().bytes) != 0) {
    }
}

TEST_CASE("frames go to those whom the agent type names, and whoever is left hears a goodbye", "[agent-type]")
{
    const auto& [type, destination] = GENERATE(values<std::pair<std::string, std::string>>({
        {"nearest-non-tpmr-bridge", nearest_non_tpmr_bridge},
        {"nearest-customer-bridge", nearest_customer_bridge},
    }));
    Sending here;
    CHECK(here.next().destination() == nearest_bridge);
    here.lldpd.lldpcli().text({"configure", "lldp", "agent-type", type});
    here.lldpd.lldpcli().text({"update"});
    auto frame = here.next();
    bool said_goodbye = false;
    for (; frame.destination() != destination; frame = here.next())
        said_goodbye = said_goodbye || time_to_live_of(frame.bytes) == 0;
    CHECK(said_goodbye);
    CHECK(time_to_live_of(frame.bytes) == 120);
}
