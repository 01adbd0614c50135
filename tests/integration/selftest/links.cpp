#include "harness/links.hpp"

#include "harness/test.hpp"
#include "harness/wait.hpp"

#include <algorithm>
#include <net/if.h>

using namespace harness;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::Equals;

namespace {

std::string error_of(const Expected<>& result)
{
    return result ? "no error" : result.error().message();
}

bool has_address(const Link& link, const std::string& address)
{
    const auto all = link.state().addresses;
    return std::find(all.begin(), all.end(), address) != all.end();
}

} // namespace

TEST_CASE("veth pairs have predictable names and MAC addresses", "[links]")
{
    Namespaces ns;
    Links links;
    std::vector<std::string> seen;
    for (unsigned i = 0; i < 3; ++i) {
        const auto [a, b] = links.veth(ns(1), ns(2));
        for (const Link& end : {a, b})
            seen.push_back(end.ns().name() + ' ' + end.state().name + ' ' + end.state().mac);
    }
    CHECK_THAT(seen, Equals(std::vector<std::string>{"ns-1 eth0 00:00:00:00:00:01", "ns-2 eth1 00:00:00:00:00:02",
                                                     "ns-1 eth2 00:00:00:00:00:03", "ns-2 eth3 00:00:00:00:00:04",
                                                     "ns-1 eth4 00:00:00:00:00:05", "ns-2 eth5 00:00:00:00:00:06"}));
}

TEST_CASE("a veth pair is up and runs at both ends when it is there", "[links]")
{
    Namespaces ns;
    Links links;
    const unsigned other = GENERATE(1U, 2U);
    const auto [a, b] = links.veth(ns(1), ns(other));
    for (const Link& end : {a, b}) {
        const auto state = end.state();
        CHECK(state.up());
        CHECK(state.running());
        CHECK(state.operstate == "up");
        CHECK(state.kind == "veth");
        CHECK(state.index == end.index());
    }
    CHECK(a.state().peer == b.index());
}

TEST_CASE("what is set on a link is what the kernel then says", "[links]")
{
    Namespaces ns;
    Links links;
    auto [a, b] = links.veth(ns(1), ns(2));

    SECTION("MTU")
    {
        a.mtu(1400);
        CHECK(a.state().mtu == 1400);
        CHECK(b.state().mtu == 1500);
    }
    SECTION("alias")
    {
        a.alias("uplink to the core");
        CHECK(a.state().alias == "uplink to the core");
        CHECK(b.state().alias.empty());
    }
    SECTION("MAC address")
    {
        a.mac("02:00:00:00:00:aa");
        CHECK(a.state().mac == "02:00:00:00:00:aa");
        CHECK(a.mac() == "02:00:00:00:00:aa");
    }
    SECTION("name")
    {
        a.down().rename("wan0").up();
        CHECK(a.state().name == "wan0");
        CHECK(a.name() == "wan0");
    }
    SECTION("addresses")
    {
        a.add_address("192.0.2.1/24").add_address("2001:db8::1/64");
        CHECK(has_address(a, "192.0.2.1/24"));
        CHECK(has_address(a, "2001:db8::1/64"));
        a.remove_address("192.0.2.1/24").remove_address("2001:db8::1/64");
        CHECK_FALSE(has_address(a, "192.0.2.1/24"));
        CHECK_FALSE(has_address(a, "2001:db8::1/64"));
    }
}

TEST_CASE("an IPv6 address can be used at once", "[links]")
{
    Namespaces ns;
    Links links;
    const auto [a, b] = links.veth(ns(1), ns(2));
    a.add_address("2001:db8::1/64");
    b.add_address("2001:db8::2/64");
    // The fifth column holds flags: 0x40 is a tentative address, 0x08 one that another node has too. The link-local
    // address that the kernel makes by itself is tentative for a moment in any case, but asks nobody.
    for (const auto& [end, name] : {std::pair{&ns(1), a.name()}, std::pair{&ns(2), b.name()}}) {
        CHECK_THAT(end->read_file("/proc/net/if_inet6"),
                   Catch::Matchers::Matches("(.|\n)*20010db8[0-9a-f]{24} .. .. .. [08][02](.|\n)*"));
        CHECK(end->read_file("/proc/sys/net/ipv6/conf/" + name + "/accept_dad") == "0\n");
    }
}

TEST_CASE("an end that goes down stops the other one, and up starts it again", "[links]")
{
    Namespaces ns;
    Links links;
    const auto [a, b] = links.veth(ns(1), ns(2));
    a.down();
    b.wait_not_running();
    CHECK_FALSE(a.state().up());
    CHECK(b.state().up());
    CHECK(b.state().operstate != "up");
    a.up();
    b.wait_running();
    CHECK(a.state().up());
}

TEST_CASE("removing an end removes the pair", "[links]")
{
    Namespaces ns;
    Links links;
    const auto [a, b] = links.veth(ns(1), ns(2));
    a.remove();
    CHECK_FALSE(a.exists());
    CHECK_FALSE(b.exists());
}

TEST_CASE("links go with the object that made them", "[links]")
{
    Namespaces ns;
    const auto names = [&] {
        std::vector<std::string> result;
        for (const auto& link : require(require(ns(1).netlink())->links()))
            result.push_back(link.name);
        return result;
    };
    {
        Links links;
        links.veth(ns(1), ns(2));
        Links taken{std::move(links)};
        CHECK_THAT(names(), Equals(std::vector<std::string>{"lo", "eth0"}));
        Links others;
        others = std::move(taken);
        CHECK_THAT(names(), Equals(std::vector<std::string>{"lo", "eth0"}));
    }
    CHECK_THAT(names(), Equals(std::vector<std::string>{"lo"}));
}

TEST_CASE("a bridge has its ports", "[links]")
{
    Namespaces ns;
    Links links;
    const auto first = links.veth(ns(1), ns(2));
    const auto second = links.veth(ns(1), ns(3));
    Link& bridge = links.bridge(ns(1), "br0", {first.first, second.first});
    CHECK(bridge.state().kind == "bridge");
    CHECK(first.first.state().master == bridge.index());
    CHECK(second.first.state().master == bridge.index());
    first.first.master(nullptr);
    CHECK(first.first.state().master == 0);
}

TEST_CASE("what the kernel refuses says what was tried, on what, and what the kernel answered", "[links]")
{
    Namespaces ns;
    Links links;
    const auto [a, b] = links.veth(ns(1), ns(2));
    auto& netlink = *require(ns(1).netlink());

    CHECK_THAT(error_of(netlink.change(a.index(), "eth0", {.mtu = 1U << 20U})),
               ContainsSubstring("set mtu 1048576 of eth0 on ns-1: Invalid argument") &&
                   ContainsSubstring("mtu greater than device maximum"));
    CHECK_THAT(error_of(netlink.add_veth({"eth0", "00:00:00:00:00:01"}, {"eth9", "00:00:00:00:00:09"}, ns(2).net())),
               ContainsSubstring("create veth pair eth0/eth9 on ns-1: File exists"));
    CHECK_THAT(error_of(netlink.remove(4711, "eth7")), ContainsSubstring("remove link eth7 on ns-1: No such device"));
    CHECK_THAT(error_of(netlink.add_address(a.index(), "eth0", "not an address")),
               ContainsSubstring("add address not an address to eth0 on ns-1: Invalid argument"));
    a.add_address("192.0.2.1/24");
    CHECK_THAT(error_of(netlink.add_address(a.index(), "eth0", "192.0.2.1/24")),
               ContainsSubstring("add address 192.0.2.1/24 to eth0 on ns-1: File exists"));
    const auto missing = netlink.link("eth7");
    REQUIRE_FALSE(missing);
    CHECK_THAT(missing.error().message(), ContainsSubstring("look up link eth7 on ns-1: No such device"));
    CHECK_FALSE(missing.error().kernel_lacks_it());
    CHECK_FALSE(links.veth(ns(1), ns(2)).first.state().describe().empty());
}

TEST_CASE("a kind of link that the kernel lacks is told from a failure", "[links]")
{
    Namespaces ns;
    const auto made = require(ns(1).netlink())->add_link("nosuchkind", "x0");
    REQUIRE_FALSE(made);
    CHECK(made.error().kernel_lacks_it());
    CHECK_THAT(made.error().message(), ContainsSubstring("create nosuchkind x0 on ns-1: "));
}

TEST_CASE("an interface of a driver is made by its kind and a name", "[links]")
{
    const std::string kind = GENERATE(values<const char*>({"bridge", "bond", "team", "dummy", "ifb"}));
    Namespaces ns;
    auto* netlink = require(ns(1).netlink());
    require(netlink->add_link(kind, "made0"));
    CHECK(require(netlink->link("made0")).kind == kind);
}
