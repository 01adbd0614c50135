#include "control/settings.hpp"

#include "base/bytes.hpp"
#include "control/protocol.hpp"
#include "proto/element.hpp"
#include "proto/text.hpp"

#include <algorithm>
#include <charconv>

namespace lldp::control {

namespace {

constexpr std::uint32_t milliseconds_per_second = 1000;

std::optional<std::uint32_t> to_number(std::string_view text, int base = 10)
{
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, base);
    if (error != std::errc{} || end != text.data() + text.size())
        return std::nullopt;
    return number;
}

std::optional<std::uint32_t> to_milliseconds(std::string_view text)
{
    if (text.ends_with("ms"))
        return to_number(text.substr(0, text.size() - 2));
    const auto seconds = to_number(text);
    if (!seconds || *seconds > UINT32_MAX / milliseconds_per_second)
        return std::nullopt;
    return *seconds * milliseconds_per_second;
}

template <typename Function>
bool each_piece(std::string_view text, Function function)
{
    for (;;) {
        const auto comma = text.find(',');
        if (!function(text.substr(0, comma)))
            return false;
        if (comma == std::string_view::npos)
            return true;
        text.remove_prefix(comma + 1);
    }
}

std::optional<std::uint32_t> to_choice(const Field& field, std::string_view text)
{
    const auto choice = std::ranges::find(field.choices, text, &Choice::word);
    return choice == field.choices.end() ? std::nullopt : std::optional{choice->value};
}

std::optional<std::uint32_t> to_bits(const Field& field, std::string_view text)
{
    std::uint32_t bits = 0;
    const bool good = each_piece(text, [&](std::string_view piece) {
        const auto choice = to_choice(field, piece);
        bits |= choice.value_or(0);
        return choice.has_value();
    });
    return good ? std::optional{bits} : std::nullopt;
}

std::optional<std::string> to_octets(std::string_view text)
{
    std::string octets;
    if (text.empty())
        return octets;
    const bool good = each_piece(text, [&](std::string_view piece) {
        const auto octet = to_number(piece, 16);
        octets.push_back(static_cast<char>(octet.value_or(0)));
        return octet && *octet <= UINT8_MAX;
    });
    return good ? std::optional{octets} : std::nullopt;
}

std::string words_of(const Field& field, std::string_view conjunction)
{
    std::string text;
    for (std::size_t i = 0; i < field.choices.size(); ++i) {
        if (i > 0)
            text += i + 1 == field.choices.size() ? conjunction : ", ";
        text += field.choices[i].word;
    }
    return text;
}

std::string range(const Field& field, std::uint32_t unit = 1)
{
    const auto min = std::to_string(std::max<std::uint32_t>(field.min / unit, unit == 1 ? 0 : 1));
    return field.min == field.max ? min : min + " to " + std::to_string(field.max / unit);
}

/// What the field takes, for people.
std::string wanted_for(const Field& field)
{
    switch (field.type) {
    case FieldType::Flag:
        return "0 or 1";
    case FieldType::Number:
        return "a number from " + range(field);
    case FieldType::Interval:
        return range(field, milliseconds_per_second) + " seconds, or " + range(field) + " milliseconds with ms behind";
    case FieldType::Word:
        return words_of(field, " or ");
    case FieldType::Words:
        return "some of " + words_of(field, " and ") + ", with commas between them";
    case FieldType::Text:
        return "a text of " + range(field) + " octets, without control characters";
    case FieldType::Octets:
        break;
    }
    return range(field) + " octets in hexadecimal, with commas between them";
}

bool is_number(FieldType type)
{
    return type != FieldType::Text && type != FieldType::Octets;
}

bool is_right_number(const Field& field, std::uint32_t number)
{
    switch (field.type) {
    case FieldType::Flag:
        return number <= 1;
    case FieldType::Word:
        return std::ranges::find(field.choices, number, &Choice::value) != field.choices.end();
    case FieldType::Words: {
        auto others = number;
        for (const auto& choice : field.choices)
            others &= ~choice.value;
        return number != 0 && others == 0; // none at all cannot be typed
    }
    default:
        return number >= field.min && number <= field.max;
    }
}

bool is_right_text(const Field& field, const std::string& text)
{
    if (text.size() < field.min || text.size() > field.max)
        return false;
    return field.type == FieldType::Octets || exactly_printable(as_bytes(text)) == text;
}

std::string_view verb_of(Operation operation)
{
    return operation == Operation::Remove ? "remove" : operation == Operation::Add ? "add to" : "set";
}

bool may_be_missing(const Setting& setting, std::size_t number, Operation operation)
{
    const auto place = setting.fields[number].place;
    return place == Place::Optional || place == Place::Sometimes || operation == Operation::Remove;
}

std::string name_of(const Setting& setting, const Field& field)
{
    const auto name = std::string{setting.name};
    return field.name == setting.name ? name : std::string{field.name} + " of " + name;
}

std::optional<std::string> wrong_fields(const Setting& setting, const Configure& change)
{
    const auto name = std::string{setting.name};
    for (const auto& [number, value] : change.fields) {
        if (number >= setting.fields.size())
            return name + " has " +
                   (setting.fields.size() == 1 ? "one field, 0,"
                                               : "fields 0 to " + std::to_string(setting.fields.size() - 1)) +
                   " and no field " + std::to_string(number);
        const auto& field = setting.fields[number];
        if (const auto wanted = wrong_value(field, value))
            return name_of(setting, field) + " must be " + *wanted;
    }
    for (std::size_t number = 0; number < setting.fields.size(); ++number)
        if (!may_be_missing(setting, number, change.operation) &&
            !change.fields.contains(static_cast<std::uint8_t>(number)))
            return name_of(setting, setting.fields[number]) + " is missing: it must be " +
                   wanted_for(setting.fields[number]);
    if (setting.wrong != nullptr && change.operation != Operation::Remove)
        if (const auto wrong = setting.wrong(change.fields); !wrong.empty())
            return std::string{wrong};
    return std::nullopt;
}

} // namespace

const Setting* find_setting(SettingId id)
{
    const auto table = settings();
    const auto place = std::ranges::find(table, id, &Setting::id);
    return place == table.end() ? nullptr : &*place;
}

tl::expected<Value, std::string> parse_value(const Field& field, std::string_view text)
{
    const auto checked = [&](const auto& parsed) -> tl::expected<Value, std::string> {
        if (!parsed)
            return tl::unexpected{wanted_for(field)};
        Value value{*parsed};
        if (auto wanted = wrong_value(field, value))
            return tl::unexpected{std::move(*wanted)};
        return value;
    };
    switch (field.type) {
    case FieldType::Flag:
    case FieldType::Number:
        return checked(to_number(text));
    case FieldType::Interval:
        return checked(to_milliseconds(text));
    case FieldType::Word:
        return checked(to_choice(field, text));
    case FieldType::Words:
        return checked(to_bits(field, text));
    case FieldType::Text:
        return checked(std::optional{std::string{text}});
    case FieldType::Octets:
        break;
    }
    return checked(to_octets(text));
}

std::optional<std::string> wrong_value(const Field& field, const Value& value)
{
    if (const auto* number = std::get_if<std::uint32_t>(&value)) {
        if (!is_number(field.type) || !is_right_number(field, *number))
            return wanted_for(field);
        return std::nullopt;
    }
    const auto& text = std::get<std::string>(value);
    if (is_number(field.type) || !is_right_text(field, text))
        return wanted_for(field);
    if (field.wanted != nullptr)
        if (const auto wanted = field.wanted(text); !wanted.empty())
            return std::string{wanted};
    return std::nullopt;
}

std::string value_text(const Field& field, const Value& value)
{
    if (const auto* text = std::get_if<std::string>(&value))
        return field.type == FieldType::Octets ? hex(as_bytes(*text), ',') : *text;
    const auto number = std::get<std::uint32_t>(value);
    if (field.type == FieldType::Interval)
        return number % milliseconds_per_second == 0 ? std::to_string(number / milliseconds_per_second)
                                                     : std::to_string(number) + "ms";
    if (field.type != FieldType::Word && field.type != FieldType::Words)
        return std::to_string(number);
    std::string words;
    for (const auto& choice : field.choices)
        if (field.type == FieldType::Word ? choice.value == number : (choice.value & number) != 0)
            words.append(words.empty() ? "" : ",").append(choice.word);
    return words;
}

std::string shown_value(const Setting& setting, const ShownSetting& shown, const Value* value)
{
    using Style = ShownSetting::Style;
    if (shown.style == Style::WhetherSet)
        return yes_no(value != nullptr);
    if (value == nullptr)
        value = setting.standard ? &*setting.standard : nullptr;
    if (value == nullptr)
        return std::string{setting.unset};
    const auto& field = setting.fields.front();
    const auto* number = std::get_if<std::uint32_t>(value);
    if (number == nullptr)
        return value_text(field, *value);
    if (shown.style == Style::Seconds)
        return std::to_string(*number / milliseconds_per_second + (*number % milliseconds_per_second == 0 ? 0 : 1));
    if (shown.style == Style::Milliseconds)
        return std::to_string(*number);
    if (field.type == FieldType::Flag)
        return yes_no(*number != 0);
    const auto choice = std::ranges::find(field.choices, *number, &Choice::value);
    return choice != field.choices.end() && !choice->shown.empty() ? std::string{choice->shown}
                                                                   : value_text(field, *value);
}

std::optional<std::string> wrong_change(const Configure& change)
{
    const auto* setting = find_setting(change.setting);
    if (setting == nullptr)
        return "there is no setting " + std::to_string(static_cast<unsigned>(change.setting)) + " here";
    const auto name = std::string{setting->name};
    if (setting->scope == Scope::Start)
        return name + " is chosen when lldpd starts, and cannot be changed";
    if (setting->scope != Scope::Port && !change.ports.empty())
        return name + " is for the whole system, not for single ports";
    const bool allowed = change.operation == Operation::Set || change.operation == Operation::Remove ||
                         (change.operation == Operation::Add && setting->is_list);
    if (!allowed)
        return "cannot " + std::string{verb_of(change.operation)} + " " + name + ", which has one value";
    return wrong_fields(*setting, change);
}

} // namespace lldp::control
