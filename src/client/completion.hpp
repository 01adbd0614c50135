// What may come next: on lldpcli's command line, for the completion of a shell, and at its prompt.
#pragma once

#include "client/grammar.hpp"
#include "control/words.hpp"

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

/// What may come next, a line each, below what it is about.
std::string help_text(std::string_view about, std::span<const Expectation> next, bool color);

/// What helps who types at the prompt.
struct Hint
{
    std::string_view about;        ///< what the words before are about
    std::vector<Expectation> next; ///< of what may come next, all that goes on from the word that was begun
    std::string completion;        ///< what all the words among them go on with, as it is to be typed
};

/// From what stands before the cursor. Fails where nothing can follow that.
tl::expected<Hint, Complaint> hint(std::span<const Command> table, const control::BegunLine& line);

} // namespace lldp::client
