// What the TLVs share whose whole value is a text. Longer ones than may be sent are taken as they come.
#pragma once

#include "proto/tlv.hpp"

namespace lldp::text_value {

inline constexpr std::size_t max_size = 255; // IEEE 802.1AB-2016 8.5.5.2, 8.5.6.2, 8.5.7.2

Expected<> encode(Writer& writer, const TlvInfo& info, std::string_view text, std::size_t max = max_size);

/// Nothing for an empty text.
std::vector<Shown> shown(std::string text);

} // namespace lldp::text_value
