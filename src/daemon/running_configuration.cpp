#include "daemon/running_configuration.hpp"

#include <algorithm>

namespace lldp::daemon {

namespace {

using Changes = std::vector<control::Configure>;
using Records = std::span<const control::Fields>;

/// For all ports, where none is named.
void add_records(Changes& changes, const control::Setting& setting, Records records,
                 const std::vector<std::string>& ports)
{
    const auto operation = setting.is_list ? control::Operation::Add : control::Operation::Set;
    for (const auto& record : records)
        changes.push_back({setting.id, operation, record, ports});
}

/// What a port has otherwise than all have.
void add_differences(Changes& changes, const control::Setting& setting, Records all, Records own,
                     const std::string& port)
{
    if (std::ranges::equal(all, own))
        return;
    const bool replaces = setting.keys == 0 && !setting.is_list && !own.empty();
    if (!all.empty() && !replaces)
        changes.push_back({setting.id, control::Operation::Remove, {}, {port}});
    add_records(changes, setting, own, {port});
}

} // namespace

std::vector<control::Configure> changes_to(const Settings& settings)
{
    Changes changes;
    for (const auto& setting : control::settings())
        if (setting.scope != control::Scope::Start)
            add_records(
                changes, setting,
                (setting.scope == control::Scope::Port ? settings.new_ports() : settings.system()).records(setting.id),
                {});
    for (const auto& [name, values] : settings.ports())
        for (const auto& setting : control::settings())
            if (setting.scope == control::Scope::Port)
                add_differences(changes, setting, settings.new_ports().records(setting.id), values.records(setting.id),
                                name);
    return changes;
}

} // namespace lldp::daemon
