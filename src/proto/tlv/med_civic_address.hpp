// A location as a postal address (RFC 4776), which the LLDP-MED Location Identification TLV carries.
#pragma once

#include "proto/tlv.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lldp {

/// Nothing when its length is not that of what is there, or without a country.
std::optional<Shown> show_civic_address(ByteView data);

/// A part of an address.
struct CivicPart
{
    std::uint8_t type;    ///< RFC 4776 3.4
    std::string_view tag; ///< "street"
    std::string_view label;
};

/// In the order of their numbers.
[[nodiscard]] std::span<const CivicPart> civic_parts();

/// Of the device that says so: `country` is two letters, `parts` are types and texts. Nothing when it has no room in
/// its 255 octets.
std::optional<Bytes> make_civic_address(std::string_view country,
                                        const std::vector<std::pair<std::uint8_t, std::string>>& parts);

} // namespace lldp
