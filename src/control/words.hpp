// Lines of a configuration file, or typed at the prompt: cut into words, and put together of them.
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace lldp::control {

/// Words stand between blanks. Quotes, ' or ", keep blanks together; a backslash, in quotes too, takes the next
/// character as it is; an unquoted # starts a comment. The error is a sentence for people.
tl::expected<std::vector<std::string>, std::string> split_words(std::string_view line);

/// The line that is cut into these words.
std::string join_words(const std::vector<std::string>& words);

} // namespace lldp::control
