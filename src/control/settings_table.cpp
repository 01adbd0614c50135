// The table of settings. `show configuration` shows them in this order.
#include "config.h"
#include "control/settings_parts.hpp"

#include <algorithm>
#include <iterator>

namespace lldp::control {

namespace {

std::vector<Setting> make_table()
{
    std::vector<Setting> table;
    const auto append = [&](std::vector<Setting> part) { std::ranges::move(part, std::back_inserter(table)); };
    append(parts::timing());
    append(parts::system());
    append(parts::port_identity());
    append(parts::fast_start());
#ifdef ENABLE_DOT1
    append(parts::dot1());
#endif
#ifdef ENABLE_DOT3
    append(parts::dot3());
#endif
#ifdef ENABLE_LLDPMED
    append(parts::med());
#endif
#ifdef ENABLE_CUSTOM
    append(parts::custom());
#endif
    return table;
}

} // namespace

std::span<const Setting> settings()
{
    static const auto table = make_table();
    return table;
}

} // namespace lldp::control
