// What a report tells of the messages of a namespace's kernel.
#include "harness/netlink_history.hpp"

#include "harness/libnl.hpp"
#include "harness/test.hpp"

#include <linux/rtnetlink.h>

using namespace harness;
using Catch::Matchers::StartsWith;

namespace {

constexpr int loopback = 1;

/// A kernel's word about a link that has no MAC address, as a tun or a wireguard device.
std::string message(int index, const std::string& name, unsigned mtu)
{
    ifinfomsg header{};
    header.ifi_index = index;
    Request request{RTM_NEWLINK, 0, header};
    request.put(IFLA_IFNAME, name);
    request.put_value(IFLA_MTU, mtu);
    const auto made = request.take();
    const auto* bytes = nlmsg_hdr(made.get());
    return {reinterpret_cast<const char*>(bytes), bytes->nlmsg_len};
}

std::vector<std::string> texts(const NetlinkHistory& history)
{
    std::vector<std::string> result;
    for (const auto& event : history.events())
        result.push_back(event.text);
    return result;
}

} // namespace

TEST_CASE("changes of a link without a MAC address are events as any other's", "[netlink]")
{
    NetlinkHistory history{"ns-1"};
    history.add(message(2, "tun0", 1500));
    history.add(message(2, "tun0", 1400));
    const auto told = texts(history);
    REQUIRE(told.size() == 2);
    CHECK_THAT(told[0], StartsWith("new tun0: index 2, "));
    CHECK(told[1] == "tun0: mtu 1400");
}

TEST_CASE("the first word about the loopback interface, which is as old as the namespace, is no event", "[netlink]")
{
    NetlinkHistory history{"ns-1"};
    history.add(message(loopback, "lo", 65536));
    CHECK(texts(history).empty());
    history.add(message(loopback, "lo", 1400));
    CHECK(texts(history) == std::vector<std::string>{"lo: mtu 1400"});
}

TEST_CASE("a loss of messages is told with the time when it was noticed", "[netlink]")
{
    NetlinkHistory history{"ns-1"};
    const auto before = Clock::now();
    history.lost();
    const auto after = Clock::now();
    const auto events = history.events();
    REQUIRE(events.size() == 1);
    CHECK(events[0].time >= before);
    CHECK(events[0].time <= after);
}
