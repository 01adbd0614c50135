// The alias of an interface (ip-link(8)), where the daemon writes whom the interface is connected to.
#pragma once

#include "daemon/smart_filter.hpp"

#include <string>
#include <string_view>

namespace lldp::daemon {

/// With it begins what the daemon writes, so that nobody tells it on.
inline constexpr std::string_view own_alias_prefix = "lldpd: ";

/// Whether the daemon may write it: it begins so, and is one line of at most 254 octets of UTF-8.
[[nodiscard]] bool is_own_alias(std::string_view alias);

/// What is to be written over `alias`: "lldpd: connected to switch", "lldpd: connected to 2 neighbors",
/// "lldpd: was connected to switch", "lldpd: no neighbor".
[[nodiscard]] std::string neighbor_alias(const Shown& neighbors, const std::string& alias);

} // namespace lldp::daemon
