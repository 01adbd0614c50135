#include "proto/tlv/management_address.hpp"

#include <algorithm>

namespace lldp {
namespace {

constexpr std::size_t max_address_size = 31;    // IEEE 802.1AB-2016 8.5.9.4
constexpr std::size_t max_ip_address_size = 16; // no address of the families 1 and 2 is longer
constexpr std::size_t max_oid_size = 128;       // IEEE 802.1AB-2016 8.5.9.8

using Numbering = ManagementAddress::Numbering;

std::size_t max_size(AddressFamily family)
{
    const bool is_ip = family == AddressFamily::Ipv4 || family == AddressFamily::Ipv6;
    return is_ip ? max_ip_address_size : max_address_size;
}

std::vector<Shown> show_address(const ManagementAddress& tlv)
{
    auto text = ip_text(tlv.family, tlv.address);
    if (!text)
        return {};
    return {{std::move(*text)}};
}

// Without a shown address nobody could tell to which one the interface belongs.
std::vector<Shown> show_interface(const ManagementAddress& tlv)
{
    if (tlv.numbering != Numbering::IfIndex || tlv.interface == 0 || !ip_text(tlv.family, tlv.address))
        return {};
    return {{std::to_string(tlv.interface)}};
}

constexpr std::array<Field<ManagementAddress>, 2> declared{{
    {Section::Chassis, "mgmt-ip", "MgmtIP", Detail::Normal, show_address},
    {Section::Chassis, "mgmt-iface", "MgmtIface", Detail::Normal, show_interface},
}};

Bytes copy(ByteView octets)
{
    return {octets.begin(), octets.end()};
}

ManagementAddress ip(AddressFamily family, ByteView address, std::uint32_t ifindex)
{
    return {family, copy(address), ifindex == 0 ? Numbering::Unknown : Numbering::IfIndex, ifindex, {}};
}

} // namespace

ManagementAddress ManagementAddress::ipv4(const std::array<std::uint8_t, 4>& address, std::uint32_t ifindex)
{
    return ip(AddressFamily::Ipv4, address, ifindex);
}

ManagementAddress ManagementAddress::ipv6(const std::array<std::uint8_t, 16>& address, std::uint32_t ifindex)
{
    return ip(AddressFamily::Ipv6, address, ifindex);
}

Expected<ManagementAddress> ManagementAddress::decode(Reader& reader)
{
    const auto start = reader.position();
    const std::size_t string_size = reader.u8(); // the family and the address
    if (string_size == 0)
        return malformed(info, WireErrc::bad_length, start, "an address string of 1 to 32 octets, not 0");

    ManagementAddress tlv;
    tlv.family = static_cast<AddressFamily>(reader.u8());
    tlv.address = copy(reader.take(string_size - 1));
    tlv.numbering = static_cast<Numbering>(reader.u8());
    tlv.interface = reader.u32();
    if (!reader.ok())
        return malformed(info, WireErrc::truncated, reader.position(),
                         "an address string of " + std::to_string(string_size) + " octets and an interface number");
    if (tlv.address.size() > max_size(tlv.family))
        return malformed(info, WireErrc::bad_length, start,
                         "an address of at most " + std::to_string(max_size(tlv.family)) + " octets, not " +
                             std::to_string(tlv.address.size()));

    // Some senders leave out the object identifier, its length too, or give it a length that is not so. What it would
    // say of the address is lost then, the address is not.
    const std::size_t oid_size = reader.empty() ? 0 : reader.u8();
    if (oid_size <= std::min(reader.remaining(), max_oid_size))
        tlv.oid = copy(reader.take(oid_size));
    return tlv;
}

Expected<> ManagementAddress::encode(Writer& writer) const
{
    if (address.empty())
        return unencodable(info, WireErrc::bad_length, "no address");
    if (address.size() > max_address_size)
        return unencodable(info, WireErrc::too_big,
                           "an address of " + std::to_string(address.size()) + " octets, more than 31");
    if (oid.size() > max_oid_size)
        return unencodable(info, WireErrc::too_big,
                           "an object identifier of " + std::to_string(oid.size()) + " octets, more than 128");
    writer.u8(static_cast<std::uint8_t>(address.size() + 1));
    writer.u8(static_cast<std::uint8_t>(family));
    writer.bytes(address);
    writer.u8(static_cast<std::uint8_t>(numbering));
    writer.u32(interface);
    writer.u8(static_cast<std::uint8_t>(oid.size()));
    writer.bytes(oid);
    return {};
}

std::span<const Field<ManagementAddress>> ManagementAddress::fields()
{
    return declared;
}

} // namespace lldp
