// Network addresses as LLDP carries them: an address family number and octets.
#pragma once

#include "base/bytes.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace lldp {

/// IANA address family numbers. A peer may send any other; it is kept.
enum class AddressFamily : std::uint8_t { Ipv4 = 1, Ipv6 = 2, All802 = 6 };

/// "192.0.2.1" or "2001:db8::1"; nothing for other families and for octets that are no address of their family.
std::optional<std::string> ip_text(AddressFamily family, ByteView address);

} // namespace lldp
