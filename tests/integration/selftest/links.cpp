#include "harness/links.hpp"

#include "selftest/child.hpp"
#include "selftest/processes.hpp"

#include "harness/capture.hpp"
#include "harness/fd.hpp"
#include "harness/link_events.hpp"
#include "harness/test.hpp"
#include "harness/wait.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <cstring>
#include <functional>
#include <netinet/in.h>
#include <sys/socket.h>

using namespace harness;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::Equals;
using Catch::Matchers::StartsWith;

namespace {

std::string error_of(const Expected<>& result)
{
    return result ? "no error" : result.error().message();
}

/// 0, or why the kernel does not let a program use this address: EADDRNOTAVAIL also of a tentative one.
int error_of_use(const Link& link, const std::string& address)
{
    const auto inside = link.ns().enter();
    const Fd socket{::socket(AF_INET6, SOCK_DGRAM | SOCK_CLOEXEC, 0)};
    sockaddr_in6 own{};
    own.sin6_family = AF_INET6;
    own.sin6_scope_id = static_cast<std::uint32_t>(link.index());
    ::inet_pton(AF_INET6, address.substr(0, address.find('/')).c_str(), &own.sin6_addr);
    return ::bind(socket.get(), reinterpret_cast<const sockaddr*>(&own), sizeof own) == 0 ? 0 : errno;
}

std::vector<std::string> names_in(const Namespace& ns)
{
    std::vector<std::string> result;
    for (const auto& link : require(require(ns.netlink())->links()))
        result.push_back(link.name);
    return result;
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
        for (const Link& end : {std::cref(a), std::cref(b)})
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
    for (const Link& end : {std::cref(a), std::cref(b)}) {
        const auto state = end.state();
        CHECK(state.up());
        CHECK(state.running());
        // Older kernels say what the carrier makes of it a moment later.
        require(await_links(end.ns(), {"the operational state of " + end.name(), "up"}, [&](const auto& all) {
            return std::any_of(all.begin(), all.end(), [&](const LinkState& each) {
                return each.index == end.index() && each.operstate == "up";
            });
        }));
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
    SECTION("promiscuity")
    {
        a.promiscuous(true);
        CHECK(a.state().promiscuous());
        CHECK(a.state().up());
        CHECK_FALSE(b.state().promiscuous());
        a.promiscuous(false);
        CHECK_FALSE(a.state().promiscuous());
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
    Link& link = links.veth(ns(1), ns(2)).first;
    const std::string address = GENERATE(values<const char*>({"2001:db8::1/64", "fe80::4711/64"}));
    link.add_address(address);
    CHECK(error_of_use(link, address) == 0);
    CHECK(error_of_use(link, "2001:db8::2") == EADDRNOTAVAIL);
}

TEST_CASE("the kernel's own link-local address can be used as soon as it is told", "[links]")
{
    Namespaces ns;
    Links links;
    Link& link = links.veth(ns(1), ns(2)).first;
    const auto address = link.link_local();
    CHECK(address == "fe80::200:ff:fe00:1/64");
    CHECK(error_of_use(link, address) == 0);
}

TEST_CASE("a temporary IPv6 address is one that the kernel made up", "[links]")
{
    Namespaces ns;
    Links links;
    Link& link = links.veth(ns(1), ns(2)).first;
    const auto first = link.add_temporary_address("2001:db8:1::1/64");
    const auto second = link.add_temporary_address("2001:db8:2::1/64");
    CHECK_THAT(first, StartsWith("2001:db8:1:"));
    CHECK_THAT(second, StartsWith("2001:db8:2:"));
    CHECK(error_of_use(link, first) == 0);
    for (const auto& each : link.state().addresses)
        CHECK(each.temporary() == (each == first || each == second));
    CHECK_THAT(link.state().describe(), ContainsSubstring(first + " temporary"));
}

TEST_CASE("a network setting holds in its namespace only", "[links]")
{
    Namespaces ns;
    const std::string forwarding =
        GENERATE(values<const char*>({"net/ipv4/ip_forward", "net/ipv6/conf/all/forwarding"}));
    ns(1).sysctl(forwarding, "1");
    CHECK(ns(1).sysctl(forwarding) == "1");
    CHECK(ns(2).sysctl(forwarding) == "0");
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
    {
        Links links;
        links.veth(ns(1), ns(2));
        Links taken{std::move(links)};
        CHECK_THAT(names_in(ns(1)), Equals(std::vector<std::string>{"lo", "eth0"}));
        Links others;
        others = std::move(taken);
        CHECK_THAT(names_in(ns(1)), Equals(std::vector<std::string>{"lo", "eth0"}));
    }
    CHECK_THAT(names_in(ns(1)), Equals(std::vector<std::string>{"lo"}));
}

TEST_CASE("a link goes with the object that owns it, and a moved-from one owns nothing", "[links]")
{
    Namespaces ns;
    Links links;
    Link& first = links.veth(ns(1), ns(2)).first;
    Link& second = links.veth(ns(1), ns(2)).first;
    // NOLINTBEGIN(bugprone-use-after-move,clang-analyzer-cplusplus.Move): what is left is what this is about.
    {
        Link taken{std::move(first)};
        CHECK(taken.name() == "eth0");
        CHECK(first.home() == nullptr);
        CHECK(first.index() == 0);
        CHECK_FALSE(first.exists());
        CHECK(taken.exists());
        taken = std::move(second);
        CHECK_THAT(names_in(ns(1)), Equals(std::vector<std::string>{"lo", "eth2"}));
        CHECK_FALSE(second.exists());
    }
    // NOLINTEND(bugprone-use-after-move,clang-analyzer-cplusplus.Move)
    CHECK_THAT(names_in(ns(1)), Equals(std::vector<std::string>{"lo"}));
}

TEST_CASE("a link moves to another namespace, and goes from there", "[links]")
{
    Namespaces ns;
    {
        Links links;
        const auto [moved, other] = links.veth(ns(1), ns(2));
        Capture wire{moved};
        moved.move(ns(3));
        CHECK(&moved.ns() == &ns(3));
        CHECK_FALSE(moved.state().up());
        CHECK_THAT(names_in(ns(1)), Equals(std::vector<std::string>{"lo"}));
        CHECK_THAT(names_in(ns(3)), Equals(std::vector<std::string>{"lo", "eth0"}));

        moved.up().wait_running();
        // The capture has come with it.
        static_cast<void>(wire.until_marker(other));
    }
    CHECK_THAT(names_in(ns(3)), Equals(std::vector<std::string>{"lo"}));
}

TEST_CASE("a link that moves to where its number is taken gets another one", "[links]")
{
    Namespaces ns;
    Links links;
    Link& moved = links.veth(ns(1), ns(2)).first;
    const Link& there = links.veth(ns(3), ns(2)).first;
    REQUIRE(moved.index() == there.index());
    moved.move(ns(3));
    CHECK(moved.index() != there.index());
    CHECK(moved.state().name == "eth0");
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

TEST_CASE("what would be cut, or left as it is, without a word is refused", "[links]")
{
    Namespaces ns;
    Links links;
    auto& link = links.veth(ns(1), ns(2)).first;
    auto& netlink = *require(ns(1).netlink());
    const auto change = [&](const LinkChange& to) { return error_of(netlink.change(link.index(), "eth0", to)); };

    CHECK_THAT(change({.name = "sixteen_octets__"}), ContainsSubstring("a name has 1 to 15 octets"));
    CHECK_THAT(change({.name = ""}), ContainsSubstring("a name has 1 to 15 octets"));
    CHECK_THAT(change({.alias = std::string{"a\0b", 3}}), ContainsSubstring("there is a NUL in it"));
    CHECK_THAT(change({.mac = "02:00:00:00:00:aa:bb:cc"}), ContainsSubstring("not a MAC address"));
    CHECK_THAT(change({.mac = "02:00:00:00:00"}), ContainsSubstring("not a MAC address"));
    CHECK_THAT(error_of(netlink.add_address(link.index(), "eth0", "192.0.2.1")),
               ContainsSubstring("not an address/prefix length"));
    CHECK(link.state().name == "eth0");
    CHECK(link.state().mac == link.mac());
    CHECK(link.down().rename("fifteen_octets_").state().name == "fifteen_octets_");
}

TEST_CASE("a kind of link that the kernel lacks is told from a failure", "[links]")
{
    Namespaces ns;
    const auto made = require(ns(1).netlink())->add_link({.kind = "nosuchkind", .name = "x0"});
    REQUIRE_FALSE(made);
    CHECK(made.error().kernel_lacks_it());
    CHECK_THAT(made.error().message(), ContainsSubstring("create nosuchkind x0 on ns-1: "));
}

TEST_CASE("a name that the kernel would make another one of is refused", "[links]")
{
    Namespaces ns;
    auto& netlink = *require(ns(1).netlink());
    for (const auto& name : {std::string{"br\0x", 4}, std::string{"wan%d"}, std::string(16, 'x'), std::string{}}) {
        CAPTURE(name);
        CHECK_FALSE(netlink.add_link({.kind = "bridge", .name = name}));
        CHECK_FALSE(netlink.add_veth({name, "02:00:00:00:00:01"}, {"b", "02:00:00:00:00:02"}, ns(1).net()));
        CHECK_FALSE(netlink.add_veth({"a", "02:00:00:00:00:01"}, {name, "02:00:00:00:00:02"}, ns(1).net()));
    }
    CHECK_THAT(names_in(ns(1)), Equals(std::vector<std::string>{"lo"}));
}

TEST_CASE("what a kernel has and refuses is a failure, and no reason to skip", "[links]")
{
    const auto result = run_child("[.misuse]");
    CHECK(result.status.code == 42);
    CHECK_THAT(result.out,
               ContainsSubstring("not ok 1 - child: misuses links / a port of what takes none") &&
                   ContainsSubstring("not ok 2 - child: misuses links / a VLAN on what is no bridge's port") &&
                   ContainsSubstring("not ok 3 - child: misuses links / a VLAN that there cannot be") &&
                   ContainsSubstring("not ok 4 - child: misuses links / a setting of the machine") &&
                   ContainsSubstring("1..4\n"));
}

TEST_CASE("child: misuses links", "[.misuse]")
{
    Namespaces ns;
    Links links;
    const auto [a, b] = links.veth(ns(1), ns(1));
    SECTION("a port of what takes none")
    {
        a.add_port(b);
    }
    SECTION("a VLAN on what is no bridge's port")
    {
        a.add_vlan({.id = 10});
    }
    SECTION("a VLAN that there cannot be")
    {
        links.vlan(a, 5000);
    }
    SECTION("a setting of the machine")
    {
        ns(1).sysctl("net/../kernel/panic", "1");
    }
}

TEST_CASE("links and captures come and go hundreds of times, and the descriptors are as many as before", "[links]")
{
    allow(std::chrono::minutes{5});
    Namespaces ns;
    const auto what = GENERATE(values<std::string>({"gone with their object", "removed", "moved"}));
    const auto round = [&] {
        Links links;
        auto& link = links.veth(ns(1), ns(2)).first;
        const Capture capture{link};
        if (what == "removed")
            link.remove();
        if (what == "moved")
            link.move(ns(3)).move(ns(1));
    };
    round(); // After it the namespaces have what they keep.
    const auto before = open_descriptors();
    // To close a packet socket takes the kernel some 10 ms.
    for (int i = 0; i < (what == "moved" ? 50 : 250); ++i)
        round();
    CHECK(open_descriptors() == before);
}
