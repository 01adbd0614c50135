// Port ID TLV (IEEE 802.1AB-2016 8.5.3): the port from which it is sent.
#pragma once

#include "proto/ethernet.hpp"
#include "proto/tlv.hpp"

#include <compare>

namespace lldp {

struct PortId
{
    /// IEEE 802.1AB-2016 table 8-3.
    enum class Subtype : std::uint8_t {
        InterfaceAlias = 1, ///< ifAlias (IETF RFC 2863)
        PortComponent = 2,  ///< entPhysicalAlias of a port or backplane (IETF RFC 6933)
        Mac = 3,            ///< IEEE Std 802
        NetworkAddress = 4, ///< an address family number and the address
        InterfaceName = 5,  ///< ifName (IETF RFC 2863)
        AgentCircuitId = 6, ///< IETF RFC 3046
        Local = 7,          ///< locally assigned
    };

    static constexpr TlvInfo info{tlv_type::port_id, "Port ID", "IEEE 802.1AB-2016 8.5.3", Occurs::Mandatory};

    Subtype subtype = Subtype::Local;
    Bytes id; ///< 1 to 255 octets

    static PortId mac(const MacAddress& address);
    static PortId ifname(std::string_view name);
    static PortId local(std::string_view text);

    static Expected<PortId> decode(Reader& reader);
    Expected<> encode(Writer& writer) const;
    static std::span<const Field<PortId>> fields();

    auto operator<=>(const PortId&) const = default; // NOLINT(modernize-use-nullptr): clang-tidy 14 misreads it
    bool operator==(const PortId&) const = default;
};

/// The identifier without its type, as it is shown.
std::string to_string(const PortId& id);

} // namespace lldp
