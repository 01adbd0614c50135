// The smart mode (-H): which neighbors of a port are shown where there are several.
#include "lldp/test.hpp"

#include <algorithm>
#include <numeric>
#include <set>

namespace {

using Catch::Matchers::ContainsSubstring;

using Names = std::vector<std::string>;

/// The modes that keep one neighbor.
const std::set<unsigned> keeping_one{7, 8, 9, 11, 12, 13, 16, 17};
constexpr unsigned last_mode = 19;

std::vector<unsigned> all_modes()
{
    std::vector<unsigned> modes(last_mode + 1);
    std::iota(modes.begin(), modes.end(), 0U);
    return modes;
}

/// A daemon in a smart mode, and a wire from which neighbors come. Each goes by its name.
struct Crowded : Wired
{
    explicit Crowded(unsigned mode) : lldpd{ns(1), {"-H", std::to_string(mode)}} {}

    void tell(unsigned number, const std::string& name, std::uint16_t seconds = 120)
    {
        wire.inject(neighbor_frame("00:00:5e:00:53:0" + std::to_string(number), seconds, name));
    }

    /// Three of them, the first of which comes neither first nor last by its identifiers.
    void fill()
    {
        tell(2, "first");
        tell(3, "second");
        tell(1, "third");
        wait_all({"first", "second", "third"});
    }

    /// Waits until those are there, shown or hidden.
    void wait_all(Names names) const
    {
        std::sort(names.begin(), names.end());
        lldpd.lldpcli().wait("all neighbors to be there", {"show", "neighbors", "hidden"},
                             [&](const KeyValue& answer) { return names_in(answer) == names; });
    }

    Names shown(const Lldpcli::Arguments& more = {}) const
    {
        return names_in(lldpd.lldpcli().keyvalue(Lldpcli::Arguments{"show", "neighbors"} + more));
    }

    Names names_in(const KeyValue& answer) const
    {
        auto names = answer.all("lldp." + port.name() + ".chassis.name");
        std::sort(names.begin(), names.end());
        return names;
    }

    Lldpd lldpd;
};

/// One that shows one neighbor of each port.
constexpr unsigned one_neighbor = 8;

} // namespace

TEST_CASE("of several neighbors a mode shows all or who came first, and then who came next", "[smart-mode]")
{
    const auto mode = GENERATE(from_range(all_modes()));
    const bool one = keeping_one.count(mode) > 0;
    Crowded here{mode};
    here.tell(2, "first");
    here.wait_all({"first"});
    CHECK(here.shown() == Names{"first"});
    here.fill();
    CHECK(here.shown() == (one ? Names{"first"} : Names{"first", "second", "third"}));

    here.tell(2, "first", 0);
    here.wait_all({"second", "third"});
    CHECK(here.shown() == (one ? Names{"second"} : Names{"second", "third"}));
    here.tell(2, "first");
    here.wait_all({"first", "second", "third"});
    CHECK(here.shown() == (one ? Names{"second"} : Names{"first", "second", "third"}));
}

TEST_CASE("in every mode a host speaks LLDP, whoever else does", "[smart-mode]")
{
    const auto mode = GENERATE(from_range(all_modes()));
    Crowded here{mode};
    here.fill();
    here.wire.until_marker(here.port);
    here.lldpd.lldpcli().text({"update"});
    next_lldp_from(here.wire, here.port.mac());
}

TEST_CASE("all neighbors are shown who share a port when no mode is given", "[smart-mode]")
{
    Namespaces ns;
    Links links;
    const auto [here, there] = links.veth(ns(1), ns(2));
    Lldpd lldpd{ns(1)};
    Capture wire{there};
    for (const char* mac : {"00:00:5e:00:53:01", "00:00:5e:00:53:02"})
        wire.inject(neighbor_frame(mac, 120, "somebody"));
    lldpd.wait_neighbors(here.name(), 2);
}

TEST_CASE("hidden neighbors are shown to whoever asks for them, in any detail", "[smart-mode]")
{
    const auto words = GENERATE(values<Lldpcli::Arguments>(
        {{"hidden"}, {"hidden", "details"}, {"summary", "hidden"}, {"ports", "eth0", "hidden"}, {"hid"}}));
    Crowded here{one_neighbor};
    here.fill();
    CHECK(here.shown(words) == Names{"first", "second", "third"});
}

TEST_CASE("only neighbors can be hidden", "[smart-mode]")
{
    const auto subject = GENERATE(values<std::string>({"interfaces", "chassis", "statistics", "configuration"}));
    Namespaces ns;
    Lldpd lldpd{ns(1)};
    const auto refused = lldpd.lldpcli().run({"show", subject, "hidden"});
    CHECK(refused.status.code == 1);
    CHECK_THAT(refused.err, ContainsSubstring("unknown command from argument 3: `hidden`"));
}

TEST_CASE("who was hidden is shown when the time of the one before it has passed", "[smart-mode]")
{
    Crowded here{one_neighbor};
    here.tell(2, "first", 1);
    here.tell(1, "second");
    here.wait_all({"second"});
    CHECK(here.shown() == Names{"second"});
}

TEST_CASE("who is shown stays so when it says something else", "[smart-mode]")
{
    Crowded here{one_neighbor};
    here.fill();
    here.tell(2, "renamed");
    here.wait_all({"renamed", "second", "third"});
    CHECK(here.shown() == Names{"renamed"});
}

TEST_CASE("each port shows a neighbor of its own", "[smart-mode]")
{
    Namespaces ns;
    Links links;
    const auto [left, left_end] = links.veth(ns(1), ns(2));
    const auto [right, right_end] = links.veth(ns(1), ns(3));
    Lldpd lldpd{ns(1), {"-H", std::to_string(one_neighbor)}};
    Capture left_wire{left_end};
    Capture right_wire{right_end};
    left_wire.inject(neighbor_frame("00:00:5e:00:53:01", 120, "left"));
    CHECK(lldpd.neighbor(left.name())["chassis.name"] == "left");
    right_wire.inject(neighbor_frame("00:00:5e:00:53:02", 120, "right"));
    CHECK(lldpd.neighbor(right.name())["chassis.name"] == "right");
    CHECK(lldpd.neighbor(left.name())["chassis.name"] == "left");
}

TEST_CASE("hidden neighbors are counted", "[smart-mode]")
{
    Crowded here{one_neighbor};
    here.fill();
    here.tell(1, "third", 0);
    here.wait_all({"first", "second"});
    const auto counters = here.lldpd.counters(here.port.name());
    CHECK(counters.rx == 4);
    CHECK(counters.inserted == 3);
    CHECK(counters.deleted == 1);
    CHECK(here.lldpd.lldpcli().keyvalue({"show", "statistics", "summary"})["lldp.summary.insert_cnt.insert_cnt"] ==
          "3");
}

TEST_CASE("a link that goes down takes hidden neighbors along", "[smart-mode]")
{
    Crowded here{one_neighbor};
    here.fill();
    here.link.second.down();
    here.wait_all({});
    here.link.second.up();
    here.tell(3, "second");
    here.wait_all({"second"});
    CHECK(here.shown() == Names{"second"});
}

TEST_CASE("a smart mode that is none is refused with what would be right", "[smart-mode]")
{
    const auto mode = GENERATE(values<std::string>({"20", "21", "22", "-1", "4294967296", "", "x", "5x"}));
    Namespaces ns;
    const auto refused = run_directly(ns(1), {"-d", "-H", mode});
    CHECK(refused.status.code == 1);
    CHECK_THAT(refused.err, ContainsSubstring("-H takes a mode of 0 to 19, got `" + mode + "`"));
}
