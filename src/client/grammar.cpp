#include "client/grammar.hpp"

#include <algorithm>
#include <charconv>

namespace lldp::client {

namespace {

tl::unexpected<Complaint> complaint(std::string text)
{
    return tl::unexpected{Complaint{std::move(text)}};
}

std::optional<std::uint32_t> to_number(std::string_view text)
{
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size())
        return std::nullopt;
    return number;
}

/// The pieces between commas, empty ones as well.
std::vector<std::string> split_list(std::string_view text)
{
    std::vector<std::string> pieces;
    for (;;) {
        const auto comma = text.find(',');
        pieces.emplace_back(text.substr(0, comma));
        if (comma == std::string_view::npos)
            return pieces;
        text.remove_prefix(comma + 1);
    }
}

/// "a", "a or b", "a, b or c"
std::string alternatives(std::vector<std::string_view> words)
{
    std::sort(words.begin(), words.end());
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i > 0)
            text += i + 1 == words.size() ? " or " : ", ";
        text += words[i];
    }
    return text;
}

bool starts_with(const std::vector<std::string_view>& words, const std::vector<std::string_view>& path)
{
    return words.size() >= path.size() && std::equal(path.begin(), path.end(), words.begin());
}

std::string placeholder(const Argument& argument)
{
    return "<" + std::string{argument.name} + ">";
}

} // namespace

std::optional<std::uint32_t> Arguments::number(std::string_view name) const
{
    const auto place = values_.find(name);
    if (place == values_.end() || place->second.empty())
        return std::nullopt;
    return to_number(place->second.front());
}

std::vector<std::string> Arguments::list(std::string_view name) const
{
    const auto place = values_.find(name);
    return place == values_.end() ? std::vector<std::string>{} : place->second;
}

/// The value that has to come next, whatever it is.
const Argument* Cursor::awaited() const
{
    if (pending_ != nullptr)
        return &*pending_->value;
    if (command_ != nullptr && arguments_taken_ < command_->arguments.size())
        return &command_->arguments[arguments_taken_];
    return nullptr;
}

bool Cursor::usable(const Parameter& parameter) const
{
    return std::none_of(used_.begin(), used_.end(), [&](const Parameter* used) {
        return used == &parameter || (!parameter.group.empty() && used->group == parameter.group);
    });
}

std::vector<Cursor::Candidate> Cursor::candidates() const
{
    std::vector<Candidate> found;
    for (const auto& row : table_) {
        if (row.words.size() <= path_.size() || !starts_with(row.words, path_) || !used_.empty() ||
            arguments_taken_ > 0)
            continue;
        const auto word = row.words[path_.size()];
        const bool last = row.words.size() == path_.size() + 1;
        const auto known =
            std::find_if(found.begin(), found.end(), [&](const Candidate& other) { return other.word == word; });
        if (known == found.end())
            found.push_back({word, last ? row.help : std::string_view{}, row.listing});
        else if (last)
            known->help = row.help;
    }
    if (command_ != nullptr)
        for (const auto& parameter : command_->parameters)
            if (usable(parameter))
                found.push_back({parameter.word, parameter.help, Listing::Shown, &parameter});
    return found;
}

tl::expected<Cursor::Candidate, Complaint> Cursor::match(const std::string& token) const
{
    std::vector<Candidate> shown;
    std::vector<Candidate> hidden;
    for (const auto& candidate : candidates()) {
        if (candidate.word == token)
            return candidate;
        if (!token.empty() && candidate.word.starts_with(token))
            (candidate.listing == Listing::Shown ? shown : hidden).push_back(candidate);
    }
    const auto& fitting = shown.empty() ? hidden : shown;
    if (fitting.size() == 1)
        return fitting.front();
    if (fitting.empty())
        return complaint("unknown command from argument " + std::to_string(position_) + ": `" + token + "`");
    std::vector<std::string_view> words;
    words.reserve(fitting.size());
    for (const auto& candidate : fitting)
        words.push_back(candidate.word);
    return complaint("ambiguous token: " + token + " (" + alternatives(words) + ")");
}

tl::expected<void, Complaint> Cursor::take_value(const Argument& argument, const std::string& token)
{
    const auto refuse = [&](const std::string& wanted) {
        return complaint("argument " + std::to_string(position_) + ": " + std::string{argument.name} + " must be " +
                         wanted + ", not `" + token + "`");
    };
    switch (argument.kind) {
    case Kind::Words:
        values_.add(argument.name, token);
        return {};
    case Kind::Ports: {
        auto names = split_list(token);
        if (std::any_of(names.begin(), names.end(), [](const std::string& name) { return name.empty(); }))
            return refuse("interface names separated by commas");
        values_.set(argument.name, std::move(names));
        break;
    }
    case Kind::Number: {
        const auto number = to_number(token);
        if (!number || *number < argument.min || *number > argument.max)
            return refuse("a number from " + std::to_string(argument.min) + " to " + std::to_string(argument.max));
        values_.set(argument.name, {token});
        break;
    }
    }
    if (pending_ != nullptr)
        pending_ = nullptr;
    else
        ++arguments_taken_;
    return {};
}

void Cursor::advance(const Candidate& candidate)
{
    help_ = candidate.help;
    if (candidate.parameter != nullptr) {
        used_.push_back(candidate.parameter);
        if (candidate.parameter->value)
            pending_ = candidate.parameter;
        else
            values_.set(candidate.word, {});
        return;
    }
    path_.push_back(candidate.word);
    const auto row = std::find_if(table_.begin(), table_.end(), [&](const Command& command) {
        return command.run != nullptr && command.words == path_;
    });
    command_ = row == table_.end() ? nullptr : &*row;
}

tl::expected<void, Complaint> Cursor::feed(const std::string& token)
{
    ++position_;
    if (const auto* argument = awaited())
        return take_value(*argument, token);
    auto candidate = match(token);
    if (!candidate)
        return tl::unexpected{std::move(candidate.error())};
    advance(*candidate);
    return {};
}

std::vector<Expectation> Cursor::expected() const
{
    std::vector<Expectation> list;
    const auto* argument = awaited();
    if (argument != nullptr)
        list.push_back({Expectation::Type::Value, placeholder(*argument), argument->help});
    if (finish())
        list.insert(list.begin(), {Expectation::Type::End, "<CR>", command_->help});
    if (argument != nullptr)
        return list;
    for (const auto& candidate : candidates())
        if (candidate.listing == Listing::Shown)
            list.push_back({Expectation::Type::Word, std::string{candidate.word}, candidate.help});
    return list;
}

tl::expected<Invocation, Complaint> Cursor::finish() const
{
    const auto* argument = awaited();
    if (argument != nullptr && argument->kind != Kind::Words)
        return complaint("incomplete command: " + placeholder(*argument) +
                         " is missing: " + std::string{argument->help});
    if (command_ == nullptr)
        return complaint("incomplete command");
    return Invocation{command_, values_};
}

tl::expected<Invocation, Complaint> parse(std::span<const Command> table, const std::vector<std::string>& words)
{
    Cursor cursor{table};
    for (const auto& word : words)
        if (const auto fed = cursor.feed(word); !fed)
            return tl::unexpected{fed.error()};
    return cursor.finish();
}

} // namespace lldp::client
