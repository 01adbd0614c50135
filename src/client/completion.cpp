#include "client/completion.hpp"

#include "client/color.hpp"
#include "client/formats.hpp"
#include "client/options.hpp"
#include "proto/text.hpp"

#include <algorithm>
#include <iterator>
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

/// Behind the placeholder of a value, the words that are known for it.
std::vector<Expectation> with_known_words(const Expectation& value)
{
    std::vector<Expectation> list{value};
    const auto& argument = *value.argument;
    if (argument.kind == Kind::Ports)
        for (auto& [name, help] : interfaces("Interface"))
            list.push_back({Expectation::Type::Word, std::move(name), help, &argument});
    if (argument.kind == Kind::Field && argument.field->type == control::FieldType::Words)
        for (const auto& choice : argument.field->choices)
            list.push_back({Expectation::Type::Word, std::string{choice.word}, choice.help, &argument});
    return list;
}

/// `before` as of Cursor.
tl::expected<Hint, Complaint> behind(std::span<const Command> table, const std::vector<std::string>& words,
                                     std::size_t before)
{
    const auto cursor = walk(table, words, before);
    if (!cursor)
        return tl::unexpected{cursor.error()};
    Hint found{cursor->help(), {}, {}};
    for (const auto& expectation : cursor->expected()) {
        if (expectation.type != Expectation::Type::Value) {
            found.next.push_back(expectation);
            continue;
        }
        if (expectation.argument->kind == Kind::Words) { // those of another command, which the table has as well
            const auto inner = cursor->finish().value().arguments.list(expectation.argument->name);
            return behind(table, inner, before + words.size() - inner.size());
        }
        std::ranges::move(with_known_words(expectation), std::back_inserter(found.next));
    }
    return found;
}

/// What has to be typed for some octets of a word.
std::string quoted(std::string_view text, char quote)
{
    std::string typed;
    for (const char c : text) {
        if (c == '\\' || c == quote || (quote == '\0' && (c == '"' || c == '\'' || c == '#')))
            typed += '\\';
        typed += c;
    }
    return typed;
}

/// What goes on from the word that was begun; of a list that is its last piece.
void choose(Hint& hint, const control::BegunLine& line)
{
    const std::string begun = line.word.value_or("");
    const auto piece = [&](const Expectation& next) {
        return next.argument == nullptr ? begun : begun.substr(begun.rfind(',') + 1);
    };
    std::erase_if(hint.next, [&](const Expectation& next) {
        return next.type == Expectation::Type::Word ? !next.text.starts_with(piece(next))
                                                    : next.type == Expectation::Type::End && line.word.has_value();
    });
    std::vector<std::string> rests;
    for (const auto& next : hint.next)
        if (next.type == Expectation::Type::Word)
            rests.push_back(next.text.substr(piece(next).size()));
    if (rests.empty())
        return;
    auto common = rests.front();
    for (const auto& rest : rests)
        common.resize(static_cast<std::size_t>(std::ranges::mismatch(common, rest).in1 - common.begin()));
    hint.completion = quoted(common, line.quote);
    if (rests.size() == 1)
        hint.completion.append(line.quote == '\0' ? "" : std::string{line.quote}).append(" ");
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
    const auto found = behind(table, parsed->command, 1);
    if (!found)
        return tl::unexpected{found.error()};
    Completions offered;
    for (const auto& next : found->next)
        if (next.type == Expectation::Type::Word)
            offered.push_back({next.text, next.help});
    return offered;
}

std::string help_text(std::string_view about, std::span<const Expectation> next, bool color)
{
    std::size_t width = 0;
    for (const auto& expectation : next)
        width = std::max(width, expectation.text.size());
    std::string text = "-- " + styled(about, Style::Bold, color) + "\n";
    for (const auto& expectation : next)
        text.append(width - expectation.text.size(), ' ')
            .append(styled(printable(expectation.text), Style::Bold, color)) // it may be the name of an interface
            .append("  ")
            .append(expectation.help)
            .append("\n");
    return text;
}

tl::expected<Hint, Complaint> hint(std::span<const Command> table, const control::BegunLine& line)
{
    auto found = behind(table, line.words, 0);
    if (!found)
        return found;
    choose(*found, line);
    if (!found->next.empty() || !line.word)
        return found;
    auto words = line.words;
    words.push_back(*line.word);
    return behind(table, words, 0).map([&](const Hint&) { return *found; });
}

} // namespace lldp::client
