// A location as latitude, longitude and altitude (RFC 3825), which the LLDP-MED Location Identification TLV carries.
#pragma once

#include "proto/tlv.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace lldp {

/// Nothing when it is not 16 octets.
std::optional<Shown> show_coordinates(ByteView data);

/// As people write them.
struct Coordinates
{
    std::string_view latitude;  ///< "48.85667N" or "S", up to 90 degrees
    std::string_view longitude; ///< "2.2014E" or "W", up to 180 degrees
    std::string_view altitude;  ///< "117.47", below 2097152, with a sign if need be
    std::uint8_t unit = 1;      ///< of the altitude: 1: metres, 2: floors
    std::uint8_t datum = 1;     ///< 1: WGS84, 2: NAD83, 3: NAD83/MLLW
};

/// Their 16 octets, with the resolution that the digits behind the points have, and what is finer than that format cut
/// off. Nothing when one is not written so, or has more than nine digits on a side of its point.
std::optional<Bytes> make_coordinates(const Coordinates& coordinates);

[[nodiscard]] bool is_latitude(std::string_view text);
[[nodiscard]] bool is_longitude(std::string_view text);
[[nodiscard]] bool is_altitude(std::string_view text);

} // namespace lldp
