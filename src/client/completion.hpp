// What may come next on lldpcli's command line, for the completion of a shell.
#pragma once

#include "client/grammar.hpp"

#include <span>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace lldp::client {

struct Completion
{
    std::string word;
    std::string_view help;
};

/// Asks for the options, where it stands last: they are listed for who has begun to type one, and for nobody else.
inline constexpr std::string_view ask_for_options = "-";
/// In place of a word: the name of a file or directory, which the shell knows best.
inline constexpr std::string_view any_file = "<file>";

/// What may follow these words, options among them. Asks no daemon: ports are the interfaces that are there.
tl::expected<std::vector<Completion>, Complaint> completions(std::span<const Command> table,
                                                             const std::vector<std::string>& words);

} // namespace lldp::client
