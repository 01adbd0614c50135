// A location as latitude, longitude and altitude (RFC 3825), which the LLDP-MED Location Identification TLV carries.
#pragma once

#include "proto/tlv.hpp"

#include <optional>

namespace lldp {

/// Nothing when it is not 16 octets.
std::optional<Shown> show_coordinates(ByteView data);

} // namespace lldp
