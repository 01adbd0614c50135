// Chassis ID TLV (IEEE 802.1AB-2016 8.5.2): the system that sends.
#pragma once

#include "proto/ethernet.hpp"
#include "proto/tlv.hpp"

#include <compare>

namespace lldp {

struct ChassisId
{
    /// IEEE 802.1AB-2016 table 8-2.
    enum class Subtype : std::uint8_t {
        ChassisComponent = 1, ///< entPhysicalAlias of a chassis (IETF RFC 6933)
        InterfaceAlias = 2,   ///< ifAlias (IETF RFC 2863)
        PortComponent = 3,    ///< entPhysicalAlias of a port or backplane (IETF RFC 6933)
        Mac = 4,              ///< IEEE Std 802
        NetworkAddress = 5,   ///< an address family number and the address
        InterfaceName = 6,    ///< ifName (IETF RFC 2863)
        Local = 7,            ///< locally assigned
    };

    static constexpr TlvInfo info{tlv_type::chassis_id, "Chassis ID", "IEEE 802.1AB-2016 8.5.2", Occurs::Mandatory};

    Subtype subtype = Subtype::Local;
    Bytes id; ///< 1 to 255 octets

    static ChassisId mac(const MacAddress& address);
    static ChassisId ifname(std::string_view name);
    static ChassisId local(std::string_view text);

    static Expected<ChassisId> decode(Reader& reader);
    Expected<> encode(Writer& writer) const;
    static std::span<const Field<ChassisId>> fields();

    auto operator<=>(const ChassisId&) const = default; // NOLINT(modernize-use-nullptr): clang-tidy 14 misreads it
    bool operator==(const ChassisId&) const = default;
};

/// The identifier without its type, as it is shown.
std::string to_string(const ChassisId& id);

} // namespace lldp
