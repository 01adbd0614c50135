// Proof that what a daemon sends comes before a judge, and that the judge's verdict counts.
#include "lldp/sent_frames.hpp"

#include "harness/capture_file.hpp"
#include "lldp/test.hpp"
#include "selftest/child.hpp"
#include "selftest/report_directory.hpp"
#include "selftest/tshark.hpp"

#include <filesystem>
#include <linux/if_packet.h>
#include <sys/socket.h>
#include <unistd.h>

using Catch::Matchers::ContainsSubstring;

namespace {

/// A MAC address of five bytes: tshark marks it as malformed, but sees no error in it.
Bytes malformed_frame()
{
    return lldp_frame("00:00:5e:00:53:01", {chassis_id(4, {0, 0, 0x5e, 0, 0x53}), port_mac("00:00:5e:00:53:01"),
                                            time_to_live(120), end_of_lldpdu()});
}

/// A CDP frame without a checksum: tshark sees an error in it, but does not mark it as malformed.
Bytes wrong_checksum()
{
    const Bytes packet = {2, 180, 0, 0, 0, 1, 0, 8, 'h', 'o', 's', 't'};
    const Bytes header = {0, 20, 0xaa, 0xaa, 3, 0, 0, 0x0c, 0x20, 0};
    return mac_bytes("01:00:0c:cc:cc:cc") + mac_bytes("00:00:5e:00:53:01") + header + packet;
}

/// Sends a frame as a program would, unknown to the harness.
void send_like_a_daemon(const Link& link, const Bytes& frame, int times = 1)
{
    const auto inside = link.ns().enter();
    const Fd socket{::socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0)};
    sockaddr_ll address{};
    address.sll_family = AF_PACKET;
    address.sll_ifindex = link.index();
    for (int count = 0; count < times; ++count)
        REQUIRE(::sendto(socket.get(), frame.data(), frame.size(), 0, reinterpret_cast<const sockaddr*>(&address),
                         sizeof address) == static_cast<ssize_t>(frame.size()));
}

RunResult check_sent_frames(const std::string& path = "/usr/sbin:/usr/bin:/sbin:/bin")
{
    const auto script = std::filesystem::path{__FILE__}.parent_path().parent_path() / "check-sent-frames";
    if (::access(script.c_str(), R_OK) != 0)
        skip("this program is not where it was built");
    return run({"/bin/sh", script, std::string{ReportDirectory::path} + "/sent"}, {.environment = {{"PATH", path}}});
}

RunResult run_judged(const std::string& tests)
{
    return run_child(tests, {}, {{"LLDPD_TEST_REPORT", ReportDirectory::path}});
}

} // namespace

TEST_CASE("what a daemon sends is put aside once, and what a test injects is not", "[sent-frames]")
{
    const ReportDirectory directory;
    const auto result = run_judged("[.sends-well]");
    INFO(result.out);
    REQUIRE(result.status.success());

    const auto files = ReportDirectory::files("sent");
    REQUIRE(files.size() == 1);
    const auto frames = require(read_frames(files.front()));
    // The frame and the goodbye; what the kernel says of an interface may be another at first.
    CHECK(frames.size() >= 2);
    for (const auto& frame : frames) {
        CHECK(frame.ethertype() == lldp_ethertype);
        CHECK(frame.source() == "00:00:00:00:00:01");
        CHECK(std::count_if(frames.begin(), frames.end(),
                            [&](const Frame& other) { return other.bytes == frame.bytes; }) == 1);
    }
    need_tshark();
    const auto verdict = check_sent_frames();
    CHECK(verdict.status.code == 0);
    CHECK_THAT(verdict.out, ContainsSubstring("tshark finds nothing wrong with " + std::to_string(frames.size()) +
                                              " different frames"));
}

TEST_CASE("child: a daemon sends, and the test injects", "[.sends-well]")
{
    Namespaces ns;
    Links links;
    const auto [here, there] = links.veth(ns(1), ns(2));
    Capture seen{there};
    Lldpd lldpd{ns(1)};
    require(send_frame(here, malformed_frame()));
    require(send_frame(there, malformed_frame()));
    next_lldp_from(seen, here.mac());
    lldpd.lldpcli().text({"update"});
    next_lldp_from(seen, here.mac());
}

TEST_CASE("what a daemon sends is put aside however it was started", "[sent-frames]")
{
    const ReportDirectory directory;
    REQUIRE(run_judged("[.daemon-behind-another]").status.success());
    const auto files = ReportDirectory::files("sent");
    REQUIRE(files.size() == 1);
    CHECK(require(read_frames(files.front())).front().source() == "00:00:00:00:00:01");
}

TEST_CASE("frames that nobody could look at fail the test", "[sent-frames]")
{
    const auto result = run_child("[.floods]");
    CAPTURE(result.out);
    CHECK(result.status.code == 42);
    CHECK_THAT(result.out, ContainsSubstring(" frames on ns-1/eth0 came too fast to be recorded: ") &&
                               !ContainsSubstring("ns-2/eth1"));
}

TEST_CASE("child: a flood where a daemon may live", "[.floods]")
{
    constexpr unsigned length = 65000;
    Namespaces ns;
    Links links;
    const auto ends = links.veth(ns(1), ns(2));
    ends.first.mtu(length);
    ends.second.mtu(length);
    prepare(ns(1));
    auto frame = malformed_frame();
    frame.resize(length);
    send_like_a_daemon(ends.first, frame, 400); // More than the 16 MiB that a socket may keep.
}

TEST_CASE("a malformed frame that was sent, or one with an error, fails the run and is named with its test",
          "[sent-frames]")
{
    need_tshark();
    const auto [test, what, verdict] = GENERATE(table<std::string, std::string, std::string>(
        {{"[.sends-malformed]", "sends a malformed frame", "Invalid Chassis ID Length"},
         {"[.sends-wrong-checksum]", "sends a wrong checksum", "Bad checksum"}}));
    const ReportDirectory directory;
    REQUIRE(run_judged(test + ",[.sends-well]").status.success());

    const auto judged = check_sent_frames();

    CHECK(judged.status.code == 1);
    CHECK_THAT(judged.out,
               ContainsSubstring(", sent by ns-1/eth0 in \"child: a daemon " + what + "\": tshark says: " + verdict) &&
                   ContainsSubstring("error: 1 of "));
}

TEST_CASE("child: a daemon sends a malformed frame", "[.sends-malformed]")
{
    Namespaces ns;
    Links links;
    const auto ends = links.veth(ns(1), ns(2));
    const Lldpd lldpd{ns(1)};
    send_like_a_daemon(ends.first, malformed_frame());
}

TEST_CASE("child: a daemon sends a wrong checksum", "[.sends-wrong-checksum]")
{
    Namespaces ns;
    Links links;
    const auto ends = links.veth(ns(1), ns(2));
    const Lldpd lldpd{ns(1)};
    send_like_a_daemon(ends.first, wrong_checksum());
}

TEST_CASE("without tshark, and without a frame, the run passes and says so", "[sent-frames]")
{
    const ReportDirectory directory;
    const auto nothing = check_sent_frames();
    CHECK(nothing.status.code == 0);
    CHECK(nothing.out == "check-sent-frames: no frame was sent\n");

    REQUIRE(run_judged("[.sends-malformed]").status.success());
    const auto unchecked = check_sent_frames("/nowhere");
    CHECK(unchecked.status.code == 0);
    CHECK(unchecked.out == "check-sent-frames: not checked, tshark is missing: apt-get install --no-install-recommends "
                           "tshark\n");
}

TEST_CASE("a file that tshark cannot read fails the run", "[sent-frames]")
{
    need_tshark();
    const ReportDirectory directory;
    static_cast<void>(run({"sh", "-c", "mkdir /mnt/sent && echo nonsense > /mnt/sent/odd.pcapng"}));
    const auto verdict = check_sent_frames();
    CHECK(verdict.status.code == 1);
    CHECK_THAT(verdict.err, ContainsSubstring("error: tshark cannot read /mnt/sent/odd.pcapng: "));
}

TEST_CASE("only frames of discovery protocols count", "[sent-frames]")
{
    const auto [destination, type, counts] = GENERATE(table<std::string, unsigned, bool>({
        {"01:80:c2:00:00:0e", 0x88cc, true},
        {"01:00:0c:cc:cc:cc", 0x00aa, true},
        {"01:e0:52:cc:cc:cc", 0x00aa, true},
        {"00:e0:2b:00:00:00", 0x00aa, true},
        {"01:00:81:00:01:00", 0x00aa, true},
        {"01:00:81:00:01:01", 0x00aa, true},
        {"01:80:c2:00:00:0e", 0x0800, false},
        {"33:33:00:00:00:02", 0x86dd, false},
    }));
    const auto type_bytes = Bytes{static_cast<std::uint8_t>(type >> 8), static_cast<std::uint8_t>(type & 0xff)};
    const Frame frame{.bytes = mac_bytes(destination) + mac_bytes("00:00:00:00:00:01") + type_bytes, .time = {}};
    CHECK(is_discovery(frame) == counts);
}
