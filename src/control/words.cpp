#include "control/words.hpp"

#include <optional>

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

tl::expected<std::vector<std::string>, std::string> split_words(std::string_view line)
{
    constexpr std::string_view blanks = " \t\r\n\f\v";
    std::vector<std::string> words;
    std::optional<std::string> word;
    char quote = '\0';
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (c == '\\') {
            if (++i == line.size())
                return tl::unexpected{std::string{"a backslash at the end of the line has nothing to quote"}};
            begun(word).push_back(line[i]);
        } else if (quote != '\0') {
            if (c == quote)
                quote = '\0';
            else
                begun(word).push_back(c);
        } else if (c == '"' || c == '\'') {
            quote = c;
            static_cast<void>(begun(word));
        } else if (c == '#') {
            break;
        } else if (blanks.find(c) == std::string_view::npos) {
            begun(word).push_back(c);
        } else if (word) {
            words.push_back(std::move(*word));
            word.reset();
        }
    }
    if (quote != '\0')
        return tl::unexpected{std::string{"unmatched quotes: no closing "} + quote};
    if (word)
        words.push_back(std::move(*word));
    return words;
}

std::string join_words(const std::vector<std::string>& words)
{
    std::string line;
    for (const auto& word : words)
        line.append(line.empty() ? "" : " ").append(quoted(word));
    return line;
}

} // namespace lldp::control
