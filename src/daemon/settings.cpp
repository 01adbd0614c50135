#include "daemon/settings.hpp"

#include <algorithm>
#include <utility>

namespace lldp::daemon {

namespace {

bool has(const control::Fields& record, const control::Fields& wanted)
{
    return std::ranges::all_of(wanted, [&](const auto& field) {
        const auto place = record.find(field.first);
        return place != record.end() && place->second == field.second;
    });
}

/// Those of the fields that tell a record from others.
control::Fields keys_of(const control::Setting& setting, const control::Fields& fields)
{
    return {fields.begin(), fields.lower_bound(static_cast<std::uint8_t>(setting.keys))};
}

} // namespace

std::uint32_t number_in(const control::Fields& record, std::uint8_t field)
{
    const auto found = record.find(field);
    return found == record.end() ? 0 : std::get<std::uint32_t>(found->second);
}

void Values::change(const control::Setting& setting, control::Operation operation, const control::Fields& fields)
{
    auto& records = values_[setting.id];
    if (operation == control::Operation::Set) {
        const auto keys = keys_of(setting, fields);
        std::erase_if(records, [&](const control::Fields& record) { return has(record, keys); });
    }
    if (operation == control::Operation::Remove)
        std::erase_if(records, [&](const control::Fields& record) { return has(record, fields); });
    else
        records.push_back(fields);
    if (records.empty())
        values_.erase(setting.id);
}

const control::Value* Values::find(control::SettingId id) const
{
    const auto known = records(id);
    if (known.empty())
        return nullptr;
    const auto first = known.front().find(0);
    return first == known.front().end() ? nullptr : &first->second;
}

std::uint32_t Values::number(control::SettingId id) const
{
    const auto* value = find(id);
    if (value == nullptr) {
        const auto& standard = control::find_setting(id)->standard;
        value = standard ? &*standard : nullptr;
    }
    const auto* number = value != nullptr ? std::get_if<std::uint32_t>(value) : nullptr;
    return number != nullptr ? *number : 0;
}

std::optional<std::string> Values::text(control::SettingId id) const
{
    const auto* value = find(id);
    const auto* text = value != nullptr ? std::get_if<std::string>(value) : nullptr;
    return text != nullptr ? std::optional{*text} : std::nullopt;
}

std::span<const control::Fields> Values::records(control::SettingId id) const
{
    const auto place = values_.find(id);
    return place == values_.end() ? std::span<const control::Fields>{} : place->second;
}

void Settings::change(const control::Configure& change)
{
    const auto& setting = *control::find_setting(change.setting);
    if (setting.scope != control::Scope::Port) {
        system_.change(setting, change.operation, change.fields);
        return;
    }
    if (change.ports.empty()) {
        new_ports_.change(setting, change.operation, change.fields);
        for (auto& [name, values] : ports_)
            values.change(setting, change.operation, change.fields);
    }
    for (const auto& name : change.ports)
        ports_.try_emplace(name, new_ports_).first->second.change(setting, change.operation, change.fields);
}

const Values& Settings::port(const std::string& name)
{
    return ports_.try_emplace(name, new_ports_).first->second;
}

void Settings::rename(const std::map<std::string, std::string>& names)
{
    std::map<std::string, Values> renamed;
    for (const auto& [port, name] : names) {
        auto node = ports_.extract(port);
        if (node.empty())
            continue;
        node.key() = name;
        renamed.insert(std::move(node));
    }
    renamed.merge(ports_);
    ports_ = std::move(renamed);
}

} // namespace lldp::daemon
