#include "harness/capture.hpp"

#include "harness/process.hpp"
#include "harness/test.hpp"

#include <algorithm>

using namespace harness;
using Catch::Matchers::ContainsSubstring;

namespace {

/// A frame of a type of its own, so that what the kernel sends by itself is told apart.
Bytes frame(std::uint8_t mark, std::uint8_t type = 0xb6, std::size_t size = 60)
{
    Bytes bytes = {0x01, 0x80, 0xc2, 0x00, 0x00, 0x0e, 0x02, 0x00, 0x00, 0x00, 0x00, 0x99, 0x88, type, mark};
    bytes.resize(size);
    return bytes;
}

bool is_ours(const Frame& frame)
{
    return frame.ethertype() == 0x88b6;
}

std::vector<int> marks(const std::vector<Frame>& frames)
{
    std::vector<int> result;
    for (const auto& frame : frames)
        if (is_ours(frame))
            result.push_back(frame.bytes.at(14));
    return result;
}

} // namespace

TEST_CASE("a frame injected at one end is sent there and received at the other, byte for byte", "[capture]")
{
    Namespaces ns;
    Links links;
    const auto [a, b] = links.veth(ns(1), ns(2));
    Capture here{a};
    Capture there{b};
    const auto size = GENERATE(14U, 60U, 1514U, 65000U);
    if (size > 1514) {
        a.mtu(size);
        b.mtu(size);
    }
    const auto before = std::chrono::system_clock::now();
    here.inject(frame(7, 0xb6, size));

    const auto sent = here.next("our frame", is_ours);
    const auto received = there.next("our frame", is_ours);
    CHECK(sent.direction == Direction::Sent);
    CHECK(received.direction == Direction::Received);
    CHECK(sent.bytes == frame(7, 0xb6, size));
    CHECK(received.bytes == frame(7, 0xb6, size));
    CHECK(received.source() == "02:00:00:00:00:99");
    CHECK(received.destination() == "01:80:c2:00:00:0e");
    CHECK(received.time - before < std::chrono::minutes{1});
    CHECK(received.time - before > -std::chrono::minutes{1});
    CHECK_THAT(received.describe(), ContainsSubstring("received " + std::to_string(size) +
                                                      " bytes from 02:00:00:00:00:99 "
                                                      "to 01:80:c2:00:00:0e, type 0x88b6"));
}

TEST_CASE("VLAN tags are where they were on the wire", "[capture]")
{
    Namespaces ns;
    Links links;
    const auto [a, b] = links.veth(ns(1), ns(2));
    Capture there{b};
    auto tagged = frame(9);
    const auto tags = GENERATE(Bytes{0x81, 0x00, 0x20, 0x0a}, Bytes{0x88, 0xa8, 0x00, 0x64},
                               Bytes{0x88, 0xa8, 0x00, 0x64, 0x81, 0x00, 0xe0, 0x0a});
    tagged.insert(tagged.begin() + 12, tags.begin(), tags.end());
    require(send_frame(a, tagged));
    CHECK(there.next("our frame", is_ours).bytes == tagged);
}

TEST_CASE("a frame is decoded as far as its payload, behind any tags", "[capture]")
{
    auto bytes = frame(9, 0xb6, 16);
    CHECK(Frame{.bytes = bytes, .time = {}}.vlan_tags().empty());
    const Bytes tags{0x88, 0xa8, 0x30, 0x64, 0x81, 0x00, 0xe0, 0x0a};
    bytes.insert(bytes.begin() + 12, tags.begin(), tags.end());
    const Frame tagged{.bytes = bytes, .time = {}};
    CHECK(tagged.vlan_tags() == std::vector<VlanTag>{{.tpid = 0x88a8, .id = 100, .priority = 1, .drop_eligible = true},
                                                     {.tpid = 0x8100, .id = 10, .priority = 7}});
    CHECK(tagged.ethertype() == 0x88b6);
    CHECK(Bytes{tagged.payload().begin(), tagged.payload().end()} == Bytes{9, 0});
    CHECK_THAT(tagged.describe(), ContainsSubstring("0e, VLAN 100, VLAN 10, type 0x88b6"));
    CHECK(Frame{.bytes = Bytes(bytes.begin(), bytes.begin() + 14), .time = {}}.vlan_tags().empty());
    CHECK(Frame{.bytes = Bytes(bytes.begin(), bytes.begin() + 16), .time = {}}.payload().empty());
}

TEST_CASE("a capture reads on from where it was", "[capture]")
{
    Namespaces ns;
    Links links;
    const auto [a, b] = links.veth(ns(1), ns(2));
    Capture there{b};
    for (std::uint8_t mark = 1; mark <= 4; ++mark)
        require(send_frame(a, frame(mark)));
    CHECK(there.next("frame 2", [](const Frame& f) { return is_ours(f) && f.bytes[14] == 2; }).bytes == frame(2));
    CHECK(there.next("our frame", is_ours).bytes == frame(3));
    CHECK(marks(there.until_marker(a)) == std::vector<int>{4});
    CHECK(marks(there.seen()) == std::vector<int>{1, 2, 3, 4});
}

TEST_CASE("a marker proves what came before it, and what did not", "[capture]")
{
    Namespaces ns;
    Links links;
    const auto [a, b] = links.veth(ns(1), ns(2));
    Capture there{b};
    CHECK(marks(there.until_marker(a)).empty());
    require(send_frame(a, frame(1)));
    require(send_frame(a, frame(2)));
    CHECK(marks(there.until_marker(a)) == std::vector<int>{1, 2});
    CHECK(marks(there.until_marker(a)).empty());
    require(send_frame(b, frame(3)));
    CHECK(marks(there.until_marker(b)) == std::vector<int>{3});
}

TEST_CASE("frames that a program sends are seen in both directions", "[capture]")
{
    Namespaces ns;
    Links links;
    const auto [a, b] = links.veth(ns(1), ns(2));
    a.add_address("192.0.2.1/24");
    b.add_address("192.0.2.2/24");
    Capture capture{a};
    // A name that cannot be resolved there: all it makes is an ARP request, and the answer.
    static_cast<void>(run(ns(1), {"bash", "-c", "echo probe > /dev/udp/192.0.2.2/9"}));
    const auto is_arp = [](const Frame& f) { return f.ethertype() == 0x0806; };
    CHECK(capture.next("an ARP request", is_arp).direction == Direction::Sent);
    CHECK(capture.next("an ARP reply", is_arp).direction == Direction::Received);
}

TEST_CASE("a link that goes down and up again is still captured", "[capture]")
{
    Namespaces ns;
    Links links;
    const auto [a, b] = links.veth(ns(1), ns(2));
    Capture there{b};
    b.down();
    const auto refused = send_frame(b, frame(1));
    REQUIRE_FALSE(refused);
    CHECK_THAT(refused.error().message(), ContainsSubstring("send 60 bytes on eth1: Network is down"));
    b.up();
    a.wait_running();
    require(send_frame(a, frame(2)));
    CHECK(there.next("our frame", is_ours).bytes == frame(2));
}

TEST_CASE("a frame too short to be one is a clear failure", "[capture]")
{
    Namespaces ns;
    Links links;
    const auto ends = links.veth(ns(1), ns(2));
    CHECK_THAT(send_frame(ends.first, Bytes(5)).error().message(),
               ContainsSubstring("send 5 bytes on eth0: Invalid argument"));
    CHECK(Frame{}.source().empty());
    CHECK(Frame{}.ethertype() == 0);
    CHECK(Frame{.bytes = {0x81}, .time = {}}.destination().empty());
}

TEST_CASE("a thousand frames in a burst are all seen, in order", "[capture]")
{
    Namespaces ns;
    Links links;
    const auto [a, b] = links.veth(ns(1), ns(2));
    Capture there{b};
    Capture here{a};
    std::vector<int> expected;
    for (int i = 0; i < 1000; ++i) {
        here.inject(frame(static_cast<std::uint8_t>(i % 256)));
        expected.push_back(i % 256);
    }
    CHECK(marks(there.until_marker(a)) == expected);
}

TEST_CASE("a link that is made again under its old number is another one to a capture", "[capture]")
{
    Namespaces ns;
    Links links;
    const auto ends = links.veth(ns(1), ns(2));
    const auto index = ends.first.index();
    require(require(ns(1).netlink())->remove(index, "eth0"));
    require(require(ns(1).netlink())
                ->add_veth({"eth0", "00:00:00:00:00:11", index}, {"eth1", "00:00:00:00:00:12"}, ns(2).net()));
    Link again{ns(1), require(require(ns(1).netlink())->link("eth0"))};
    Link other{ns(2), require(require(ns(2).netlink())->link("eth1"))};
    again.up();
    other.up();
    again.wait_running();
    Capture capture{again};
    require(send_frame(other, frame(1)));
    CHECK(capture.next("our frame", is_ours).bytes == frame(1));
}

TEST_CASE("a moved-from capture sees nothing", "[capture]")
{
    Namespaces ns;
    Links links;
    const auto ends = links.veth(ns(1), ns(2));
    Capture first{ends.first};
    Capture second{std::move(first)};
    require(send_frame(ends.second, frame(1)));
    CHECK(second.next("our frame", is_ours).bytes == frame(1));
    CHECK(first.seen().empty()); // NOLINT(bugprone-use-after-move,clang-analyzer-cplusplus.Move): what is left is what
                                 // this is about.
}
