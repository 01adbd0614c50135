// `configure system interface description`: whom an interface is connected to stands in its alias.
#include "harness/link_events.hpp"
#include "lldp/test.hpp"

#include <algorithm>

namespace {

/// A daemon that writes aliases, and the other end of its wire.
struct Described : Wired
{
    explicit Described(const Lldpd::Arguments& arguments = {}) : lldpd{ns(1), arguments}
    {
        lldpd.lldpcli().text({"configure", "system", "interface", "description"});
    }

    void wait_alias(const std::string& text)
    {
        wait_links(ns(1), {port.name() + " to have the alias \"" + text + "\"", "an alias"},
                   [&](const std::vector<LinkState>& all) {
                       return std::any_of(all.begin(), all.end(), [&](const LinkState& each) {
                           return each.name == port.name() && each.alias == text;
                       });
                   });
    }

    Lldpd lldpd;
};

} // namespace

TEST_CASE("an interface's alias tells whom it is connected to, and whom it was", "[alias]")
{
    Described here;
    here.wire.inject(neighbor_frame("00:00:5e:00:53:01", 120, "switch"));
    here.wait_alias("lldpd: connected to switch");
    here.wire.inject(neighbor_frame("00:00:5e:00:53:02", 120, "other"));
    here.wait_alias("lldpd: connected to 2 neighbors");
    here.wire.inject(neighbor_frame("00:00:5e:00:53:01", 0, "switch"));
    here.wait_alias("lldpd: connected to other");
    here.wire.inject(neighbor_frame("00:00:5e:00:53:02", 0, "other"));
    here.wait_alias("lldpd: was connected to other");
}

TEST_CASE("an interface's alias tells of no hidden neighbor", "[alias]")
{
    Described here{{"-H", "8"}};
    here.lldpd.lldpcli().text({"unconfigure", "system", "interface", "description"});
    here.wire.inject(neighbor_frame("00:00:5e:00:53:02", 120, "switch"));
    here.wire.inject(neighbor_frame("00:00:5e:00:53:01", 120, "other"));
    here.lldpd.lldpcli().wait("two neighbors", {"show", "neighbors", "hidden"}, [&](const KeyValue& answer) {
        return answer.all("lldp." + here.port.name() + ".via").size() == 2;
    });
    here.lldpd.lldpcli().text({"configure", "system", "interface", "description"});
    here.wait_alias("lldpd: connected to switch");
    here.wire.inject(neighbor_frame("00:00:5e:00:53:02", 0, "switch"));
    here.wait_alias("lldpd: connected to other");
}

TEST_CASE("an interface's alias tells that it is connected to nobody", "[alias]")
{
    Described here;
    here.wait_alias("lldpd: no neighbor");
}

TEST_CASE("neighbors that were there before are written into the alias as well", "[alias]")
{
    Described here;
    here.lldpd.lldpcli().text({"unconfigure", "system", "interface", "description"});
    here.wire.inject(neighbor_frame("00:00:5e:00:53:01", 120, "switch"));
    here.lldpd.neighbor(here.port.name());
    CHECK_FALSE(here.port.state().alias == "lldpd: connected to switch");
    here.lldpd.lldpcli().text({"configure", "system", "interface", "description"});
    here.wait_alias("lldpd: connected to switch");
}

TEST_CASE("what the daemon wrote into an alias does not describe the port", "[alias]")
{
    Described here;
    here.wire.inject(neighbor_frame("00:00:5e:00:53:01", 120, "switch"));
    here.wait_alias("lldpd: connected to switch");
    here.lldpd.lldpcli().text({"update"});
    const auto shown = here.lldpd.lldpcli().keyvalue({"show", "interfaces"}).below("lldp." + here.port.name());
    CHECK(shown["port.descr"] == here.port.name());
    CHECK(shown["port.mac"] == here.port.mac());
}

TEST_CASE("an alias is written when neighbors change, and not for ever", "[alias]")
{
    Described here;
    here.wire.inject(neighbor_frame("00:00:5e:00:53:01", 120, "switch"));
    here.wait_alias("lldpd: connected to switch");
    here.port.alias("uplink");
    here.lldpd.lldpcli().wait("the other alias", {"show", "interfaces"}, [&](const KeyValue& answer) {
        return answer["lldp." + here.port.name() + ".port.descr"] == "uplink";
    });
    here.lldpd.lldpcli().text({"update"});
    here.wire.inject(neighbor_frame("00:00:5e:00:53:01", 120, "switch"));
    here.wire.until_marker(here.port);
    CHECK(here.port.state().alias == "uplink");

    here.wire.inject(neighbor_frame("00:00:5e:00:53:01", 120, "renamed"));
    here.wait_alias("lldpd: connected to renamed");
}

TEST_CASE("a name that is no fit alias is made one", "[alias]")
{
    Described here;
    here.wire.inject(neighbor_frame("00:00:5e:00:53:01", 120, "two\nlines"));
    here.wait_alias("lldpd: connected to two lines");
    here.wire.inject(neighbor_frame("00:00:5e:00:53:01", 120, std::string(255, 'x')));
    here.wait_alias("lldpd: connected to " + std::string(234, 'x'));
}
