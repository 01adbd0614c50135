#include "daemon/network_mirror.hpp"

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <linux/if_bridge.h>
#include <linux/netconf.h>
#include <linux/rtnetlink.h>
#include <memory>
#include <netlink/attr.h>
#include <netlink/msg.h>
#include <string>
#include <vector>

using namespace lldp;
using namespace lldp::daemon;

namespace {

/// A message of rtnetlink, as the kernel lays it out. A copy is the same message.
class Message
{
  public:
    template <typename Header>
    Message(int type, Header header) : message_{nlmsg_alloc_simple(type, 0), nlmsg_free}
    {
        nlmsg_set_proto(message_.get(), NETLINK_ROUTE);
        nlmsg_append(message_.get(), &header, sizeof header, NLMSG_ALIGNTO);
    }
    Message& text(int attribute, const std::string& value)
    {
        nla_put_string(message_.get(), attribute, value.c_str());
        return *this;
    }
    Message& number(int attribute, std::uint32_t value)
    {
        nla_put_u32(message_.get(), attribute, value);
        return *this;
    }
    template <std::size_t Size>
    Message& octets(int attribute, const std::array<std::uint8_t, Size>& value)
    {
        nla_put(message_.get(), attribute, Size, value.data());
        return *this;
    }
    /// Counted: with what its driver counts, and no data.
    Message& kind(const std::string& value, bool counted = false)
    {
        auto* info = nla_nest_start(message_.get(), IFLA_LINKINFO);
        text(IFLA_INFO_KIND, value);
        if (counted)
            number(IFLA_INFO_XSTATS, 1);
        nla_nest_end(message_.get(), info);
        return *this;
    }
    Message& vlan(std::uint16_t id)
    {
        auto* info = nla_nest_start(message_.get(), IFLA_LINKINFO);
        text(IFLA_INFO_KIND, "vlan");
        auto* nested = nla_nest_start(message_.get(), IFLA_INFO_DATA);
        nla_put_u16(message_.get(), IFLA_VLAN_ID, id);
        nla_nest_end(message_.get(), nested);
        nla_nest_end(message_.get(), info);
        return *this;
    }
    /// A link of that kind, with one octet as data.
    Message& kind(const std::string& value, int attribute, std::uint8_t data)
    {
        auto* info = nla_nest_start(message_.get(), IFLA_LINKINFO);
        text(IFLA_INFO_KIND, value);
        auto* nested = nla_nest_start(message_.get(), IFLA_INFO_DATA);
        nla_put_u8(message_.get(), attribute, data);
        nla_nest_end(message_.get(), nested);
        nla_nest_end(message_.get(), info);
        return *this;
    }
    /// With a name of a kind that fills its attribute, and the message, to the last octet.
    Message& endless(int attribute)
    {
        auto* info = nla_nest_start(message_.get(), IFLA_LINKINFO);
        octets(attribute, std::array<std::uint8_t, 4>{'t', 'e', 'a', 'm'});
        nla_nest_end(message_.get(), info);
        return *this;
    }
    /// A port of a link of that kind, and what a bond says of its address.
    Message& port_of(const std::string& kind, const MacAddress& own)
    {
        auto* info = nla_nest_start(message_.get(), IFLA_LINKINFO);
        text(IFLA_INFO_SLAVE_KIND, kind);
        auto* nested = nla_nest_start(message_.get(), IFLA_INFO_SLAVE_DATA);
        octets(IFLA_BOND_SLAVE_PERM_HWADDR, own);
        nla_nest_end(message_.get(), nested);
        nla_nest_end(message_.get(), info);
        return *this;
    }
    /// What a bridge says of the VLANs of a port.
    Message& vlans(const std::vector<bridge_vlan_info>& vlans)
    {
        auto* specific = nla_nest_start(message_.get(), IFLA_AF_SPEC);
        for (const auto& vlan : vlans)
            nla_put(message_.get(), IFLA_BRIDGE_VLAN_INFO, sizeof vlan, &vlan);
        nla_nest_end(message_.get(), specific);
        return *this;
    }
    [[nodiscard]] nl_msg* get() const { return message_.get(); }

  private:
    std::shared_ptr<nl_msg> message_;
};

constexpr MacAddress mac{2, 0, 0, 0, 0, 7};

Message link(int type, int index, std::uint8_t family = AF_UNSPEC)
{
    ifinfomsg header{};
    header.ifi_family = family;
    header.ifi_type = 1; // Ethernet
    header.ifi_index = index;
    header.ifi_flags = 0x1043;
    return {type, header};
}

Message eth(int index, const std::string& name)
{
    return link(RTM_NEWLINK, index).text(IFLA_IFNAME, name).number(IFLA_MTU, 1500).octets(IFLA_ADDRESS, mac);
}

Message address(int type, int index, std::uint8_t last)
{
    ifaddrmsg header{};
    header.ifa_family = AF_INET;
    header.ifa_prefixlen = 24;
    header.ifa_index = static_cast<unsigned>(index);
    return Message{type, header}.octets(IFA_LOCAL, std::array<std::uint8_t, 4>{192, 0, 2, last});
}

} // namespace

TEST_CASE("a link is what its last message says", "[network_mirror]")
{
    NetworkMirror mirror;
    mirror.take(eth(2, "eth0").text(IFLA_IFALIAS, "to the roof").number(IFLA_MASTER, 5).kind("veth").get());
    const auto* seen = mirror.network().find(2);
    REQUIRE(seen != nullptr);
    CHECK(seen->name == "eth0");
    CHECK(seen->alias == "to the roof");
    CHECK(seen->kind == "veth");
    CHECK(seen->mac == mac);
    CHECK(seen->mtu == 1500);
    CHECK(seen->master == 5);

    mirror.take(eth(2, "uplink").get());
    CHECK(mirror.network().find(2)->name == "uplink");
    CHECK(mirror.network().find(2)->alias.empty());
}

TEST_CASE("a link without a name or a number is none", "[network_mirror]")
{
    NetworkMirror mirror;
    mirror.take(link(RTM_NEWLINK, 2).text(IFLA_IFALIAS, "to the roof").get());
    mirror.take(eth(2, "").get());
    mirror.take(eth(0, "eth0").get());
    mirror.take(eth(-1, "eth0").get());
    CHECK(mirror.network().interfaces.empty());
}

TEST_CASE("a link that libnl cannot read is none", "[network_mirror]")
{
    NetworkMirror mirror;
    mirror.take(eth(2, "vlan100").kind("vlan", true).get());
    // What is there twice it takes from the last.
    mirror.take(eth(3, "vlan101").vlan(101).kind("vlan", true).get());
    CHECK(mirror.network().interfaces.empty());
}

TEST_CASE("a VLAN interface has the ID that its driver tells, and none where that tells nothing", "[network_mirror]")
{
    NetworkMirror mirror;
    mirror.take(eth(2, "vlan0").kind("vlan").get());
    REQUIRE(mirror.network().find(2) != nullptr);
    CHECK(mirror.network().find(2)->vlan == 0);
    mirror.take(eth(2, "vlan0").kind("vlan", IFLA_VLAN_ID, 100).get());
    CHECK(mirror.network().find(2)->vlan == 0); // One octet is no ID.
    mirror.take(eth(2, "vlan0").vlan(100).get());
    CHECK(mirror.network().find(2)->vlan == 100);
}

TEST_CASE("a link that goes takes its addresses along", "[network_mirror]")
{
    NetworkMirror mirror;
    mirror.take(eth(2, "eth0").get());
    mirror.take(eth(3, "eth1").get());
    mirror.take(address(RTM_NEWADDR, 2, 1).get());
    mirror.take(address(RTM_NEWADDR, 3, 2).get());
    REQUIRE(mirror.network().addresses.size() == 2);

    mirror.take(link(RTM_DELLINK, 2).text(IFLA_IFNAME, "eth0").get());
    CHECK(mirror.network().find(2) == nullptr);
    REQUIRE(mirror.network().addresses.size() == 1);
    CHECK(mirror.network().addresses[0].text() == "192.0.2.2");
}

TEST_CASE("an address is there once, until it is removed", "[network_mirror]")
{
    NetworkMirror mirror;
    mirror.take(address(RTM_NEWADDR, 2, 1).get());
    mirror.take(address(RTM_NEWADDR, 2, 1).get());
    mirror.take(address(RTM_NEWADDR, 2, 2).get());
    CHECK(mirror.network().addresses.size() == 2);
    mirror.take(address(RTM_DELADDR, 2, 1).get());
    REQUIRE(mirror.network().addresses.size() == 1);
    CHECK(mirror.network().addresses[0].text() == "192.0.2.2");
}

TEST_CASE("it can be seen that the kernel has told of a link again, if only the same, and of which", "[network_mirror]")
{
    NetworkMirror mirror;
    mirror.take(eth(2, "eth0").get());
    mirror.take(eth(3, "eth1").get());
    const auto before = mirror.network();

    mirror.take(eth(2, "eth0").get());
    CHECK(mirror.network().find(2)->telling != before.find(2)->telling);
    CHECK(mirror.network().find(3)->telling == before.find(3)->telling);

    mirror.reset();
    mirror.take(eth(2, "eth0").get());
    mirror.take(eth(3, "eth1").get());
    CHECK(mirror.network().find(3)->telling != before.find(3)->telling);
}

TEST_CASE("what other parts of the kernel say of a link in the same words changes nothing", "[network_mirror]")
{
    NetworkMirror mirror;
    mirror.take(eth(2, "eth0").get());
    const auto before = mirror.network();

    SECTION("the bridge, of one of its ports")
    {
        mirror.take(link(RTM_NEWLINK, 2, AF_BRIDGE).text(IFLA_IFNAME, "port").get());
    }
    SECTION("the bridge, of a port that leaves it")
    {
        mirror.take(link(RTM_DELLINK, 2, AF_BRIDGE).text(IFLA_IFNAME, "eth0").get());
    }
    SECTION("a wireless driver, of an event")
    {
        mirror.take(link(RTM_NEWLINK, 2).text(IFLA_IFNAME, "eth0").number(IFLA_WIRELESS, 1).get());
    }
    CHECK(mirror.network() == before);
}

TEST_CASE("a link whose kind has no end is not read: libnl would read on behind the message", "[network_mirror]")
{
    const auto attribute = GENERATE(as<int>{}, IFLA_INFO_KIND, IFLA_INFO_SLAVE_KIND);
    NetworkMirror mirror;
    mirror.take(eth(2, "eth0").get());
    const auto before = mirror.network();
    mirror.take(link(RTM_NEWLINK, 2).text(IFLA_IFNAME, "eth1").endless(attribute).get());
    CHECK(mirror.network() == before);
}

TEST_CASE("the VLANs of a bridge's port are those of the bridge's last word", "[network_mirror]")
{
    NetworkMirror mirror;
    const auto tell = [&](const std::vector<bridge_vlan_info>& vlans) {
        mirror.take(link(RTM_NEWLINK, 2, AF_BRIDGE).text(IFLA_IFNAME, "eth0").vlans(vlans).get());
        return mirror.network().bridge_vlans.at(2);
    };
    mirror.take(eth(2, "eth0").get());
    CHECK(tell({{BRIDGE_VLAN_INFO_PVID | BRIDGE_VLAN_INFO_UNTAGGED, 7}, {0, 9}}) ==
          BridgeVlans{.untagged = 7, .members = {7, 9}});
    CHECK(tell({{BRIDGE_VLAN_INFO_RANGE_BEGIN, 2}, {BRIDGE_VLAN_INFO_RANGE_END, 4}, {0, 4094}}) ==
          BridgeVlans{.members = {2, 3, 4, 4094}});
    CHECK(tell({{0, 0}, {0, 4095}, {BRIDGE_VLAN_INFO_RANGE_END, 3}}) == BridgeVlans{.members = {3}});

    SECTION("it has none any more")
    {
        mirror.take(link(RTM_NEWLINK, 2, AF_BRIDGE).text(IFLA_IFNAME, "eth0").get());
    }
    SECTION("it leaves the bridge")
    {
        mirror.take(link(RTM_DELLINK, 2, AF_BRIDGE).text(IFLA_IFNAME, "eth0").get());
        CHECK(mirror.network().find(2) != nullptr);
    }
    SECTION("it is removed")
    {
        mirror.take(link(RTM_DELLINK, 2).text(IFLA_IFNAME, "eth0").get());
    }
    CHECK(mirror.network().bridge_vlans.empty());
}

TEST_CASE("a bridge filters VLANs or not", "[network_mirror]")
{
    NetworkMirror mirror;
    mirror.take(eth(2, "br0").kind("bridge", IFLA_BR_VLAN_FILTERING, 1).get());
    CHECK(mirror.network().find(2)->filters_vlans);
    mirror.take(eth(2, "br0").kind("bridge", IFLA_BR_VLAN_FILTERING, 0).get());
    CHECK_FALSE(mirror.network().find(2)->filters_vlans);
    mirror.take(eth(3, "other0").kind("other", IFLA_BR_VLAN_FILTERING, 1).get());
    CHECK_FALSE(mirror.network().find(3)->filters_vlans);
}

TEST_CASE("a port of a bond has the address that the bond knows to be its own", "[network_mirror]")
{
    static constexpr MacAddress own{2, 0, 0, 0, 0, 9};
    static constexpr MacAddress other{2, 0, 0, 0, 0, 8};
    NetworkMirror mirror;
    mirror.take(eth(2, "eth0").get());
    CHECK(mirror.network().find(2)->own_mac() == mac);
    mirror.take(eth(2, "eth0").octets(IFLA_PERM_ADDRESS, own).get());
    CHECK(mirror.network().find(2)->own_mac() == mac);
    mirror.take(eth(2, "eth0").octets(IFLA_PERM_ADDRESS, own).port_of("team", {}).get());
    CHECK(mirror.network().find(2)->own_mac() == own);
    mirror.take(eth(2, "eth0").octets(IFLA_PERM_ADDRESS, other).port_of("bond", own).get());
    CHECK(mirror.network().find(2)->own_mac() == own);
    mirror.take(eth(2, "eth0").port_of("bridge", own).get());
    CHECK(mirror.network().find(2)->own_mac() == mac);
}

TEST_CASE("the host forwards when it does so for one family on all interfaces", "[network_mirror]")
{
    const auto tell = [](NetworkMirror& mirror, std::uint8_t family, int index, std::uint32_t forwarding) {
        netconfmsg header{};
        header.ncm_family = family;
        mirror.take(Message{RTM_NEWNETCONF, header}
                        .number(NETCONFA_IFINDEX, static_cast<std::uint32_t>(index))
                        .number(NETCONFA_FORWARDING, forwarding)
                        .get());
    };
    NetworkMirror mirror;
    tell(mirror, AF_INET, 2, 1);
    CHECK_FALSE(mirror.network().forwarding);
    tell(mirror, AF_INET, NETCONFA_IFINDEX_ALL, 1);
    tell(mirror, AF_INET6, NETCONFA_IFINDEX_ALL, 1);
    CHECK(mirror.network().forwarding);
    tell(mirror, AF_INET, NETCONFA_IFINDEX_ALL, 0);
    CHECK(mirror.network().forwarding);
    tell(mirror, AF_INET6, NETCONFA_IFINDEX_ALL, 0);
    CHECK_FALSE(mirror.network().forwarding);
}

TEST_CASE("a link that comes is one to ask about, and one that goes is no device any longer", "[network_mirror]")
{
    NetworkMirror mirror;
    CHECK_FALSE(mirror.links_came());
    mirror.take(eth(2, "eth0").get());
    mirror.take(eth(3, "wlan0").get());
    CHECK(mirror.links_came());
    CHECK(mirror.links_came()); // as long as nobody has told
    mirror.take_devices({3}, {2});
    CHECK_FALSE(mirror.links_came());
    mirror.take(eth(3, "wifi").get());
    CHECK_FALSE(mirror.links_came());
    CHECK(mirror.network().wireless == std::set{3});
    CHECK(mirror.network().modems == std::set{2});
    mirror.take(link(RTM_DELLINK, 3).text(IFLA_IFNAME, "wifi").get());
    CHECK(mirror.network().wireless.empty());
    mirror.take(link(RTM_DELLINK, 2).text(IFLA_IFNAME, "eth0").get());
    CHECK(mirror.network().modems.empty());
    mirror.take(eth(3, "eth1").get());
    CHECK(mirror.links_came());
    CHECK(mirror.network().wireless.empty());
}

TEST_CASE("what is forgotten is gone", "[network_mirror]")
{
    NetworkMirror mirror;
    mirror.take(eth(2, "eth0").get());
    mirror.take(address(RTM_NEWADDR, 2, 1).get());
    mirror.reset();
    CHECK(mirror.network() == Network{});
}
