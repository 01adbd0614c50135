#include "lldp/key_value.hpp"

#include "harness/error.hpp"
#include "lldp/diff.hpp"

#include <algorithm>

namespace lldptest {

KeyValue KeyValue::parse(std::string_view text, Where where)
{
    KeyValue result;
    result.where_ = where;
    while (!text.empty()) {
        const auto line = text.substr(0, text.find('\n'));
        const auto equals = line.find('=');
        if (equals != std::string_view::npos)
            result.add(std::string{line.substr(0, equals)}, std::string{line.substr(equals + 1)});
        else if (!line.empty())
            harness::fail("a line of the client's answer is no key=value: " + std::string{line}, where);
        text.remove_prefix(std::min(text.size(), line.size() + 1));
    }
    return result;
}

const std::string& KeyValue::operator[](std::string_view key) const
{
    const auto found =
        std::find_if(entries_.begin(), entries_.end(), [&](const Entry& entry) { return entry.first == key; });
    if (found != entries_.end())
        return found->second;
    std::string there = entries_.empty() ? " nothing" : "";
    for (const auto& line : lines())
        there += "\n  " + line;
    harness::fail("no key " + std::string{key} + "; there is" + there, where_);
}

std::vector<std::string> KeyValue::all(std::string_view key) const
{
    std::vector<std::string> result;
    for (const auto& entry : entries_)
        if (entry.first == key)
            result.push_back(entry.second);
    return result;
}

bool KeyValue::contains(std::string_view key) const
{
    return !all(key).empty();
}

KeyValue KeyValue::below(std::string_view prefix) const
{
    KeyValue result;
    result.where_ = where_;
    const auto start = std::string{prefix} + ".";
    for (const auto& [key, value] : entries_)
        if (key.compare(0, start.size(), start) == 0)
            result.add(key.substr(start.size()), value);
    return result;
}

KeyValue KeyValue::without(std::string_view key) const
{
    KeyValue result = *this;
    std::erase_if(result.entries_, [&](const Entry& entry) { return entry.first == key; });
    return result;
}

std::vector<KeyValue> KeyValue::split_at(std::string_view key) const
{
    std::vector<KeyValue> result;
    for (const auto& entry : entries_) {
        if (result.empty() || entry.first == key)
            result.emplace_back().where_ = where_;
        result.back().entries_.push_back(entry);
    }
    return result;
}

void KeyValue::add(const KeyValue& other)
{
    entries_.insert(entries_.end(), other.entries_.begin(), other.entries_.end());
}

std::vector<std::string> KeyValue::lines() const
{
    std::vector<std::string> result;
    for (const auto& [key, value] : entries_)
        result.emplace_back(key).append("=").append(value);
    return result;
}

bool IsKeyValue::match(const KeyValue& got) const
{
    difference_ = got == expected_ ? "" : difference(expected_.lines(), got.lines());
    return got == expected_;
}

std::string IsKeyValue::describe() const
{
    return difference_.empty() ? "is as expected" : "differs (- expected, + got):\n" + difference_;
}

} // namespace lldptest

std::string Catch::StringMaker<lldptest::KeyValue>::convert(const lldptest::KeyValue& value)
{
    std::string result;
    for (const auto& line : value.lines())
        result.append(line).append("\n");
    return result;
}
