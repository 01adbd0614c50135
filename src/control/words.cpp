#include "control/words.hpp"

#include <utility>

namespace lldp::control {

namespace {

/// A word without characters, "", is a word too, so there is a state before the first of them.
std::string& begun(std::optional<std::string>& word)
{
    if (!word)
        word.emplace();
    return *word;
}

/// Where there is nothing to quote, the word as it is.
std::string quoted(const std::string& word)
{
    constexpr std::string_view special = " \t\r\n\f\v\\\"'#";
    if (!word.empty() && word.find_first_of(special) == std::string::npos)
        return word;
    std::string text = "\"";
    for (const char c : word) {
        if (c == '"' || c == '\\')
            text += '\\';
        text += c;
    }
    return text + '"';
}

} // namespace

BegunLine read_begun_line(std::string_view line)
{
    constexpr std::string_view blanks = " \t\r\n\f\v";
    BegunLine begun_line;
    auto& [words, word, quote, backslash, comment] = begun_line;
    for (const char c : line) {
        if (backslash) {
            begun(word).push_back(c);
            backslash = false;
        } else if (c == '\\') {
            backslash = true;
        } else if (quote != '\0') {
            if (c == quote)
                quote = '\0';
            else
                begun(word).push_back(c);
        } else if (c == '"' || c == '\'') {
            quote = c;
            static_cast<void>(begun(word));
        } else if (c == '#') {
            comment = true;
            break;
        } else if (blanks.find(c) == std::string_view::npos) {
            begun(word).push_back(c);
        } else if (word) {
            words.push_back(std::move(*word));
            word.reset();
        }
    }
    return begun_line;
}

tl::expected<std::vector<std::string>, std::string> split_words(std::string_view line)
{
    auto [words, word, quote, backslash, comment] = read_begun_line(line);
    if (backslash)
        return tl::unexpected{std::string{"a backslash at the end of the line has nothing to quote"}};
    if (quote != '\0')
        return tl::unexpected{std::string{"unmatched quotes: no closing "} + quote};
    if (word)
        words.push_back(std::move(*word));
    return std::move(words);
}

std::string join_words(const std::vector<std::string>& words)
{
    std::string line;
    for (const auto& word : words)
        line.append(line.empty() ? "" : " ").append(quoted(word));
    return line;
}

} // namespace lldp::control
