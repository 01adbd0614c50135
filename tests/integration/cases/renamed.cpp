// An interface that gets another name is the same one: what is known of it, and what was configured for it, goes with
// it.
#include "lldp/test.hpp"

#include <algorithm>
#include <optional>

namespace {

/// A daemon whose interfaces are renamed, and one at the other end of its wires that hears of it.
struct Renamed
{
    void describe(const Link& which, const std::string& text) const
    {
        lldpd->lldpcli().text({"configure", "ports", which.name(), "lldp", "portdescription", text});
    }
    /// Waits until the daemon's interfaces go by those names and are described so.
    void wait_described(const std::vector<std::pair<std::string, std::string>>& wanted, Where where = Where::here())
    {
        lldpd->lldpcli().wait(
            "the new names", {"show", "interfaces"},
            [&](const KeyValue& answer) {
                return std::all_of(wanted.begin(), wanted.end(), [&](const auto& each) {
                    const auto key = "lldp." + each.first + ".port.descr";
                    return answer.contains(key) && answer[key] == each.second;
                });
            },
            where);
    }
    void start(const Lldpd::Arguments& arguments = {}) { lldpd.emplace(ns(2), arguments); }

    Namespaces ns;
    Links links;
    std::pair<Link&, Link&> link = links.veth(ns(1), ns(2));
    std::pair<Link&, Link&> other = links.veth(ns(1), ns(2));
    Link& port = link.second;
    Link& other_port = other.second;
    std::string seen_on = link.first.name();
    Lldpd receiver{ns(1), {"-r"}};
    std::optional<Lldpd> lldpd;
};

/// Also where the kernel wants the interface down for that.
void rename(Link& link, const std::string& name)
{
    if (has(Kernel::LiveRename))
        link.rename(name);
    else
        link.down().rename(name).up();
}

/// What two interfaces are called by changes hands.
void swap_names(Link& one, Link& other)
{
    const auto first = one.name();
    const auto second = other.name();
    rename(one, "between");
    rename(other, first);
    rename(one, second);
}

} // namespace

TEST_CASE("an interface that is renamed keeps its neighbors, its counters and what was configured for it", "[rename]")
{
    needs(Kernel::LiveRename);
    Renamed here;
    here.start();
    here.describe(here.port, "this port");
    Capture wire{here.link.first};
    wire.inject(neighbor_frame("00:00:5e:00:53:01", 120, "somebody"));
    here.lldpd->neighbor(here.port.name());

    here.port.rename("lan0");

    here.wait_described({{"lan0", "this port"}});
    CHECK(here.lldpd->neighbor("lan0")["chassis.name"] == "somebody");
    const auto counted = here.lldpd->counters("lan0");
    CHECK(counted.rx == 1);
    CHECK(counted.inserted == 1);
    CHECK(counted.deleted == 0);
    CHECK(here.lldpd->lldpcli().keyvalue({"show", "interfaces"}).below("lldp.eth1").empty());
    wire.inject(neighbor_frame("00:00:5e:00:53:01", 120, "who goes on"));
    here.lldpd->neighbor_with("lan0", "chassis.name", "who goes on");
    // The old name is nobody's.
    CHECK(here.lldpd->lldpcli().run({"configure", "ports", "eth1", "lldp", "portdescription", "x"}).status.code == 1);
}

TEST_CASE("a port that is described by its name tells the new one at once", "[rename]")
{
    Renamed here;
    here.start();
    Capture wire{here.link.first};

    rename(here.port, "lan0");

    next_lldp_with(wire, here.port.mac(), port_description("lan0"));
    here.receiver.neighbor_with(here.seen_on, "port.descr", "lan0");
    CHECK(here.receiver.neighbors(here.seen_on).size() == 1);
}

TEST_CASE("a port that goes by its name says goodbye as the old one and then what it is", "[rename]")
{
    needs(Kernel::LiveRename);
    Renamed here;
    here.start();
    here.lldpd->lldpcli().text({"configure", "lldp", "portidsubtype", "ifname"});
    here.receiver.neighbor_with(here.seen_on, "port.ifname", "eth1");
    const auto before = port_id(5, text_bytes("eth1"));
    const auto after = port_id(5, text_bytes("lan0"));
    Capture wire{here.link.first};

    here.port.rename("lan0");

    const auto farewell = wire.next("a goodbye", [&](const Frame& frame) {
        return is_lldp_from(frame, here.port.mac()) && time_to_live_of(frame.bytes) == 0;
    });
    CHECK(has_tlv(farewell, before));
    const auto next = next_lldp_from(wire, here.port.mac());
    CHECK(has_tlv(next, after));
    CHECK(time_to_live_of(next.bytes) == 120);
    here.receiver.neighbor_with(here.seen_on, "port.ifname", "lan0");
    CHECK(here.receiver.neighbors(here.seen_on).size() == 1);
}

TEST_CASE("an interface that is renamed out of the pattern is left with a goodbye, and one that comes into it speaks",
          "[rename]")
{
    Renamed here;
    here.start({"-I", "eth*"});
    here.receiver.neighbor(here.seen_on);

    rename(here.port, "lan0");
    here.receiver.wait_no_neighbor(here.seen_on);
    const auto shown = here.lldpd->lldpcli().wait("lan0 to be left", {"show", "interfaces"},
                                                  [](const KeyValue& all) { return all.below("lldp.eth1").empty(); });
    CHECK(shown.below("lldp.lan0").empty());

    rename(here.port, "eth7");
    here.lldpd->lldpcli().text({"update"});
    here.receiver.neighbor_with(here.seen_on, "port.descr", "eth7");
}

TEST_CASE("interfaces that swap their names keep each what was configured for it", "[rename]")
{
    Renamed here;
    here.start();
    here.describe(here.port, "first");
    here.describe(here.other_port, "second");

    behind_the_back_of(*here.lldpd, [&] { swap_names(here.port, here.other_port); });

    REQUIRE(here.port.name() == "eth3");
    here.wait_described({{"eth3", "first"}, {"eth1", "second"}});
    here.receiver.neighbor_with(here.seen_on, "port.descr", "first");
    here.receiver.neighbor_with(here.other.first.name(), "port.descr", "second");
    // Each can still be configured by its name.
    here.describe(here.port, "first, by its other name");
    here.describe(here.other_port, "second, by its other name");
    here.receiver.neighbor_with(here.seen_on, "port.descr", "first, by its other name");
    here.receiver.neighbor_with(here.other.first.name(), "port.descr", "second, by its other name");
}

TEST_CASE("who takes over the name of an interface takes over nothing else", "[rename]")
{
    Renamed here;
    here.start();
    here.describe(here.port, "the port that had the name");

    SECTION("of one that has another name now")
    {
        Link* made = nullptr;
        behind_the_back_of(*here.lldpd, [&] {
            rename(here.port, "lan0");
            made = &here.links.veth(here.ns(1), here.ns(2)).second;
            rename(*made, "eth1");
        });
        here.wait_described({{"lan0", "the port that had the name"}, {"eth1", "eth1"}});
        here.describe(*made, "the new one");
        here.wait_described({{"lan0", "the port that had the name"}, {"eth1", "the new one"}});
    }
    SECTION("of one that is gone")
    {
        here.describe(here.other_port, "the other");
        behind_the_back_of(*here.lldpd, [&] {
            here.link.first.remove();
            rename(here.other_port, "eth1");
        });
        here.wait_described({{"eth1", "the other"}});
        CHECK(here.lldpd->lldpcli().keyvalue({"show", "interfaces"})["lldp.eth1.port.mac"] == here.other_port.mac());
    }
}

TEST_CASE("a name with a dot in it is shown as it is", "[rename]")
{
    Renamed here;
    here.start();
    rename(here.port, "wan.7");
    here.wait_described({{"wan.7", "wan.7"}});
    Capture{here.link.first}.inject(neighbor_frame("00:00:5e:00:53:01", 120, "somebody"));
    CHECK(here.lldpd->neighbor("wan.7")["chassis.name"] == "somebody");
}
