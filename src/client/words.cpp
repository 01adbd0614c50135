#include "client/words.hpp"

#include <optional>

namespace lldp::client {

tl::expected<std::vector<std::string>, std::string> split_words(std::string_view line)
{
    constexpr std::string_view blanks = " \t\r\n\f\v";
    std::vector<std::string> words;
    std::optional<std::string> word; // one without characters, "", is a word too
    char quote = '\0';
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (c == '\\') {
            if (++i == line.size())
                return tl::unexpected{std::string{"a backslash at the end of the line has nothing to quote"}};
            word = word.value_or("") + line[i];
        } else if (quote != '\0') {
            if (c == quote)
                quote = '\0';
            else
                word->push_back(c);
        } else if (c == '"' || c == '\'') {
            quote = c;
            word = word.value_or("");
        } else if (c == '#') {
            break;
        } else if (blanks.find(c) == std::string_view::npos) {
            word = word.value_or("");
            word->push_back(c);
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

} // namespace lldp::client
