// Cuts a line of a configuration file, or one typed at the prompt, into words.
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace lldp::client {

/// Words stand between blanks. Quotes, ' or ", keep blanks together; a backslash, in quotes too, takes the next
/// character as it is; an unquoted # starts a comment. The error is a sentence for people.
tl::expected<std::vector<std::string>, std::string> split_words(std::string_view line);

} // namespace lldp::client
