#include "harness/capture_file.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <limits>
#include <memory>
#include <pcap/pcap.h>
#include <type_traits>

namespace harness {

namespace {

using Nanoseconds = std::chrono::nanoseconds;

struct CloseFile
{
    void operator()(std::FILE* file) const { static_cast<void>(std::fclose(file)); }
    void operator()(pcap_t* file) const { ::pcap_close(file); }
    void operator()(pcap_dumper_t* file) const { ::pcap_dump_close(file); }
};

template <typename T>
using Owned = std::unique_ptr<T, CloseFile>;

Nanoseconds since_epoch(const Frame& frame)
{
    return std::max(std::chrono::duration_cast<Nanoseconds>(frame.time.time_since_epoch()), Nanoseconds::zero());
}

tl::unexpected<Error> broken(const std::string& path, const std::string& text)
{
    return failure(std::errc::invalid_argument, "read frames", path, text);
}

Expected<Owned<pcap_t>> open_to_read(const std::string& path)
{
    Owned<std::FILE> file{std::fopen(path.c_str(), "re")};
    if (!file)
        return system_failure("read frames", path);
    std::array<char, PCAP_ERRBUF_SIZE> reason{};
    Owned<pcap_t> opened{
        ::pcap_fopen_offline_with_tstamp_precision(file.get(), PCAP_TSTAMP_PRECISION_NANO, reason.data())};
    if (!opened)
        return broken(path, std::string{"the start of a pcap or pcapng file was expected: "} + reason.data());
    static_cast<void>(file.release()); // It is closed with the other.
    if (const int type = ::pcap_datalink(opened.get()); type != DLT_EN10MB)
        return broken(path,
                      "Ethernet frames (link type 1) were expected, not those of link type " + std::to_string(type));
    return opened;
}

/// False: there is no such time here.
bool set_time(Frame& frame, const timeval& stamp)
{
    constexpr auto most = std::chrono::duration_cast<std::chrono::seconds>(Nanoseconds::max()).count();
    if (stamp.tv_sec < 0 || stamp.tv_sec >= most || stamp.tv_usec < 0 || stamp.tv_usec >= 1'000'000'000)
        return false;
    frame.time += std::chrono::duration_cast<std::chrono::system_clock::duration>(
        std::chrono::seconds{stamp.tv_sec} + Nanoseconds{stamp.tv_usec}); // It was opened for nanoseconds.
    return true;
}

// --- pcapng, in the byte order of this machine (draft-ietf-opsawg-pcapng) ---------------------

constexpr std::uint32_t section_header = 0x0a0d0d0a;
constexpr std::uint32_t interface_description = 1;
constexpr std::uint32_t enhanced_packet = 6;

constexpr std::uint16_t option_comment = 1;
constexpr std::uint16_t option_interface_name = 2;
constexpr std::uint16_t option_time_resolution = 9;
constexpr std::uint16_t option_packet_flags = 2;

constexpr std::uint32_t flag_received = 1;
constexpr std::uint32_t flag_sent = 2;

template <typename Number>
void put(std::string& block, std::type_identity_t<Number> value)
{
    std::array<char, sizeof(Number)> bytes{};
    std::memcpy(bytes.data(), &value, sizeof value);
    block.append(bytes.data(), bytes.size());
}

void pad(std::string& block)
{
    block.resize((block.size() + 3) / 4 * 4);
}

void put_option(std::string& block, std::uint16_t code, std::string_view value)
{
    if (value.empty())
        return;
    value = value.substr(0, std::numeric_limits<std::uint16_t>::max());
    put<std::uint16_t>(block, code);
    put<std::uint16_t>(block, static_cast<std::uint16_t>(value.size()));
    block += value;
    pad(block);
}

/// The block around a body whose last option was put.
std::string whole_block(std::uint32_t type, const std::string& body)
{
    constexpr std::uint32_t around = 16; // type, length, end of options, length
    const auto length = static_cast<std::uint32_t>(body.size() + around);
    std::string block;
    put<std::uint32_t>(block, type);
    put<std::uint32_t>(block, length);
    block += body;
    put<std::uint32_t>(block, 0);
    put<std::uint32_t>(block, length);
    return block;
}

} // namespace

Expected<std::vector<Frame>> read_frames(const std::string& path)
{
    const auto file = open_to_read(path);
    if (!file)
        return tl::unexpected<Error>{file.error()};
    std::vector<Frame> frames;
    for (;;) {
        pcap_pkthdr* header = nullptr;
        const std::uint8_t* bytes = nullptr;
        const int result = ::pcap_next_ex(file->get(), &header, &bytes);
        if (result == PCAP_ERROR_BREAK)
            return frames;
        const std::string which = "frame " + std::to_string(frames.size() + 1);
        if (result != 1)
            return broken(path, which + " or the end was expected: " + ::pcap_geterr(file->get()));
        Frame frame;
        frame.bytes.assign(bytes, bytes + header->caplen);
        frame.missing = header->len > header->caplen ? header->len - header->caplen : 0;
        if (!set_time(frame, header->ts))
            return broken(path, which + ": a time between 1970 and 2262 was expected");
        frames.push_back(std::move(frame));
    }
}

Expected<> write_pcap(const std::string& path, std::span<const Frame> frames)
{
    const Owned<pcap_t> format{::pcap_open_dead_with_tstamp_precision(DLT_EN10MB, static_cast<int>(longest_frame),
                                                                      PCAP_TSTAMP_PRECISION_NANO)};
    const Owned<pcap_dumper_t> file{format ? ::pcap_dump_open(format.get(), path.c_str()) : nullptr};
    if (!file)
        return failure(std::errc::io_error, "write frames", path, format ? ::pcap_geterr(format.get()) : "no memory");
    for (const auto& frame : frames) {
        const auto time = since_epoch(frame);
        pcap_pkthdr header{};
        header.ts.tv_sec = static_cast<time_t>(time.count() / 1'000'000'000);
        header.ts.tv_usec = static_cast<suseconds_t>(time.count() % 1'000'000'000);
        header.caplen = static_cast<bpf_u_int32>(std::min(frame.bytes.size(), longest_frame));
        header.len = static_cast<bpf_u_int32>(frame.bytes.size() + frame.missing);
        ::pcap_dump(reinterpret_cast<std::uint8_t*>(file.get()), &header, frame.bytes.data());
    }
    if (::pcap_dump_flush(file.get()) != 0 || std::ferror(::pcap_dump_file(file.get())) != 0)
        return system_failure("write frames", path);
    return {};
}

Expected<PcapngFile> PcapngFile::create(const std::string& path, std::string_view comment)
{
    constexpr std::uint32_t byte_order = 0x1a2b3c4d;
    constexpr std::int64_t length_unknown = -1;
    std::ofstream stream{path, std::ios::binary | std::ios::trunc};
    if (!stream)
        return system_failure("write frames", path);
    PcapngFile file{path, std::move(stream)};
    std::string body;
    put<std::uint32_t>(body, byte_order);
    put<std::uint16_t>(body, 1); // Version 1.0
    put<std::uint16_t>(body, 0);
    put<std::int64_t>(body, length_unknown);
    put_option(body, option_comment, comment);
    if (const auto written = file.write(whole_block(section_header, body)); !written)
        return tl::unexpected<Error>{written.error()};
    return file;
}

Expected<unsigned> PcapngFile::add_interface(std::string_view name, std::string_view comment)
{
    constexpr char nanoseconds = 9;
    std::string body;
    put<std::uint16_t>(body, DLT_EN10MB);
    put<std::uint16_t>(body, 0);
    put<std::uint32_t>(body, longest_frame);
    put_option(body, option_comment, comment);
    put_option(body, option_interface_name, name);
    put_option(body, option_time_resolution, {&nanoseconds, 1});
    if (const auto written = write(whole_block(interface_description, body)); !written)
        return tl::unexpected<Error>{written.error()};
    return interfaces_++;
}

Expected<> PcapngFile::add(unsigned interface, const Frame& frame, std::string_view comment)
{
    const auto time = static_cast<std::uint64_t>(since_epoch(frame).count());
    const auto kept = std::min(frame.bytes.size(), longest_frame);
    std::string body;
    put<std::uint32_t>(body, interface);
    put<std::uint32_t>(body, static_cast<std::uint32_t>(time >> 32));
    put<std::uint32_t>(body, static_cast<std::uint32_t>(time & 0xffffffffU));
    put<std::uint32_t>(body, static_cast<std::uint32_t>(kept));
    put<std::uint32_t>(body, static_cast<std::uint32_t>(frame.bytes.size() + frame.missing));
    body.append(frame.bytes.begin(), frame.bytes.begin() + static_cast<std::ptrdiff_t>(kept));
    pad(body);
    std::string flags;
    put<std::uint32_t>(flags, frame.direction == Direction::Sent ? flag_sent : flag_received);
    put_option(body, option_comment, comment);
    put_option(body, option_packet_flags, flags);
    return write(whole_block(enhanced_packet, body));
}

Expected<> PcapngFile::write(const std::string& block)
{
    if (!file_.write(block.data(), static_cast<std::streamsize>(block.size())))
        return system_failure("write frames", path_);
    return {};
}

Expected<> PcapngFile::flush()
{
    if (!file_.flush())
        return system_failure("write frames", path_);
    return {};
}

} // namespace harness
