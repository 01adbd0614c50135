// The table of settings. `show configuration` shows them in this order.
#include "control/settings_parts.hpp"

namespace lldp::control {

namespace {

std::vector<Setting> make_table()
{
    std::vector<Setting> table;
    for (auto& part : {parts::timing(), parts::system(), parts::port_identity(), parts::fast_start()})
        table.insert(table.end(), part.begin(), part.end());
    return table;
}

} // namespace

std::span<const Setting> settings()
{
    static const auto table = make_table();
    return table;
}

} // namespace lldp::control
