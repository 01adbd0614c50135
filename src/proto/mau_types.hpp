// Kinds of medium attachment units, as IEEE 802.3-2018 79.3.1.4 tells them: numbers of dot3MauType (IANA-MAU-MIB, which
// goes on from RFC 4836).
#pragma once

#include <cstdint>
#include <string_view>

namespace lldp {

/// "1000BaseTFD - Four-pair Category 5 UTP, full duplex mode", or "unknown".
std::string_view mau_type_name(std::uint16_t type);

} // namespace lldp
