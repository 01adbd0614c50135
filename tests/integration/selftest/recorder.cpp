#include "harness/recorder.hpp"

#include "harness/capture.hpp"
#include "harness/capture_file.hpp"
#include "harness/test.hpp"
#include "selftest/child.hpp"
#include "selftest/report_directory.hpp"

#include <algorithm>
#include <csignal>
#include <optional>

using namespace harness;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::EndsWith;

namespace {

RunResult run_recorded(const std::string& tests)
{
    return run_child(tests, {}, {{"LLDPD_TEST_REPORT", ReportDirectory::path}});
}

/// A frame of a type of its own, so that what the kernel sends by itself is told apart.
Bytes frame(std::uint8_t mark)
{
    Bytes bytes = {0x01, 0x80, 0xc2, 0x00, 0x00, 0x0e, 0x02, 0x00, 0x00, 0x00, 0x00, 0x99, 0x88, 0xb6, mark};
    bytes.resize(60);
    return bytes;
}

/// How many such frames are in a file; each was sent by one link and received by another.
std::size_t count(const std::string& path, std::uint8_t mark)
{
    const auto frames = require(read_frames(path));
    return static_cast<std::size_t>(
        std::count_if(frames.begin(), frames.end(), [&](const Frame& each) { return each.bytes == frame(mark); }));
}

} // namespace

TEST_CASE("a test that fails leaves one file with the frames of all its links", "[recorder]")
{
    const ReportDirectory directory;
    const auto result = run_recorded("[.recorded]");
    INFO(result.err);
    REQUIRE(result.status.code == 42);

    const auto files = ReportDirectory::files("frames");
    REQUIRE(files.size() == 1);
    CHECK_THAT(files.front(), ContainsSubstring("/child-a-frame-and-a-failure-deep-7-") && EndsWith(".pcapng"));
    CHECK(count(files.front(), 7) == 2);
    CHECK_THAT(result.err,
               ContainsSubstring("# frames, the last of each link (all of them: " + files.front() + "):\n"));
    CHECK_THAT(result.err, ContainsSubstring(" sent 60 bytes from 02:00:00:00:00:99 to 01:80:c2:00:00:0e, type 0x88b6, "
                                             "injected by the test\n"));
    CHECK_THAT(result.err, ContainsSubstring(" received 60 bytes from 02:00:00:00:00:99 to 01:80:c2:00:00:0e, type"));
    CHECK_THAT(result.err, ContainsSubstring("# ns-1/eth0: ") && ContainsSubstring("# ns-2/eth1: "));
}

TEST_CASE("child: a frame, and a failure", "[.recorded]")
{
    const auto mark = static_cast<std::uint8_t>(GENERATE(7));
    SECTION("deep")
    {
        Namespaces ns;
        Links links;
        const auto ends = links.veth(ns(1), ns(2));
        require(send_frame(ends.first, frame(mark)));
        FAIL("so be it");
    }
}

TEST_CASE("a test that passes leaves no file, unless all shall be kept", "[recorder]")
{
    const ReportDirectory directory;
    const auto [test, files] =
        GENERATE(table<std::string, std::size_t>({{"[.passes]", 0}, {"[.passes-and-keeps]", 1}}));
    CHECK(run_recorded(test).status.success());
    CHECK(ReportDirectory::files("frames").size() == files);
}

TEST_CASE("child: passes with a link", "[.passes]")
{
    Namespaces ns;
    Links links;
    links.veth(ns(1), ns(2));
}

TEST_CASE("child: passes with a link, and keeps", "[.passes-and-keeps]")
{
    recorder::keep();
    Namespaces ns;
    Links links;
    links.veth(ns(1), ns(2));
}

TEST_CASE("a test that crashes leaves its frames too", "[recorder]")
{
    const ReportDirectory directory;
    run_recorded("[.crashes-with-a-link]");
    const auto files = ReportDirectory::files("frames");
    REQUIRE(files.size() == 1);
    CHECK(count(files.front(), 5) == 2);
}

TEST_CASE("child: crashes with a link", "[.crashes-with-a-link]")
{
    Namespaces ns;
    Links links;
    const auto ends = links.veth(ns(1), ns(2));
    require(send_frame(ends.first, frame(5)));
    ::raise(SIGSEGV);
}

TEST_CASE("where no file can be written the report says why", "[recorder]")
{
    const auto result = run_child("[.recorded]", {}, {{"LLDPD_TEST_REPORT", "/proc/none"}});
    CHECK(result.status.code == 42);
    CHECK_THAT(result.err,
               ContainsSubstring("# frames, the last of each link (make the directory on /proc/none/frames: "
                                 "No such file or directory):\n"));
}

TEST_CASE("of too many frames the last are kept, and the others counted", "[recorder]")
{
    const auto result = run_child("[.many-frames]");
    CHECK_THAT(result.err, ContainsSubstring("# ns-2/eth1: " + std::to_string(recorder::most_frames) + " frames, ") &&
                               ContainsSubstring(" older ones overwritten\n"));
    const auto long_ones = run_child("[.long-frames]");
    // 16 long ones fit, and some short ones of the kernel between them.
    CHECK_THAT(long_ones.err, Catch::Matchers::Matches(
                                  "[^]*# ns-2/eth1: [1-4][0-9] frames, [1-9][0-9]* older ones overwritten\n[^]*"));
}

TEST_CASE("child: many frames", "[.many-frames]")
{
    Namespaces ns;
    Links links;
    const auto ends = links.veth(ns(1), ns(2));
    for (std::size_t i = 0; i < recorder::most_frames + 10; ++i) {
        require(send_frame(ends.first, frame(1)));
        handle_events(Clock::now());
    }
    FAIL("so be it");
}

TEST_CASE("child: long frames", "[.long-frames]")
{
    constexpr unsigned length = 65000;
    Namespaces ns;
    Links links;
    const auto ends = links.veth(ns(1), ns(2));
    ends.first.mtu(length);
    ends.second.mtu(length);
    auto long_frame = frame(1);
    long_frame.resize(length);
    for (int i = 0; i < 20; ++i) {
        require(send_frame(ends.first, long_frame));
        handle_events(Clock::now());
    }
    FAIL("so be it");
}

TEST_CASE("the frames of links and namespaces that are gone are kept", "[recorder]")
{
    const ReportDirectory directory;
    const auto mark = GENERATE(1, 2, 3);
    CHECK(run_recorded(std::vector<std::string>{"[.removed-link]", "[.namespace-gone]", "[.moved-links]"}.at(mark - 1))
              .status.code == 42);
    const auto files = ReportDirectory::files("frames");
    REQUIRE(files.size() == 1);
    CHECK(count(files.front(), static_cast<std::uint8_t>(mark)) == 2);
}

TEST_CASE("child: a removed link", "[.removed-link]")
{
    Namespaces ns;
    Links links;
    const auto ends = links.veth(ns(1), ns(2));
    require(send_frame(ends.first, frame(1)));
    ends.first.remove();
    FAIL("so be it");
}

TEST_CASE("child: a namespace that is gone", "[.namespace-gone]")
{
    Links links;
    auto ns = std::make_optional<Namespaces>();
    const auto ends = links.veth((*ns)(1), (*ns)(2));
    require(send_frame(ends.first, frame(2)));
    ns.reset();
    CHECK_FALSE(ends.first.exists());
    FAIL("so be it");
}

TEST_CASE("child: moved links", "[.moved-links]")
{
    Namespaces ns;
    Links first;
    const auto ends = first.veth(ns(1), ns(2));
    Links second{std::move(first)};
    require(send_frame(ends.first, frame(3)));
    FAIL("so be it");
}

TEST_CASE("a recorded namespace goes when its object does, and its links with it", "[recorder]")
{
    Namespaces others;
    Links links;
    auto ns = std::make_optional<Namespaces>();
    const auto ends = links.veth((*ns)(1), others(2));
    ns.reset();
    poll_until("the other end to go", std::chrono::milliseconds{10}, [&] { return !ends.second.exists(); });
}

TEST_CASE("an observation tells a program's frames from those that the test injected", "[recorder]")
{
    Namespaces ns;
    Links links;
    const auto ends = links.veth(ns(1), ns(2));
    ends.first.add_address("192.0.2.1/24");
    auto tagged = frame(1);
    const Bytes tag{0x81, 0x00, 0x00, 0x0a};
    tagged.insert(tagged.begin() + 12, tag.begin(), tag.end());
    require(send_frame(ends.first, frame(3)));
    std::vector<std::string> seen;
    {
        const recorder::Observation observation{ns(1), [&](const recorder::Seen& each) {
                                                    if (each.frame.ethertype() != 0x86dd) // The kernel says hello.
                                                        seen.push_back(each.link +
                                                                       (each.injected ? " injected, " : " ") +
                                                                       each.frame.describe().substr(0, 13));
                                                }};
        require(send_frame(ends.first, frame(1)));
        require(send_frame(ends.first, tagged));
        require(send_frame(ends.second, frame(2)));
        static_cast<void>(run(ns(1), {"bash", "-c", "echo probe > /dev/udp/192.0.2.2/9"}));
    }
    require(send_frame(ends.first, frame(4)));
    // The first two are the same but for the tag, which a device on the way might have put on.
    CHECK(seen == std::vector<std::string>{"eth0 injected, sent 60 bytes", "eth0 injected, sent 64 bytes",
                                           "eth0 injected, received 60 b", "eth0 sent 42 bytes"});
}

TEST_CASE("a test's name makes a file's name, and another one another", "[recorder]")
{
    const auto name = GENERATE(as<std::string>{}, "", "a/b", "..", "it's \"odd\" / ü / \n", std::string(1000, 'x'));
    const auto safe = recorder::safe_name(name);
    CHECK_THAT(safe, Catch::Matchers::Matches("[A-Za-z0-9_-]{1,150}"));
    CHECK(safe != recorder::safe_name(name + "x"));
    CHECK(safe == recorder::safe_name(name));
}
