#include "harness/capture_file.hpp"

#include "harness/process.hpp"
#include "harness/test.hpp"
#include "selftest/report_directory.hpp"
#include "selftest/tshark.hpp"

#include <fstream>

using namespace harness;
using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;

namespace {

std::string path_of(const std::string& name)
{
    return std::string{ReportDirectory::path} + "/" + name;
}

Frame frame(std::size_t size, std::chrono::nanoseconds time, Direction direction = Direction::Received)
{
    Frame result{.bytes = Bytes(size, static_cast<std::uint8_t>(size)), .direction = direction, .time = {}};
    result.time += time;
    return result;
}

Expected<> write_pcapng(const std::string& path, const std::vector<Frame>& frames)
{
    auto file = require(PcapngFile::create(path, "all frames"));
    const auto first = require(file.add_interface("ns-1/eth0"));
    const auto second = require(file.add_interface("ns-2/eth1", "the other one"));
    for (std::size_t i = 0; i < frames.size(); ++i)
        require(file.add(i % 2 == 0 ? first : second, frames[i], i == 0 ? "the first" : ""));
    return file.flush();
}

void write_text(const std::string& path, const std::string& text)
{
    std::ofstream{path, std::ios::binary} << text;
}

std::string read_text(const std::string& path)
{
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

} // namespace

TEST_CASE("frames that were written to a file are read back, bytes, lengths and nanoseconds", "[capture-file]")
{
    const ReportDirectory directory;
    std::vector<Frame> frames{frame(60, 1'700'000'000'123'456'789ns), frame(14, 0ns), frame(1515, 1ns), frame(0, 2ns)};
    frames[2].missing = 3000;
    const auto path = path_of("frames");
    if (GENERATE(as<std::string>{}, "pcap", "pcapng") == "pcap")
        require(write_pcap(path, frames));
    else
        require(write_pcapng(path, frames));

    const auto read = require(read_frames(path));

    REQUIRE(read.size() == frames.size());
    for (std::size_t i = 0; i < frames.size(); ++i) {
        CHECK(read[i].bytes == frames[i].bytes);
        CHECK(read[i].time == frames[i].time);
        CHECK(read[i].missing == frames[i].missing);
    }
}

TEST_CASE("a pcapng file tells interfaces, directions and comments", "[capture-file]")
{
    need_tshark();
    const ReportDirectory directory;
    require(write_pcapng(path_of("frames"), {frame(60, 1s, Direction::Received), frame(61, 2s, Direction::Sent)}));

    const auto dissected =
        run({"tshark", "-n", "-r", path_of("frames"), "-T", "fields", "-E", "separator=|", "-e", "frame.interface_name",
             "-e", "frame.packet_flags_direction", "-e", "frame.comment", "-e", "frame.time_epoch", "-e", "frame.len"});
    const auto described = run({"capinfos", path_of("frames")});

    // Newer ones write the direction without its zeros.
    CHECK_THAT(dissected.out, Catch::Matchers::Matches("ns-1/eth0\\|(0x0*)?1\\|the first\\|1.000000000\\|60\n"
                                                       "ns-2/eth1\\|(0x0*)?2\\|\\|2.000000000\\|61\n"));
    CHECK_THAT(described.out, ContainsSubstring("all frames") && ContainsSubstring("the other one"));
}

TEST_CASE("a file that ends too early gives the place, or the frames before", "[capture-file]")
{
    const ReportDirectory directory;
    const bool old = GENERATE(as<std::string>{}, "pcap", "pcapng") == "pcap";
    const std::vector<Frame> frames{frame(20, 1s), frame(21, 2s), frame(22, 3s)};
    require(old ? write_pcap(path_of("whole"), frames) : write_pcapng(path_of("whole"), frames));
    const auto whole = read_text(path_of("whole"));
    int ends_between_blocks = 0;
    for (std::size_t length = 0; length < whole.size(); ++length) {
        CAPTURE(length);
        write_text(path_of("part"), whole.substr(0, length));
        const auto read = read_frames(path_of("part"));
        if (read) {
            CHECK(read->size() < frames.size());
            ++ends_between_blocks;
        } else
            CHECK_THAT(read.error().message(), ContainsSubstring("read frames on " + path_of("part") + ": ") &&
                                                   ContainsSubstring(" expected: "));
    }
    CHECK(ends_between_blocks <= 5);
}

TEST_CASE("what is no file of Ethernet frames is refused with the reason", "[capture-file]")
{
    const ReportDirectory directory;
    const auto refused = [](const std::string& path) {
        const auto read = read_frames(path);
        REQUIRE_FALSE(read);
        return read.error().message();
    };
    require(write_pcap(path_of("frames"), std::vector<Frame>{frame(60, 1s), frame(61, 2s)}));
    auto text = read_text(path_of("frames"));

    SECTION("not there")
    {
        CHECK_THAT(refused(path_of("none")), ContainsSubstring(path_of("none") + ": No such file or directory"));
    }
    SECTION("a directory")
    {
        CHECK_THAT(refused("/mnt"), ContainsSubstring("the start of a pcap or pcapng file was expected: "));
    }
    SECTION("something else")
    {
        write_text(path_of("frames"), "This is no capture, but it is long enough to be one.");
        CHECK_THAT(refused(path_of("frames")), ContainsSubstring("the start of a pcap or pcapng file was expected: "));
    }
    SECTION("of another link type")
    {
        text[20] = 113;
        write_text(path_of("frames"), text);
        CHECK_THAT(refused(path_of("frames")),
                   ContainsSubstring("link type 1) were expected, not those of link type 113"));
    }
    SECTION("a frame longer than any")
    {
        constexpr std::size_t second_header = 24 + 16 + 60;
        text.replace(second_header + 8, 4, "\x7f\x7f\x7f\x7f");
        write_text(path_of("frames"), text);
        CHECK_THAT(refused(path_of("frames")), ContainsSubstring("frame 2 or the end was expected: "));
    }
}

TEST_CASE("a time that no clock has is refused", "[capture-file]")
{
    const ReportDirectory directory;
    require(write_pcapng(path_of("frames"), {frame(60, 1s)}));
    auto text = read_text(path_of("frames"));
    const auto resolution = text.find(std::string{"\x09\x00\x01\x00\x09", 5});
    REQUIRE(resolution != std::string::npos);
    text[resolution + 4] = 0; // Whole seconds.
    const auto time = text.find(std::string{"\x00\xca\x9a\x3b", 4}) - 4;
    text.replace(time, 4, "\x7f\x7f\x7f\x7f");
    write_text(path_of("frames"), text);

    const auto read = read_frames(path_of("frames"));

    REQUIRE_FALSE(read);
    CHECK_THAT(read.error().message(), ContainsSubstring("frame 1: a time between 1970 and 2262 was expected"));
}

TEST_CASE("a file that cannot be written is an error that names it", "[capture-file]")
{
    CHECK_THAT(PcapngFile::create("/mnt/none/frames").error().message(),
               ContainsSubstring("write frames on /mnt/none/frames: No such file or directory"));
    CHECK_THAT(write_pcap("/mnt/none/frames", {}).error().message(), ContainsSubstring("/mnt/none/frames"));
}
