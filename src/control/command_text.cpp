#include "control/command_text.hpp"

#include "control/words.hpp"

#include <algorithm>

namespace lldp::control {

namespace {

/// Whether the phrase says this change: its words stand for the first field's value, or leave that to be said.
bool says(const Phrase& phrase, const Configure& change)
{
    if (phrase.operation != change.operation)
        return false;
    if (!phrase.value)
        return true;
    const auto first = change.fields.find(0);
    return first != change.fields.end() && first->second == Value{*phrase.value};
}

std::string joined(const std::vector<std::string>& names)
{
    std::string list;
    for (const auto& name : names)
        list.append(list.empty() ? "" : ",").append(name);
    return list;
}

void add_field(std::vector<std::string>& words, const Field& field, const Value& value)
{
    if (field.type == FieldType::Flag) {
        if (value != Value{0U})
            words.emplace_back(field.name);
        return;
    }
    if (field.place == Place::Required || field.place == Place::Optional)
        words.emplace_back(field.name);
    words.push_back(value_text(field, value));
}

} // namespace

std::string command_text(const Configure& change)
{
    const auto& setting = *find_setting(change.setting);
    const auto phrase =
        std::ranges::find_if(setting.phrases, [&](const Phrase& candidate) { return says(candidate, change); });
    if (phrase == setting.phrases.end())
        return "";
    std::vector<std::string> words{phrase->verb == Phrase::Verb::Configure ? "configure" : "unconfigure"};
    if (!change.ports.empty())
        words.insert(words.end(), {"ports", joined(change.ports)});
    words.insert(words.end(), phrase->words.begin(), phrase->words.end());
    for (const auto& [number, value] : change.fields)
        if (number > 0 || !phrase->value)
            add_field(words, setting.fields[number], value);
    return join_words(words);
}

} // namespace lldp::control
