// Management Address TLV (IEEE 802.1AB-2016 8.5.9): an address at which the system is managed. Any number of them.
#pragma once

#include "proto/network_address.hpp"
#include "proto/tlv.hpp"

#include <array>

namespace lldp {

struct ManagementAddress
{
    static constexpr TlvInfo info{tlv_type::management_address, "Management Address", "IEEE 802.1AB-2016 8.5.9",
                                  Occurs::Many};

    /// What `interface` counts (IEEE 802.1AB-2016 8.5.9.5). A peer may send any other number; it is kept.
    enum class Numbering : std::uint8_t { Unknown = 1, IfIndex = 2, SystemPort = 3 };

    AddressFamily family = AddressFamily::Ipv4;
    Bytes address; ///< at most 31 octets
    Numbering numbering = Numbering::Unknown;
    std::uint32_t interface = 0;
    Bytes oid; ///< identifies hardware or protocol entity; at most 128 octets

    /// An `ifindex` of 0 says that the interface is unknown.
    static ManagementAddress ipv4(const std::array<std::uint8_t, 4>& address, std::uint32_t ifindex);
    static ManagementAddress ipv6(const std::array<std::uint8_t, 16>& address, std::uint32_t ifindex);

    static Expected<ManagementAddress> decode(Reader& reader);
    Expected<> encode(Writer& writer) const;
    static std::span<const Field<ManagementAddress>> fields();

    bool operator==(const ManagementAddress&) const = default;
};

} // namespace lldp
