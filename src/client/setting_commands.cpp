#include "client/setting_commands.hpp"

#include "client/session.hpp"

namespace lldp::client {

namespace {

using control::FieldType;
using control::Operation;
using control::Phrase;
using control::Place;
using control::Setting;

const Parameter& ports()
{
    static const Parameter parameter{"ports", "Restrict configuration to some ports",
                                     Argument{"ports", "Restrict to these ports (comma-separated list)", Kind::Ports}};
    return parameter;
}

/// The numbers of the fields that may follow the phrase.
std::vector<std::uint8_t> fields_behind(const Setting& setting, const Phrase& phrase)
{
    std::vector<std::uint8_t> numbers;
    const auto end = phrase.bare ? 0 : phrase.operation == Operation::Remove ? setting.keys : setting.fields.size();
    for (std::size_t number = phrase.value ? 1 : 0; number < end; ++number)
        numbers.push_back(static_cast<std::uint8_t>(number));
    return numbers;
}

/// The change that was typed. Each value is right, for it was taken.
control::Configure change_of(const Setting& setting, const Phrase& phrase, const Arguments& arguments)
{
    control::Configure change{setting.id, phrase.operation, {}, arguments.list("ports")};
    if (phrase.value)
        change.fields[0] = *phrase.value;
    for (const auto number : fields_behind(setting, phrase)) {
        const auto& field = setting.fields[number];
        if (field.type == FieldType::Flag) {
            if (arguments.has(field.name))
                change.fields[number] = 1U;
            continue;
        }
        if (const auto text = arguments.text(field.name))
            if (const auto value = control::parse_value(field, *text))
                change.fields[number] = *value;
    }
    return change;
}

Command command_of(const Setting& setting, const Phrase& phrase)
{
    Command command{.words = {phrase.verb == Phrase::Verb::Configure ? "configure" : "unconfigure"},
                    .help = phrase.help};
    command.words.insert(command.words.end(), phrase.words.begin(), phrase.words.end());
    command.run = [&setting, &phrase](Session& session, const Arguments& arguments) {
        return session.order(change_of(setting, phrase, arguments));
    };
    if (setting.scope == control::Scope::Port)
        command.early = &ports();
    const bool removes = phrase.operation == Operation::Remove;
    for (const auto number : fields_behind(setting, phrase)) {
        const auto& field = setting.fields[number];
        const Argument value{field.name, field.help, Kind::Field, 0, 0, &field};
        if (field.place == Place::Behind || field.place == Place::Sometimes)
            command.arguments.push_back(value);
        else if (field.place == Place::Second)
            command.parameters.back().second = value;
        else
            command.parameters.push_back({field.name, field.help,
                                          field.type == FieldType::Flag ? std::nullopt : std::optional{value}, "",
                                          field.place == Place::Required && !removes});
    }
    return command;
}

} // namespace

std::vector<Command> setting_commands()
{
    std::vector<Command> commands;
    for (const auto& setting : control::settings())
        for (const auto& phrase : setting.phrases)
            commands.push_back(command_of(setting, phrase));
    return commands;
}

} // namespace lldp::client
