#include "daemon/agent.hpp"

#include "proto/ethernet.hpp"

#include <catch2/catch_test_macros.hpp>
#include <string>
#include <vector>

using namespace lldp;
using namespace lldp::daemon;
using namespace std::chrono_literals;

namespace {

constexpr MacAddress our_mac{0x02, 0, 0, 0, 0, 0x01};
constexpr MacAddress their_mac{0x02, 0, 0, 0, 0, 0x02};

Lldpdu pdu_of(const MacAddress& mac, std::chrono::seconds ttl, const std::string& name = "system")
{
    Lldpdu pdu;
    pdu.tlvs = {ChassisId::mac(mac), PortId::mac(mac), TimeToLive{ttl}, SystemName{name}};
    return pdu;
}

Bytes frame_of(const Lldpdu& pdu)
{
    return make_ethernet({.destination = nearest_bridge, .source = their_mac, .ethertype = ethertype_lldp},
                         encode_lldpdu(pdu).value());
}

class Recorder : public AgentOutput
{
  public:
    std::vector<Lldpdu> sent;
    std::vector<Change> changes;
    std::vector<std::string> names; ///< whose they are
    unsigned discards = 0;
    unsigned refusals = 0;
    unsigned unsendables = 0;
    bool works = true;

    bool send(ByteView lldpdu) override
    {
        if (works)
            sent.push_back(decode_lldpdu(lldpdu).value().pdu);
        return works;
    }
    void neighbor_changed(Change change, const Neighbor& neighbor) override
    {
        changes.push_back(change);
        names.push_back(neighbor.pdu().find<SystemName>()->text);
    }
    void discarded(const Error&) override { ++discards; }
    void too_many_neighbors(const Neighbor&, unsigned) override { ++refusals; }
    void unsendable(const Error&) override { ++unsendables; }

    [[nodiscard]] std::chrono::seconds last_ttl() const { return sent.back().find<TimeToLive>()->ttl; }
};

struct Bench
{
    Clock::time_point now{1'000h};
    RemoteIndex remote_index{};
    Recorder out{};
    Agent agent;

    explicit Bench(const AgentSettings& settings = {}) : agent{settings, remote_index, out}
    {
        agent.set_local(pdu_of(our_mac, 120s), now);
    }

    void up()
    {
        agent.set_operational(true, now);
        agent.tick(now);
    }
    void receive(const Lldpdu& pdu) { agent.receive(frame_of(pdu), now); }
    /// Lets everything happen that is due until then, each at its time.
    void pass(Clock::duration time)
    {
        const auto end = now + time;
        while (agent.deadline() && *agent.deadline() <= end) {
            now = std::max(now, *agent.deadline());
            agent.tick(now);
        }
        now = end;
    }
};

} // namespace

TEST_CASE("nothing is sent while the link is down", "[agent]")
{
    Bench bench;
    CHECK_FALSE(bench.agent.deadline());
    bench.pass(1h);
    CHECK(bench.out.sent.empty());
}

TEST_CASE("a link that comes up gets its first frame at once, three more a second apart, then one each interval",
          "[agent]")
{
    Bench bench;
    bench.up();
    CHECK(bench.out.sent.size() == 1);
    bench.pass(3s);
    CHECK(bench.out.sent.size() == 4);
    bench.pass(29s);
    CHECK(bench.out.sent.size() == 4);
    bench.pass(1s);
    CHECK(bench.out.sent.size() == 5);
    bench.pass(60s);
    CHECK(bench.out.sent.size() == 7);
    CHECK(bench.agent.statistics().transmitted == 7);
}

TEST_CASE("a frame that could not be sent is not counted", "[agent]")
{
    Bench bench;
    bench.out.works = false;
    bench.up();
    CHECK(bench.agent.statistics().transmitted == 0);
}

TEST_CASE("a local change is sent at once, with its fast start", "[agent]")
{
    Bench bench;
    bench.up();
    bench.pass(10s);
    const auto before = bench.out.sent.size();

    SECTION("a change")
    {
        bench.agent.set_local(pdu_of(our_mac, 120s, "renamed"), bench.now);
        bench.pass(0s);
        REQUIRE(bench.out.sent.size() == before + 1);
        CHECK(bench.out.sent.back().find<SystemName>()->text == "renamed");
        bench.pass(3s);
        CHECK(bench.out.sent.size() == before + 4);
    }
    SECTION("the same again")
    {
        bench.agent.set_local(pdu_of(our_mac, 120s), bench.now);
        bench.pass(3s);
        CHECK(bench.out.sent.size() == before);
    }
}

TEST_CASE("what cannot be encoded is told of once, and nothing is sent until there is something else to say", "[agent]")
{
    Bench bench;
    bench.up();
    const auto before = bench.out.sent.size();
    bench.agent.set_local(pdu_of(our_mac, 120s, std::string(600, 'x')), bench.now);
    bench.pass(1h);
    CHECK(bench.out.unsendables == 1);
    CHECK(bench.out.sent.size() == before);
    bench.agent.set_local(pdu_of(our_mac, 120s, "short"), bench.now);
    bench.pass(0s);
    CHECK(bench.out.sent.size() == before + 1);
}

TEST_CASE("when the MSAP identifier changes, the old one says goodbye first", "[agent]")
{
    Bench bench;
    bench.up();
    const MacAddress other{0x02, 0, 0, 0, 0, 0x09};
    bench.agent.set_local(pdu_of(other, 120s), bench.now);
    bench.pass(0s);

    REQUIRE(bench.out.sent.size() == 3);
    CHECK(bench.out.sent[1] == shutdown_lldpdu({ChassisId::mac(our_mac), PortId::mac(our_mac)}));
    CHECK(msap_of(bench.out.sent[2]).first == ChassisId::mac(other));
}

TEST_CASE("goodbye is said once, and only to who was told anything", "[agent]")
{
    Bench bench;
    bench.agent.say_goodbye();
    CHECK(bench.out.sent.empty());

    bench.up();
    bench.agent.say_goodbye();
    bench.agent.say_goodbye();
    REQUIRE(bench.out.sent.size() == 2);
    CHECK(bench.out.last_ttl() == 0s);
}

TEST_CASE("an agent that only receives sends nothing, not even goodbye", "[agent]")
{
    Bench bench{{.status = AdminStatus::RxOnly}};
    bench.up();
    bench.receive(pdu_of(their_mac, 120s));
    bench.pass(100s);
    bench.agent.say_goodbye();
    CHECK(bench.out.sent.empty());
    CHECK(bench.out.changes.size() == 1);
}

TEST_CASE("an agent that only sends keeps no neighbor", "[agent]")
{
    Bench bench{{.status = AdminStatus::TxOnly}};
    bench.up();
    bench.receive(pdu_of(their_mac, 120s));
    CHECK(bench.agent.neighbors().empty());
    CHECK(bench.agent.statistics().received == 0);
}

TEST_CASE("a neighbor is added, updated when it says something else, and deleted when it says goodbye", "[agent]")
{
    Bench bench;
    bench.up();
    bench.receive(pdu_of(their_mac, 120s));
    bench.receive(pdu_of(their_mac, 120s));
    CHECK(bench.out.changes == std::vector{Change::Added});
    bench.receive(pdu_of(their_mac, 120s, "renamed"));
    CHECK(bench.out.changes == std::vector{Change::Added, Change::Updated});
    bench.receive(shutdown_lldpdu({ChassisId::mac(their_mac), PortId::mac(their_mac)}));
    CHECK(bench.out.changes == std::vector{Change::Added, Change::Updated, Change::Deleted});

    const auto& statistics = bench.agent.statistics();
    CHECK(statistics.received == 4);
    CHECK(statistics.inserted == 1);
    CHECK(statistics.deleted == 1);
    CHECK(statistics.ageout == 0);
}

TEST_CASE("new neighbors are answered at once, and together when they come together", "[agent]")
{
    Bench bench;
    bench.up();
    bench.pass(10s);
    const auto before = bench.out.sent.size();
    bench.receive(pdu_of(their_mac, 120s));
    bench.pass(5ms);
    CHECK(bench.out.sent.size() == before);
    bench.receive(pdu_of({0x02, 0, 0, 0, 0, 0x03}, 120s));
    bench.pass(5ms);
    CHECK(bench.out.sent.size() == before + 1);
    bench.pass(3s);
    CHECK(bench.out.sent.size() == before + 4);
}

TEST_CASE("what is due sooner than the answer to a new neighbor is not put off", "[agent]")
{
    Bench bench;
    bench.up();
    bench.pass(995ms);
    bench.receive(pdu_of(their_mac, 120s));
    bench.pass(5ms);
    CHECK(bench.out.sent.size() == 2);
}

TEST_CASE("a neighbor expires when its own time to live has passed, and not before", "[agent]")
{
    Bench bench;
    bench.up();
    bench.receive(pdu_of(their_mac, 5s));
    bench.pass(4s);
    bench.receive(pdu_of(their_mac, 5s));
    bench.pass(5s - 1ms);
    CHECK(bench.agent.neighbors().size() == 1);
    bench.pass(1ms);
    CHECK(bench.agent.neighbors().empty());
    CHECK(bench.agent.statistics().ageout == 1);
    CHECK(bench.agent.statistics().deleted == 1);
}

TEST_CASE("of many neighbors each expires at its time, whatever it said last", "[agent]")
{
    AgentSettings settings;
    settings.max_neighbors = 200;
    Bench bench{settings};
    bench.up();
    const auto mac_of = [](unsigned number) { return MacAddress{0x02, 0, 0, 0, 1, static_cast<std::uint8_t>(number)}; };
    // Those that came first live longest.
    for (unsigned number = 0; number < 100; ++number)
        bench.receive(pdu_of(mac_of(number), std::chrono::seconds{200 - number}));
    REQUIRE(bench.agent.neighbors().size() == 100);
    bench.pass(50s);
    bench.receive(pdu_of(mac_of(99), 101s));          // the same again
    bench.receive(pdu_of(mac_of(98), 77s));           // longer from now on
    bench.receive(pdu_of(mac_of(97), 1s, "shorter")); // sooner
    bench.pass(1s);
    CHECK(bench.agent.neighbors().size() == 99);
    bench.pass(75s - 1ms);
    CHECK(bench.agent.neighbors().size() == 77);
    bench.pass(1ms);
    CHECK(bench.agent.neighbors().size() == 76);
    bench.pass(25s);
    // 151 seconds have passed: of the first hundred, those with more are left, and the one that repeated itself goes
    // now.
    CHECK(bench.agent.neighbors().size() == 49);
    bench.pass(49s);
    CHECK(bench.agent.neighbors().empty());
    CHECK(bench.agent.statistics().ageout == 100);
}

TEST_CASE("the first neighbor is who has been there for the longest, whatever it says meanwhile", "[agent]")
{
    Bench bench;
    bench.up();
    const auto says = [&](std::uint8_t number, std::chrono::seconds ttl, const std::string& name) {
        bench.receive(pdu_of({2, 0, 0, 0, 1, number}, ttl, name));
    };
    const auto first = [&] { return bench.agent.first_neighbor()->pdu().find<SystemName>()->text; };
    CHECK(bench.agent.first_neighbor() == nullptr);
    says(3, 120s, "three");
    says(1, 120s, "one");
    says(2, 120s, "two");
    CHECK(first() == "three");
    says(3, 120s, "renamed");
    CHECK(first() == "renamed");
    says(1, 0s, "one");
    CHECK(first() == "renamed");
    says(3, 0s, "renamed");
    CHECK(first() == "two");
    says(3, 120s, "three");
    CHECK(first() == "two");

    bench.out.names.clear();
    bench.agent.set_operational(false, bench.now);
    CHECK(bench.agent.first_neighbor() == nullptr);
    CHECK(bench.out.names == std::vector<std::string>{"three", "two"}); // so that "three" was never the first
}

TEST_CASE("TLVs that nobody knows are counted each time that they come", "[agent]")
{
    Bench bench;
    bench.up();
    auto frame = frame_of(pdu_of(their_mac, 120s));
    const Bytes reserved{9U << 1U, 0};
    frame.insert(frame.end() - 2, reserved.begin(), reserved.end());
    bench.agent.receive(frame, bench.now);
    bench.agent.receive(frame, bench.now);
    CHECK(bench.agent.statistics().unrecognized == 2);
    CHECK(bench.out.changes == std::vector{Change::Added});
}

TEST_CASE("a link that goes down takes its neighbors along", "[agent]")
{
    Bench bench;
    bench.up();
    bench.receive(pdu_of(their_mac, 120s));
    bench.agent.set_operational(false, bench.now);
    CHECK(bench.agent.neighbors().empty());
    CHECK(bench.out.changes.back() == Change::Deleted);
    CHECK(bench.agent.statistics().ageout == 0);
    CHECK_FALSE(bench.agent.deadline());
}

TEST_CASE("neighbors that are kept outlive their link until their time to live has passed", "[agent]")
{
    Bench bench{{.keep_neighbors = true}};
    bench.up();
    bench.receive(pdu_of(their_mac, 120s));
    bench.agent.set_operational(false, bench.now);
    CHECK(bench.agent.neighbors().size() == 1);

    SECTION("it passes")
    {
        bench.pass(119s);
        CHECK(bench.agent.neighbors().size() == 1);
        bench.pass(1s);
        CHECK(bench.agent.neighbors().empty());
        CHECK(bench.agent.statistics().ageout == 1);
    }
    SECTION("the link is there again")
    {
        bench.up();
        bench.receive(pdu_of(their_mac, 120s));
        CHECK(bench.out.changes == std::vector{Change::Added});
    }
    SECTION("they are not kept any more")
    {
        bench.agent.configure({}, bench.now);
        CHECK(bench.agent.neighbors().empty());
        CHECK(bench.agent.statistics().ageout == 0);
    }
}

TEST_CASE("changes that are to be told together are one frame, which tells the last", "[agent]")
{
    Bench bench;
    bench.up();
    bench.pass(10s);
    const auto before = bench.out.sent.size();
    for (const char* name : {"a", "b", "c"})
        bench.agent.set_local(pdu_of(our_mac, 120s, name), bench.now + 50ms);
    bench.pass(49ms);
    CHECK(bench.out.sent.size() == before);
    bench.pass(1ms);
    REQUIRE(bench.out.sent.size() == before + 1);
    CHECK(bench.out.sent.back().find<SystemName>()->text == "c");
}

TEST_CASE("neighbors beyond the limit are left out, and the first ones stay", "[agent]")
{
    Bench bench{{.max_neighbors = 2}};
    bench.up();
    for (std::uint8_t i = 1; i <= 4; ++i)
        bench.receive(pdu_of({0x02, 0, 0, 0, 1, i}, 120s));
    CHECK(bench.agent.neighbors().size() == 2);
    CHECK(bench.agent.statistics().inserted == 2);
    CHECK(bench.agent.statistics().left_out == 2);
}

TEST_CASE("that there are too many neighbors is told once, until none of those left out can be there", "[agent]")
{
    Bench bench{{.max_neighbors = 1}};
    bench.up();
    const auto stranger = [](std::uint8_t number, std::chrono::seconds ttl) {
        return pdu_of({0x02, 0, 0, 0, 1, number}, ttl);
    };
    bench.receive(stranger(1, 1h));
    bench.receive(stranger(2, 10s));
    bench.receive(stranger(3, 120s));
    bench.receive(stranger(2, 10s));
    CHECK(bench.out.refusals == 1);
    bench.pass(119s);
    bench.receive(stranger(2, 10s));
    CHECK(bench.out.refusals == 1);
    bench.pass(10s);
    bench.receive(stranger(2, 10s));
    CHECK(bench.out.refusals == 2);
    CHECK(bench.agent.statistics().left_out == 5);
}

TEST_CASE("that there are too many neighbors is told anew when there may be another number, or were none", "[agent]")
{
    Bench bench{{.max_neighbors = 1}};
    bench.up();
    bench.receive(pdu_of({0x02, 0, 0, 0, 1, 1}, 120s));
    bench.receive(pdu_of({0x02, 0, 0, 0, 1, 2}, 120s));
    SECTION("another number")
    {
        bench.agent.configure({.max_neighbors = 2}, bench.now);
        bench.receive(pdu_of({0x02, 0, 0, 0, 1, 2}, 120s));
        CHECK(bench.out.refusals == 1);
    }
    SECTION("none")
    {
        bench.agent.set_operational(false, bench.now);
        bench.agent.set_operational(true, bench.now);
        bench.receive(pdu_of({0x02, 0, 0, 0, 1, 1}, 120s));
        CHECK(bench.out.refusals == 1);
    }
    bench.receive(pdu_of({0x02, 0, 0, 0, 1, 3}, 120s));
    CHECK(bench.out.refusals == 2);
}

TEST_CASE("a goodbye from a stranger leaves no neighbor", "[agent]")
{
    Bench bench;
    bench.up();
    bench.receive(shutdown_lldpdu({ChassisId::mac(their_mac), PortId::mac(their_mac)}));
    CHECK(bench.agent.neighbors().empty());
    CHECK(bench.out.changes.empty());
    CHECK(bench.agent.statistics().inserted == 1);
    CHECK(bench.agent.statistics().deleted == 1);
}

TEST_CASE("a malformed frame is counted and changes nothing", "[agent]")
{
    Bench bench;
    bench.up();
    auto frame = frame_of(pdu_of(their_mac, 120s));
    frame.resize(frame.size() - 3);
    bench.agent.receive(frame, bench.now);
    bench.agent.receive(Bytes{1, 2, 3}, bench.now);
    CHECK(bench.agent.statistics().received == 2);
    CHECK(bench.agent.statistics().discarded == 2);
    CHECK(bench.out.discards == 2);
    CHECK(bench.agent.neighbors().empty());
}

TEST_CASE("a paused agent neither sends nor receives, and starts anew when resumed", "[agent]")
{
    Bench bench;
    bench.agent.pause();
    bench.up();
    bench.receive(pdu_of(their_mac, 120s));
    bench.pass(100s);
    CHECK(bench.out.sent.empty());
    CHECK(bench.agent.neighbors().empty());
    bench.agent.resume(bench.now);
    bench.pass(0s);
    CHECK(bench.out.sent.size() == 1);
}

TEST_CASE("an agent that is told to stop sending says goodbye", "[agent]")
{
    Bench bench;
    bench.up();
    bench.agent.configure({.status = AdminStatus::RxOnly}, bench.now);
    REQUIRE(bench.out.sent.size() == 2);
    CHECK(bench.out.last_ttl() == 0s);
}

TEST_CASE("a new interval counts from its change", "[agent]")
{
    Bench bench;
    bench.up();
    bench.pass(15s);
    const auto before = bench.out.sent.size();
    bench.agent.configure({.tx_interval = 500ms}, bench.now);
    bench.pass(0s);
    CHECK(bench.out.sent.size() == before + 1);
    bench.pass(2s);
    CHECK(bench.out.sent.size() == before + 5);
}

TEST_CASE("another limit of neighbors is nothing to send a frame for, and drives nobody out", "[agent]")
{
    Bench bench;
    bench.up();
    for (std::uint8_t i = 1; i <= 4; ++i)
        bench.receive(pdu_of({0x02, 0, 0, 0, 1, i}, 120s));
    bench.pass(10s);
    const auto before = bench.out.sent.size();
    bench.agent.configure({.max_neighbors = 2}, bench.now);
    bench.pass(10s);
    CHECK(bench.out.sent.size() == before);
    CHECK(bench.agent.neighbors().size() == 4);
}

TEST_CASE("without a fast start one frame is sent at once", "[agent]")
{
    Bench bench{{.fast_count = 0}};
    bench.up();
    bench.pass(29s);
    CHECK(bench.out.sent.size() == 1);
    bench.pass(1s);
    CHECK(bench.out.sent.size() == 2);
}

TEST_CASE("ports of one remote chassis share a number, and a chassis that comes back gets a new one", "[agent]")
{
    RemoteIndex index;
    const auto first = ChassisId::mac(our_mac);
    const auto second = ChassisId::mac(their_mac);
    CHECK(index.acquire(first) == 1);
    CHECK(index.acquire(first) == 1);
    CHECK(index.acquire(second) == 2);
    index.release(first);
    CHECK(index.acquire(first) == 1);
    index.release(first);
    index.release(first);
    CHECK(index.acquire(first) == 3);
}
