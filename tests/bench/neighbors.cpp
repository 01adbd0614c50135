#include "neighbors.hpp"

#include <array>
#include <chrono>
#include <cstdio>
#include <sstream>
#include <string>

namespace bench {

using namespace std::chrono_literals;

namespace {

/// A packet socket of the usual size holds four times as many.
constexpr unsigned at_once = 64;

std::string mac_of(unsigned number)
{
    std::array<char, 18> text{};
    static_cast<void>(std::snprintf(text.data(), text.size(), "02:00:5e:%02x:%02x:%02x", number >> 16U & 0xffU,
                                    number >> 8U & 0xffU, number & 0xffU));
    return text.data();
}

/// Whether a packet socket of the namespace holds what nobody has taken yet (/proc/net/packet, its column Rmem).
bool holds_frames(const Namespace& ns)
{
    std::istringstream lines{ns.read_file("/proc/net/packet")};
    std::string line;
    std::getline(lines, line);
    while (std::getline(lines, line)) {
        std::istringstream columns{line};
        std::string word;
        for (int skipped = 0; skipped < 6; ++skipped)
            columns >> word;
        unsigned long waiting = 0;
        columns >> waiting;
        if (waiting > 0)
            return true;
    }
    return false;
}

} // namespace

Bytes frame_of_neighbor(unsigned number, unsigned revision)
{
    const auto mac = mac_of(number);
    const auto port = "GigabitEthernet1/0/" + std::to_string(number);
    constexpr std::uint8_t by_name = 5;
    constexpr unsigned system_description = 6;
    constexpr unsigned capabilities = 7;
    return lldp_frame(
        mac, {chassis_mac(mac), port_id(by_name, text_bytes(port)), time_to_live(3600),
              port_description("to rack " + std::to_string(number) + ", revision " + std::to_string(revision)),
              system_name("switch-" + std::to_string(number) + ".example.com"),
              tlv(system_description, text_bytes("Example Networks operating system, version 15.2(7)E3, "
                                                 "compiled on a Monday by the people who do that")),
              tlv(capabilities, {0, 0x14, 0, 0x04}), management_address("192.0.2.1", 1),
              organizational("00:12:0f", 1, {3, 0x6c, 0x01, 0, 0x1e}), organizational("00:12:0f", 4, {0x05, 0xee}),
              organizational("00:80:c2", 1, {0, 1}), end_of_lldpdu()});
}

void Wire::feed(unsigned count, const std::function<Bytes(unsigned)>& frame) const
{
    for (unsigned sent = 0; sent < count; ++sent) {
        require(send_frame(far_, frame(sent)));
        if (sent % at_once == at_once - 1)
            wait_taken();
    }
    wait_taken();
}

void Wire::introduce(unsigned first, unsigned last) const
{
    feed(last - first, [&](unsigned index) { return frame_of_neighbor(first + index); });
}

void Wire::wait_taken() const
{
    poll_until("the frames to be taken", 1ms, [&] { return !holds_frames(listening_); });
}

} // namespace bench
