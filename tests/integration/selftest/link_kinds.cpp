// A link of each kind, and that frames go through it as through one of that kind.
#include "harness/capture.hpp"
#include "harness/links.hpp"
#include "harness/test.hpp"
#include "harness/wait.hpp"

#include <algorithm>

using namespace harness;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::Equals;
using Catch::Matchers::StartsWith;

namespace {

/// To everybody, of a type of its own, from a station that is no link here.
Bytes frame(std::uint8_t mark)
{
    Bytes bytes = {0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x02, 0x00, 0x00, 0x00, 0x00, 0x99, 0x88, 0xb6, mark};
    bytes.resize(60);
    return bytes;
}

Bytes tagged_frame(std::uint8_t mark, std::uint8_t vlan)
{
    auto bytes = frame(mark);
    constexpr std::ptrdiff_t addresses = 12;
    bytes.insert(bytes.begin() + addresses, {0x81, 0x00, 0x00, vlan});
    return bytes;
}

std::function<bool(const Frame&)> marked(std::uint8_t mark)
{
    return [mark](const Frame& frame) { return frame.ethertype() == 0x88b6 && frame.payload()[0] == mark; };
}

bool saw(const Capture& capture, std::uint8_t mark)
{
    return std::any_of(capture.seen().begin(), capture.seen().end(), marked(mark));
}

std::vector<std::uint16_t> tags_of(const Frame& frame)
{
    std::vector<std::uint16_t> ids;
    for (const auto& tag : frame.vlan_tags())
        ids.push_back(tag.id);
    return ids;
}

/// A file below /sys/class/net in the link's namespace.
std::string setting(const Link& link, const std::string& file)
{
    return link.ns().read_file("/sys/class/net/" + link.name() + "/" + file);
}

} // namespace

TEST_CASE("a link of each kind that needs no other is made, is up, and goes", "[links]")
{
    struct Kind
    {
        const char* name;
        Link& (*make)(Links& links, const Namespace& ns);
    };
    static const std::vector<Kind> kinds = {
        {"bridge", [](Links& links, const Namespace& ns) -> Link& { return links.bridge(ns, "made0"); }},
        {"bond", [](Links& links, const Namespace& ns) -> Link& { return links.bond(ns, "made0", BondMode::Xor); }},
        {"team", [](Links& links, const Namespace& ns) -> Link& { return links.team(ns, "made0"); }},
        {"dummy", [](Links& links, const Namespace& ns) -> Link& { return links.dummy(ns, "made0"); }},
        {"ifb", [](Links& links, const Namespace& ns) -> Link& { return links.ifb(ns, "made0"); }},
        {"vxlan",
         [](Links& links, const Namespace& ns) -> Link& {
             return links.vxlan(ns, "made0", 1, {"127.0.0.1", "127.0.0.2"});
         }},
    };
    const std::string name = GENERATE(values<const char*>({"bridge", "bond", "team", "dummy", "ifb", "vxlan"}));
    const auto kind = std::find_if(kinds.begin(), kinds.end(), [&](const Kind& each) { return each.name == name; });
    Namespaces ns;
    {
        Links links;
        const Link& made = kind->make(links, ns(1));
        CHECK(made.state().kind == name);
        CHECK(made.state().up());
    }
    CHECK(require(require(ns(1).netlink())->links()).size() == 1);
}

TEST_CASE("links that are no veth count their MAC addresses by themselves", "[links]")
{
    Namespaces ns;
    Links links;
    links.veth(ns(1), ns(2));
    CHECK(links.ifb(ns(1), "ifb7").mac() == "02:00:00:00:00:01");
    CHECK(links.ifb(ns(1), "ifb8").mac() == "02:00:00:00:00:02");
    CHECK(links.veth(ns(1), ns(2)).first.mac() == "00:00:00:00:00:03");
}

TEST_CASE("a bridge has its ports", "[links]")
{
    Namespaces ns;
    Links links;
    const auto first = links.veth(ns(1), ns(2));
    const auto second = links.veth(ns(1), ns(3));
    Link& bridge = links.bridge(ns(1), "br0", {first.first, second.first});
    CHECK(first.first.state().master == bridge.index());
    CHECK(second.first.state().master == bridge.index());

    Capture there{second.second};
    require(send_frame(first.second, frame(1)));
    CHECK(there.next("the frame behind the bridge", marked(1)).bytes == frame(1));
    bridge.remove_port(first.first);
    CHECK(first.first.state().master == 0);
}

TEST_CASE("a VLAN's frames are tagged on the link below it, also those of a VLAN in a VLAN", "[links]")
{
    Namespaces ns;
    Links links;
    const auto [here, there] = links.veth(ns(1), ns(2));
    const Link& outer = links.vlan(here, 100);
    const Link& inner = links.vlan(outer, 200);
    CHECK(outer.name() == "eth0.100");
    CHECK(inner.name() == "eth0.100.200");
    CHECK(inner.state().kind == "vlan");
    CHECK(inner.mac() == here.mac());

    Capture wire{there};
    require(send_frame(outer, frame(1)));
    CHECK_THAT(tags_of(wire.next("the frame with a tag", marked(1))), Equals(std::vector<std::uint16_t>{100}));
    require(send_frame(inner, frame(2)));
    CHECK_THAT(tags_of(wire.next("the frame with two tags", marked(2))), Equals(std::vector<std::uint16_t>{100, 200}));

    Capture inside{outer};
    require(send_frame(there, tagged_frame(3, 100)));
    CHECK(inside.next("the frame without its tag", marked(3)).bytes == frame(3));
}

TEST_CASE("a VLAN of IEEE 802.1ad has that tag", "[links]")
{
    Namespaces ns;
    Links links;
    const auto [here, there] = links.veth(ns(1), ns(2));
    const Link& service = links.vlan(here, 7, VlanProtocol::Ieee8021ad);
    Capture wire{there};
    require(send_frame(service, frame(1)));
    CHECK(wire.next("the frame with a tag", marked(1)).vlan_tags() == std::vector<VlanTag>{{.tpid = 0x88a8, .id = 7}});
}

TEST_CASE("a bond is in the mode that it was made in", "[links]")
{
    const auto& [mode, name] = GENERATE(values<std::pair<BondMode, std::string>>({
        {BondMode::RoundRobin, "balance-rr"},
        {BondMode::ActiveBackup, "active-backup"},
        {BondMode::Xor, "balance-xor"},
        {BondMode::Broadcast, "broadcast"},
        {BondMode::Lacp, "802.3ad"},
        {BondMode::TransmitBalance, "balance-tlb"},
        {BondMode::AdaptiveBalance, "balance-alb"},
    }));
    Namespaces ns;
    Links links;
    const Link& bond = links.bond(ns(1), "bond0", mode);
    CHECK_THAT(setting(bond, "bonding/mode"), StartsWith(name + " "));
}

TEST_CASE("a bond has its ports, and sends through them", "[links]")
{
    Namespaces ns;
    Links links;
    const auto [first, first_end] = links.veth(ns(1), ns(2));
    const auto [second, second_end] = links.veth(ns(1), ns(2));
    Link& bond = links.bond(ns(1), "bond0", BondMode::ActiveBackup, {first, second});
    CHECK(setting(bond, "bonding/slaves") == "eth0 eth2\n");
    bond.wait_running();

    Capture there{first_end};
    require(send_frame(bond, frame(1)));
    there.next("the frame from the active port", marked(1));

    Capture other{second_end};
    bond.remove_port(first);
    CHECK(first.state().master == 0);
    CHECK_FALSE(first.state().up());
    CHECK(setting(bond, "bonding/slaves") == "eth2\n");
    bond.wait_running();
    require(send_frame(bond, frame(2)));
    other.next("the frame from the port that is left", marked(2));
}

TEST_CASE("a bond's ports come and go through the classic ioctl", "[links]")
{
    Namespaces ns;
    Links links;
    Link& port = links.veth(ns(1), ns(2)).first;
    Link& bond = links.bond(ns(1), "bond0", BondMode::ActiveBackup);
    bond.add_port_by_ioctl(port);
    CHECK(port.state().master == bond.index());
    CHECK(port.state().up());
    bond.remove_port_by_ioctl(port);
    CHECK(port.state().master == 0);
}

TEST_CASE("a team has its ports", "[links]")
{
    Namespaces ns;
    Links links;
    Link& port = links.veth(ns(1), ns(2)).first;
    Link& team = links.team(ns(1), "team0", {port});
    CHECK(port.state().master == team.index());
    CHECK(port.state().up());
    team.remove_port(port);
    CHECK(port.state().master == 0);
}

TEST_CASE("macvlans of one link reach each other, unless they are private", "[links]")
{
    Namespaces ns;
    Links links;
    const bool reach = GENERATE(true, false);
    const auto mode = reach ? MacvlanMode::Bridge : MacvlanMode::Private;
    const auto [lower, end] = links.veth(ns(1), ns(2));
    const Link& first = links.macvlan(lower, "first", mode);
    const Link& second = links.macvlan(lower, "second", mode);
    CHECK(first.state().kind == "macvlan");
    CHECK(first.mac() == "02:00:00:00:00:01");

    Capture inside{second};
    Capture outside{end};
    require(send_frame(first, frame(1)));
    outside.next("the frame on the wire", marked(1));
    // Who is on the wire reaches both.
    require(send_frame(end, frame(2)));
    inside.next("the frame from the wire", marked(2));
    CHECK(saw(inside, 1) == reach);
}

TEST_CASE("a vxlan's frames come out at the other end of the tunnel", "[links]")
{
    Namespaces ns;
    Links links;
    const auto [here, there] = links.veth(ns(1), ns(2));
    here.add_address("192.0.2.1/24");
    there.add_address("192.0.2.2/24");
    const Link& from = links.vxlan(ns(1), "vxlan0", 42, {"192.0.2.1", "192.0.2.2"});
    const Link& to = links.vxlan(ns(2), "vxlan0", 42, {"192.0.2.2", "192.0.2.1"});
    Capture inside{to};
    require(send_frame(from, frame(1)));
    CHECK(inside.next("the frame from the tunnel", marked(1)).bytes == frame(1));
}

TEST_CASE("a port of a bridge that is aware of VLANs is in those that it was put into", "[links]")
{
    Namespaces ns;
    Links links;
    const auto [left, left_end] = links.veth(ns(1), ns(2));
    const auto [right, right_end] = links.veth(ns(1), ns(3));
    Link& bridge = links.vlan_bridge(ns(1), "br0", {left, right});
    const BridgeVlan standard{.id = 1, .untagged = true, .pvid = true};
    REQUIRE(left.vlans() == std::vector<BridgeVlan>{standard});
    REQUIRE(bridge.vlans() == std::vector<BridgeVlan>{standard});
    Capture there{right_end};

    SECTION("what comes without a tag is in the port's own VLAN, and leaves with its tag")
    {
        left.add_vlan({.id = 10, .untagged = true, .pvid = true});
        right.add_vlan({.id = 10});
        CHECK(left.vlans() ==
              std::vector<BridgeVlan>{{.id = 1, .untagged = true}, {.id = 10, .untagged = true, .pvid = true}});
        CHECK(right.vlans() == std::vector<BridgeVlan>{standard, {.id = 10}});
        require(send_frame(left_end, frame(1)));
        CHECK(there.next("the frame with a tag", marked(1)).bytes == tagged_frame(1, 10));
    }
    SECTION("without a tag, where the port is untagged")
    {
        left.add_vlan({.id = 10});
        right.add_vlan({.id = 10, .untagged = true});
        require(send_frame(left_end, tagged_frame(1, 10)));
        CHECK(there.next("the frame without a tag", marked(1)).bytes == frame(1));
    }
    SECTION("not at all, where the port was taken out")
    {
        for (Link& port : {std::ref(left), std::ref(right)})
            port.add_vlan({.id = 10}).add_vlan({.id = 20});
        right.remove_vlan(10);
        CHECK(right.vlans() == std::vector<BridgeVlan>{standard, {.id = 20}});
        require(send_frame(left_end, tagged_frame(1, 10)));
        require(send_frame(left_end, tagged_frame(2, 20)));
        there.next("the frame of the other VLAN, which was sent later", marked(2));
        CHECK_FALSE(saw(there, 1));
    }
    SECTION("the bridge itself is a port too")
    {
        Capture inside{bridge};
        bridge.add_vlan({.id = 10});
        left.add_vlan({.id = 10});
        CHECK(bridge.vlans() == std::vector<BridgeVlan>{standard, {.id = 10}});
        require(send_frame(left_end, tagged_frame(1, 10)));
        CHECK(inside.next("the frame with a tag", marked(1)).bytes == tagged_frame(1, 10));
        bridge.remove_vlan(10);
        CHECK(bridge.vlans() == std::vector<BridgeVlan>{standard});
    }
}

TEST_CASE("what leaves an impaired link is lost or late", "[links]")
{
    Namespaces ns;
    Links links;
    auto [here, there] = links.veth(ns(1), ns(2));
    Capture wire{there};

    SECTION("lost, until that ends")
    {
        here.impair({.loss_percent = 100});
        for (std::uint8_t i = 0; i < 20; ++i)
            require(send_frame(here, frame(1)));
        here.impair({});
        require(send_frame(here, frame(2)));
        wire.next("the frame after the loss", marked(2));
        CHECK_FALSE(saw(wire, 1));
    }
    SECTION("some are lost, some are not")
    {
        here.impair({.loss_percent = 50});
        for (std::uint8_t i = 0; i < 200; ++i)
            require(send_frame(here, frame(1)));
        here.impair({});
        require(send_frame(here, frame(2)));
        wire.next("the frame after the loss", marked(2));
        const auto came = std::count_if(wire.seen().begin(), wire.seen().end(), marked(1));
        CHECK(came > 0);
        CHECK(came < 200);
    }
    SECTION("late")
    {
        constexpr std::chrono::milliseconds delay{50};
        here.impair({.delay = delay});
        const auto before = std::chrono::system_clock::now();
        require(send_frame(here, frame(1)));
        CHECK(wire.next("the late frame", marked(1)).time - before >= delay);
    }
    SECTION("a link that nobody impaired can be told so")
    {
        here.impair({});
        require(send_frame(here, frame(1)));
        wire.next("the frame", marked(1));
    }
}

TEST_CASE("what links of a kind cannot be says what was tried, on what, and why not", "[links]")
{
    Namespaces ns;
    Links links;
    Link& link = links.veth(ns(1), ns(2)).first;
    auto& netlink = *require(ns(1).netlink());
    const auto message = [](const Expected<>& result) { return result ? "no error" : result.error().message(); };

    CHECK_THAT(message(netlink.add_link({.kind = "bridge", .name = "eth0"})),
               ContainsSubstring("create bridge eth0 on ns-1: File exists"));
    CHECK_THAT(message(netlink.add_link({.kind = "bridge", .name = "br0", .mac = "no MAC"})),
               ContainsSubstring("create bridge br0 on ns-1: Invalid argument (no MAC is not a MAC address)"));
    CHECK_THAT(message(netlink.add_link({.kind = std::string(5000, 'b'), .name = "br0"})),
               ContainsSubstring("Message too long"));
    CHECK_THAT(message(netlink.add_bridge_vlan(link.index(), "eth0", {.id = 10}, false)),
               ContainsSubstring("add bridge VLAN 10 to eth0 on ns-1: "));
    CHECK_THAT(message(netlink.remove_bridge_vlan(link.index(), "eth0", 10, false)),
               ContainsSubstring("remove bridge VLAN 10 from eth0 on ns-1: "));
    CHECK_THAT(message(netlink.impair(link.index(), "eth0", {.loss_percent = 101})),
               ContainsSubstring("set loss 101 %, delay 0 us of eth0 on ns-1: Invalid argument (a loss is 0 to 100 %"));
    links.veth(ns(2), ns(3)).first.down().rename("eth0");
    CHECK_THAT(message(netlink.change(link.index(), "eth0", {.ns = NetworkNamespace{ns(2).net(), "ns-2"}})),
               ContainsSubstring("set namespace ns-2 of eth0 on ns-1: File exists"));
}
