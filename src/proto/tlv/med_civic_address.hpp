// A location as a postal address (RFC 4776), which the LLDP-MED Location Identification TLV carries.
#pragma once

#include "proto/tlv.hpp"

#include <optional>

namespace lldp {

/// Nothing when its length is not that of what is there, or without a country.
std::optional<Shown> show_civic_address(ByteView data);

} // namespace lldp
