// Lines of a configuration file, or typed at the prompt: cut into words, and put together of them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace lldp::control {

/// A line as far as it was typed.
struct BegunLine
{
    std::vector<std::string> words;  ///< those that a blank has ended
    std::optional<std::string> word; ///< the one at the end of the line
    char quote = '\0';               ///< the one that is open; '\0': none is
    bool backslash = false;          ///< the last character is one, and takes the next as it is
    bool comment = false;            ///< what comes next is a comment's
};

BegunLine read_begun_line(std::string_view line);

/// Words stand between blanks. Quotes, ' or ", keep blanks together; a backslash, in quotes too, takes the next
/// character as it is; an unquoted # starts a comment. The error is a sentence for people.
tl::expected<std::vector<std::string>, std::string> split_words(std::string_view line);

/// The line that is cut into these words.
std::string join_words(const std::vector<std::string>& words);

} // namespace lldp::control
