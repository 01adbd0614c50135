#include "lldp/frame.hpp"

#include "harness/error.hpp"
#include "lldp/diff.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cstdio>
#include <cstdlib>

namespace lldptest {

namespace {

constexpr std::size_t ethernet_header = 14;

std::uint8_t high(unsigned value)
{
    return static_cast<std::uint8_t>(value >> 8U);
}

std::uint8_t low(unsigned value)
{
    return static_cast<std::uint8_t>(value & 0xffU);
}

/// Octets in hexadecimal with a separator between: an OUI, a MAC address.
Bytes octets(std::string_view text)
{
    Bytes result;
    for (std::size_t at = 0; at < text.size(); at += 3)
        result.push_back(static_cast<std::uint8_t>(std::stoul(std::string{text.substr(at, 2)}, nullptr, 16)));
    return result;
}

std::string hexadecimal(const Bytes& bytes, std::size_t from, std::size_t to)
{
    std::string result;
    for (auto at = from; at < to; ++at) {
        std::array<char, 4> text{};
        static_cast<void>(std::snprintf(text.data(), text.size(), " %02x", bytes[at]));
        result += text.data();
    }
    return result;
}

} // namespace

Bytes mac_bytes(std::string_view address)
{
    return octets(address);
}

Bytes ip_bytes(const std::string& address)
{
    const bool v6 = address.find(':') != std::string::npos;
    Bytes result(v6 ? 16 : 4);
    if (::inet_pton(v6 ? AF_INET6 : AF_INET, address.c_str(), result.data()) != 1)
        harness::fail("no IP address: " + address);
    return result;
}

Bytes text_bytes(std::string_view text)
{
    return {text.begin(), text.end()};
}

Bytes operator+(Bytes left, const Bytes& right)
{
    left.insert(left.end(), right.begin(), right.end());
    return left;
}

std::ostream& operator<<(std::ostream& out, const NamedBytes& named)
{
    return out << named.name;
}

Bytes tlv(unsigned type, const Bytes& value)
{
    return tlv_claiming(static_cast<unsigned>(value.size()), type, value);
}

Bytes tlv_claiming(unsigned length, unsigned type, const Bytes& value)
{
    const unsigned header = type << 9U | (length & 0x1ffU);
    return Bytes{high(header), low(header)} + value;
}

Bytes chassis_mac(std::string_view address)
{
    return chassis_id(4, mac_bytes(address));
}

Bytes port_mac(std::string_view address)
{
    return port_id(3, mac_bytes(address));
}

Bytes chassis_id(std::uint8_t subtype, const Bytes& id)
{
    return tlv(1, Bytes{subtype} + id);
}

Bytes port_id(std::uint8_t subtype, const Bytes& id)
{
    return tlv(2, Bytes{subtype} + id);
}

Bytes time_to_live(std::uint16_t seconds)
{
    return tlv(3, {high(seconds), low(seconds)});
}

Bytes port_description(std::string_view text)
{
    return tlv(4, text_bytes(text));
}

Bytes system_name(std::string_view text)
{
    return tlv(5, text_bytes(text));
}

Bytes management_address(const std::string& address, int index)
{
    const auto ip = ip_bytes(address);
    const auto number = static_cast<unsigned>(index);
    const auto family = static_cast<std::uint8_t>(ip.size() == 4 ? 1 : 2); // IANA address family numbers
    return tlv(8, Bytes{static_cast<std::uint8_t>(ip.size() + 1), family} + ip +
                      Bytes{2, low(number >> 24U), low(number >> 16U), low(number >> 8U), low(number), 0});
}

Bytes organizational(std::string_view oui, std::uint8_t subtype, const Bytes& value)
{
    return tlv(127, octets(oui) + Bytes{subtype} + value);
}

Bytes end_of_lldpdu()
{
    return tlv(0, {});
}

Bytes lldp_frame(std::string_view source, std::initializer_list<Bytes> tlvs, std::string_view destination)
{
    Bytes result = mac_bytes(destination) + mac_bytes(source) + Bytes{high(lldp_ethertype), low(lldp_ethertype)};
    for (const auto& each : tlvs)
        result = std::move(result) + each;
    return result;
}

Bytes neighbor_frame(const std::string& mac, std::uint16_t seconds, std::string_view name)
{
    return lldp_frame(mac,
                      {chassis_mac(mac), port_mac(mac), time_to_live(seconds), system_name(name), end_of_lldpdu()});
}

bool has_tlv(const harness::Frame& frame, const Bytes& tlv)
{
    return std::search(frame.bytes.begin(), frame.bytes.end(), tlv.begin(), tlv.end()) != frame.bytes.end();
}

bool is_lldp_from(const harness::Frame& frame, std::string_view source)
{
    return frame.ethertype() == lldp_ethertype && frame.source() == source;
}

std::size_t count_lldp_from(const std::vector<harness::Frame>& frames, std::string_view source)
{
    return static_cast<std::size_t>(std::count_if(
        frames.begin(), frames.end(), [&](const harness::Frame& frame) { return is_lldp_from(frame, source); }));
}

harness::Frame next_lldp_from(harness::Capture& capture, std::string_view source, harness::Where where)
{
    return capture.next(
        "an LLDP frame from " + std::string{source},
        [source](const harness::Frame& frame) { return is_lldp_from(frame, source); }, where);
}

harness::Frame next_lldp_with(harness::Capture& capture, std::string_view source, const Bytes& tlv,
                              harness::Where where)
{
    return capture.next(
        "an LLDP frame from " + std::string{source} + " with " + dissect(Bytes(ethernet_header) + tlv).back(),
        [&](const harness::Frame& frame) { return is_lldp_from(frame, source) && has_tlv(frame, tlv); }, where);
}

int time_to_live_of(const Bytes& frame)
{
    for (std::size_t at = ethernet_header; at + 4 <= frame.size();) {
        const unsigned type = frame[at] >> 1U;
        const std::size_t length = (frame[at] & 1U) << 8U | frame[at + 1];
        if (type == 3 && length >= 2)
            return frame[at + 2] << 8 | frame[at + 3];
        at += 2 + length;
    }
    return -1;
}

std::vector<std::string> dissect(const Bytes& frame)
{
    std::vector<std::string> result;
    std::size_t at = std::min(ethernet_header, frame.size());
    result.push_back("header:" + hexadecimal(frame, 0, at));
    for (unsigned type = 1; type != 0 && at + 2 <= frame.size();) {
        type = frame[at] >> 1U;
        const std::size_t length = (frame[at] & 1U) << 8U | frame[at + 1];
        const auto end = std::min(at + 2 + length, frame.size());
        result.push_back("TLV " + std::to_string(type) + " of " + std::to_string(length) +
                         " bytes:" + hexadecimal(frame, at + 2, end));
        at = end;
    }
    if (at < frame.size())
        result.push_back("behind the end:" + hexadecimal(frame, at, frame.size()));
    return result;
}

bool IsFrame::match(const Bytes& got) const
{
    difference_ = got == expected_ ? "" : difference(dissect(expected_), dissect(got));
    return got == expected_;
}

std::string IsFrame::describe() const
{
    return difference_.empty() ? "is as expected" : "differs (- expected, + got):\n" + difference_;
}

} // namespace lldptest
