// What every TLV declares of itself. A TLV is a struct with
//
//     static constexpr TlvInfo info{…};              its place on the wire and the clause that defines it
//     static Expected<T> decode(Reader&);            from the octets after its header, which end where the reader ends
//     Expected<> encode(Writer&) const;              to them; fails when a part does not fit into its field
//     static std::span<const Field<T>> fields();     how each of its parts is named in every output format
//     bool operator==(const T&) const = default;
//
// and one entry in registry.hpp. Decoding, encoding, the control protocol and all output formats walk these.
#pragma once

#include "base/bytes.hpp"
#include "base/error.hpp"
#include "proto/element.hpp"
#include "proto/text.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace lldp {

/// Why a frame or TLV is refused.
enum class WireErrc {
    truncated = 1, ///< a length runs past the data
    bad_length,    ///< a length outside what the clause allows
    bad_value,     ///< a reserved or impossible value
    misplaced,     ///< a mandatory TLV out of its place (IEEE 802.1AB-2016 8.2)
    duplicate,     ///< a TLV that may stand only once, again
    missing,       ///< a mandatory TLV is not there
    too_big,       ///< it does not fit where it should be written
    not_lldp,      ///< another destination, ethertype or protocol
};
std::error_code make_error_code(WireErrc code);

/// Basic TLV types (IEEE 802.1AB-2016 table 8-1).
namespace tlv_type {
inline constexpr std::uint8_t end = 0;
inline constexpr std::uint8_t chassis_id = 1;
inline constexpr std::uint8_t port_id = 2;
inline constexpr std::uint8_t time_to_live = 3;
inline constexpr std::uint8_t port_description = 4;
inline constexpr std::uint8_t system_name = 5;
inline constexpr std::uint8_t system_description = 6;
inline constexpr std::uint8_t system_capabilities = 7;
inline constexpr std::uint8_t management_address = 8;
inline constexpr std::uint8_t organizationally_specific = 127;
} // namespace tlv_type

/// Of organizationally specific TLVs (IEEE 802.1AB-2016 8.6).
namespace oui {
inline constexpr std::uint32_t ieee_802_1 = 0x0080c2; // IEEE 802.1Q-2018 annex D
inline constexpr std::uint32_t ieee_802_3 = 0x00120f; // IEEE 802.3-2018 clause 79
inline constexpr std::uint32_t tia = 0x0012bb;        // ANSI/TIA-1057
} // namespace oui

inline constexpr std::size_t max_tlv_length = 511; // the length field has nine bits (IEEE 802.1AB-2016 8.4.2)

enum class Occurs : std::uint8_t {
    Once,      ///< a further one in the same LLDPDU replaces the former
    Mandatory, ///< exactly once and in its place; anything else discards the LLDPDU
    Many,
};

struct TlvInfo
{
    std::uint8_t type;
    std::string_view name;   ///< as the standard calls it
    std::string_view clause; ///< where it is defined
    Occurs occurs;
    std::uint32_t oui = 0;    ///< organizationally specific only; 0 there: whatever no other entry has, see custom.hpp
    std::uint8_t subtype = 0; ///< organizationally specific only

    [[nodiscard]] constexpr bool is_catch_all() const
    {
        return type == tlv_type::organizationally_specific && oui == 0;
    }
};

/// The group under which a part is shown.
enum class Section : std::uint8_t {
    Chassis,
    Port,
    Link,         ///< beside those two, in no group of its own: VLANs
    Med,          ///< in the group of LLDP-MED
    MedInventory, ///< in a group of its own in that
    Unknown,      ///< TLVs that this implementation does not know, and custom ones
};

/// One shown value of a field: `<tag attribute…>value<children/></tag>`.
struct Shown
{
    std::string value;
    std::vector<Attribute> attributes{};
    std::vector<Element> children{};
};

struct Lldpdu;

/// One part of the TLV `T`. `show` gives nothing when the TLV says nothing about it, several when it says several.
/// `show_among` is there instead where that depends on the other TLVs of the LLDPDU too.
template <typename T>
struct Field
{
    Section section{};
    std::string_view tag{};
    std::string_view label{};
    Detail detail{};
    std::vector<Shown> (*show)(const T&) = nullptr;
    std::vector<Shown> (*show_among)(const T&, const Lldpdu&) = nullptr;

    [[nodiscard]] std::vector<Shown> shown(const T& tlv, const Lldpdu& pdu) const
    {
        return show != nullptr ? show(tlv) : show_among(tlv, pdu);
    }
};

using Words = std::span<const std::string_view>;

/// The word for a number on the wire. The first is for those that have none of their own.
constexpr std::string_view word(Words words, std::size_t number)
{
    return words[number < words.size() ? number : 0];
}

/// The error of a decode(): "decode Time To Live TLV at octet 18, expected two octets: the data ends too early".
/// `octet` is counted from the start of the LLDPDU, as the reader that decode() is given counts.
tl::unexpected<Error> malformed(const TlvInfo& info, WireErrc code, std::size_t octet, std::string_view expected);

/// The error of an encode(): "encode System Name TLV with at most 255 octets of text, not 300: too big for its field".
tl::unexpected<Error> unencodable(const TlvInfo& info, WireErrc code, std::string_view expected);

} // namespace lldp

template <>
struct std::is_error_code_enum<lldp::WireErrc> : std::true_type
{};
