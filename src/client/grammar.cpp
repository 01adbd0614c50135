#include "client/grammar.hpp"

#include <algorithm>
#include <charconv>
#include <numeric>
#include <utility>

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

/// How many letters have to be put in, left out, replaced or swapped with the next one to make the one word the other
/// (the distance of Damerau and Levenshtein, without changes within a swap).
std::size_t distance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> before;
    std::vector<std::size_t> above(b.size() + 1);
    std::iota(above.begin(), above.end(), 0);
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::vector<std::size_t> row{i + 1};
        for (std::size_t j = 0; j < b.size(); ++j) {
            row.push_back(std::min({above[j] + (a[i] == b[j] ? 0 : 1), above[j + 1] + 1, row[j] + 1}));
            if (i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j])
                row.back() = std::min(row.back(), before[j - 1] + 1);
        }
        before = std::exchange(above, std::move(row));
    }
    return above.back();
}

/// The word that was likely meant; empty when none is near.
std::string_view nearest(std::string_view token, const std::vector<std::string_view>& words)
{
    constexpr std::size_t longest = 64; // what is longer is no slip
    std::string_view best;
    auto least = std::min<std::size_t>(token.size(), 8) / 3 + 1; // one letter in three, and one more at most
    for (const auto word : words)
        if (const auto far = token.size() > longest ? least : distance(token, word); far < least) {
            best = word;
            least = far;
        }
    return best;
}

std::string what_is_right(std::string_view token, const std::vector<std::string_view>& words)
{
    if (words.empty())
        return "nothing may follow here";
    if (const auto near = nearest(token, words); !near.empty())
        return "did you mean `" + std::string{near} + "`?";
    return "expected " + alternatives(words);
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

std::optional<std::string> Arguments::text(std::string_view name) const
{
    const auto place = values_.find(name);
    if (place == values_.end() || place->second.empty())
        return std::nullopt;
    return place->second.front();
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
        return second_pending_ ? &*pending_->second : &*pending_->value;
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

/// Whether the row's words go on from those so far.
bool Cursor::continues(const Command& row) const
{
    return row.words.size() > path_.size() && starts_with(row.words, path_) && used_.empty() && arguments_taken_ == 0;
}

/// Words that runnable rows go on with. Rows for help alone only lend theirs.
std::vector<Cursor::Candidate> Cursor::next_words() const
{
    std::vector<Candidate> found;
    for (const auto& row : table_) {
        if (!continues(row) || row.run == nullptr || (early_ != nullptr && row.early != early_))
            continue;
        const auto word = row.words[path_.size()];
        if (std::none_of(found.begin(), found.end(), [&](const Candidate& other) { return other.word == word; }))
            found.push_back({word, {}, row.listing});
    }
    for (auto& candidate : found)
        for (const auto& row : table_)
            if (continues(row) && row.words.size() == path_.size() + 1 && row.words.back() == candidate.word)
                candidate.help = row.help;
    return found;
}

const Parameter* Cursor::early_parameter() const
{
    if (path_.size() != 1 || early_ != nullptr)
        return nullptr;
    const auto row = std::find_if(table_.begin(), table_.end(), [&](const Command& command) {
        return command.early != nullptr && continues(command);
    });
    return row == table_.end() ? nullptr : row->early;
}

std::vector<Cursor::Candidate> Cursor::candidates() const
{
    auto found = next_words();
    if (const auto* early = early_parameter())
        found.push_back({early->word, early->help, Listing::Shown, early});
    if (command_ != nullptr)
        for (const auto& parameter : command_->parameters)
            if (usable(parameter))
                found.push_back({parameter.word, parameter.help, Listing::Shown, &parameter});
    return found;
}

tl::unexpected<Complaint> Cursor::ambiguous(const std::string& token, const std::vector<std::string_view>& words) const
{
    return complaint("argument " + std::to_string(position_) + ": ambiguous token: " + token + " (" +
                     alternatives(words) + ")");
}

std::vector<std::string_view> Cursor::shown_words() const
{
    std::vector<std::string_view> words;
    for (const auto& candidate : candidates())
        if (candidate.listing == Listing::Shown)
            words.push_back(candidate.word);
    return words;
}

tl::expected<Cursor::Candidate, Complaint> Cursor::match(const std::string& token) const
{
    const auto unknown = [&] {
        return complaint("unknown command from argument " + std::to_string(position_) + ": `" + token + "`; " +
                         what_is_right(token, shown_words()));
    };
    // A word that was there already is not short for a longer one.
    if (std::any_of(used_.begin(), used_.end(), [&](const Parameter* used) { return used->word == token; }))
        return unknown();
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
        return unknown();
    std::vector<std::string_view> words;
    words.reserve(fitting.size());
    for (const auto& candidate : fitting)
        words.push_back(candidate.word);
    return ambiguous(token, words);
}

tl::unexpected<Complaint> Cursor::refuse(const Argument& argument, const std::string& token,
                                         const std::string& wanted) const
{
    return complaint("argument " + std::to_string(position_) + ": " + std::string{argument.name} + " must be " +
                     wanted + ", not `" + token + "`");
}

/// Of the words of a field, the one that the token is short for; what is not short for any stays as it is.
tl::expected<std::string, Complaint> Cursor::whole_word(const Argument& argument, const std::string& token) const
{
    std::vector<std::string_view> fitting;
    for (const auto& choice : argument.field->choices) {
        if (choice.word == token)
            return token;
        if (!token.empty() && choice.word.starts_with(token))
            fitting.push_back(choice.word);
    }
    if (fitting.size() > 1)
        return ambiguous(token, fitting);
    return fitting.empty() ? token : std::string{fitting.front()};
}

tl::expected<void, Complaint> Cursor::take_value(const Argument& argument, const std::string& token)
{
    switch (argument.kind) {
    case Kind::Words:
        values_.add(argument.name, token);
        return {};
    case Kind::Ports: {
        auto names = split_list(token);
        if (std::any_of(names.begin(), names.end(), [](const std::string& name) { return name.empty(); }))
            return refuse(argument, token, "interface names separated by commas");
        values_.set(argument.name, std::move(names));
        break;
    }
    case Kind::Number: {
        const auto number = to_number(token);
        if (!number || *number < argument.min || *number > argument.max)
            return refuse(argument, token,
                          "a number from " + std::to_string(argument.min) + " to " + std::to_string(argument.max));
        values_.set(argument.name, {token});
        break;
    }
    case Kind::Field: {
        auto word = argument.field->type == control::FieldType::Word ? whole_word(argument, token) : token;
        if (!word)
            return tl::unexpected{std::move(word.error())};
        if (const auto value = control::parse_value(*argument.field, *word); !value)
            return refuse(argument, token, value.error());
        values_.set(argument.name, {std::move(*word)});
        break;
    }
    }
    if (pending_ == nullptr) {
        ++arguments_taken_;
    } else if (pending_->second && !second_pending_) {
        second_pending_ = true;
    } else {
        pending_ = nullptr;
        second_pending_ = false;
    }
    return {};
}

void Cursor::advance(const Candidate& candidate)
{
    help_ = candidate.help;
    if (candidate.parameter != nullptr) {
        if (early_ == nullptr && command_ == nullptr)
            early_ = candidate.parameter;
        else
            used_.push_back(candidate.parameter);
        if (candidate.parameter->value)
            pending_ = candidate.parameter;
        else
            values_.set(candidate.word, {});
        return;
    }
    path_.push_back(candidate.word);
    const auto row = std::find_if(table_.begin(), table_.end(), [&](const Command& command) {
        return command.run != nullptr && command.words == path_ && (early_ == nullptr || command.early == early_);
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
    const bool is_word =
        argument != nullptr && argument->kind == Kind::Field && argument->field->type == control::FieldType::Word;
    if (is_word)
        for (const auto& choice : argument->field->choices)
            list.push_back({Expectation::Type::Word, std::string{choice.word}, choice.help});
    else if (argument != nullptr)
        list.push_back({Expectation::Type::Value, placeholder(*argument), argument->help, argument});
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
        return complaint("incomplete command: expected " + alternatives(shown_words()));
    for (const auto& parameter : command_->parameters)
        if (parameter.required && std::find(used_.begin(), used_.end(), &parameter) == used_.end())
            return complaint("incomplete command: " + std::string{parameter.word} +
                             " is missing: " + std::string{parameter.help});
    return Invocation{command_, values_};
}

tl::expected<Cursor, Complaint> walk(std::span<const Command> table, const std::vector<std::string>& words,
                                     std::size_t before)
{
    Cursor cursor{table, before};
    for (const auto& word : words)
        if (auto fed = cursor.feed(word); !fed)
            return tl::unexpected{std::move(fed.error())};
    return cursor;
}

tl::expected<Invocation, Complaint> parse(std::span<const Command> table, const std::vector<std::string>& words)
{
    const auto cursor = walk(table, words);
    if (!cursor)
        return tl::unexpected{cursor.error()};
    return cursor->finish();
}

} // namespace lldp::client
