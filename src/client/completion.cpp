#include "client/completion.hpp"

#include "client/formats.hpp"
#include "client/options.hpp"

#include <algorithm>
#include <memory>
#include <net/if.h>

namespace lldp::client {

namespace {

using Completions = std::vector<Completion>;

Completions interfaces(std::string_view help)
{
    const std::unique_ptr<struct if_nameindex, decltype(&::if_freenameindex)> names{::if_nameindex(),
                                                                                    &::if_freenameindex};
    Completions found;
    if (names != nullptr)
        for (const auto* name = names.get(); name->if_index != 0; ++name)
            found.push_back({name->if_name, help});
    return found;
}

/// The option whose value comes next, if the words end with one.
const Option* open_option(const std::vector<std::string>& words)
{
    if (words.empty() || words.back().size() < 2 || words.back().front() != '-')
        return nullptr;
    const auto options = option_table();
    const auto option = std::ranges::find(options, words.back().back(), &Option::letter);
    return option == options.end() || option->takes == Option::Takes::Nothing ? nullptr : &*option;
}

Completions values(const Option& option)
{
    if (option.takes == Option::Takes::File)
        return {{std::string{any_file}, option.help}};
    Completions found;
    for (const auto& format : formats())
        found.push_back({std::string{format.name}, "Output format"});
    return found;
}

Completions options()
{
    Completions found;
    for (const auto& option : option_table())
        found.push_back({{'-', option.letter}, option.help});
    return found;
}

tl::expected<Completions, Complaint> behind(std::span<const Command> table, const std::vector<std::string>& words)
{
    const auto cursor = walk(table, words, 1);
    if (!cursor)
        return tl::unexpected{cursor.error()};
    Completions found;
    for (const auto& expectation : cursor->expected()) {
        if (expectation.type == Expectation::Type::Word)
            found.push_back({expectation.text, expectation.help});
        if (expectation.type != Expectation::Type::Value)
            continue;
        const auto& argument = *expectation.argument;
        if (argument.kind == Kind::Words) // those of another command, which the table has as well
            return behind(table, cursor->finish().value().arguments.list(argument.name));
        if (argument.kind == Kind::Ports)
            return interfaces("Interface");
        if (argument.kind == Kind::Field && argument.field->type == control::FieldType::Words)
            for (const auto& choice : argument.field->choices)
                found.push_back({std::string{choice.word}, choice.help});
    }
    return found;
}

} // namespace

tl::expected<Completions, Complaint> completions(std::span<const Command> table, const std::vector<std::string>& words)
{
    auto parsed = parse_options(words);
    if (!parsed) {
        if (const auto* option = open_option(words))
            return values(*option);
        return tl::unexpected{Complaint{parsed.error()}};
    }
    if (!parsed->command.empty() && parsed->command.back() == ask_for_options)
        return options();
    return behind(table, parsed->command);
}

} // namespace lldp::client
