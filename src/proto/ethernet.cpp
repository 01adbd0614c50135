#include "proto/ethernet.hpp"

#include "proto/text.hpp"
#include "proto/tlv.hpp"

#include <algorithm>

namespace lldp {
namespace {

MacAddress read_address(Reader& reader)
{
    MacAddress address{};
    std::ranges::copy(reader.take(address.size()), address.begin());
    return address;
}

/// IEEE 802.1Q-2018 9.6
std::uint16_t control_information(const VlanTag& tag)
{
    return static_cast<std::uint16_t>(tag.priority << 13U | (tag.drop_eligible ? 1U << 12U : 0U) | tag.vlan);
}

} // namespace

std::string to_string(const MacAddress& address)
{
    return hex(address, ':');
}

Expected<EthernetFrame> parse_ethernet(ByteView frame)
{
    Reader reader{frame};
    EthernetFrame parsed{};
    parsed.destination = read_address(reader);
    parsed.source = read_address(reader);
    parsed.ethertype = reader.u16();
    if (parsed.ethertype == ethertype_dot1q) {
        reader.skip(2); // priority, drop eligibility and VLAN: LLDP has no use for them
        parsed.ethertype = reader.u16();
    }
    if (!reader.ok())
        return failure(WireErrc::truncated, "parse Ethernet frame",
                       "of " + std::to_string(frame.size()) + " octets, shorter than its header");
    parsed.payload = reader.rest();
    return parsed;
}

Bytes make_ethernet(const EthernetHeader& header, ByteView payload)
{
    Writer writer;
    writer.bytes(header.destination);
    writer.bytes(header.source);
    if (header.tag) {
        writer.u16(ethertype_dot1q);
        writer.u16(control_information(*header.tag));
    }
    writer.u16(header.ethertype);
    writer.bytes(payload);
    return writer.take();
}

} // namespace lldp
