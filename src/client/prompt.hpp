// Commands that somebody types at a terminal.
#pragma once

#include "client/session.hpp"

#include <functional>
#include <istream>
#include <string>
#include <tl/expected.hpp>

namespace lldp::client {

/// Shows the prompt and gives the line that is typed behind it. Otherwise Outcome::Done at the end of the input, and
/// Outcome::Broken when standard output is gone.
using LineReader = std::function<tl::expected<std::string, Outcome>(Session& session, const std::string& prompt)>;

/// As they come.
LineReader plain_lines(std::istream& in);
/// From the terminal that is standard input and output, with editing, history, completion and help. Only in a build
/// with readline.
LineReader edited_lines();

/// Runs each line. One that fails is no end.
Outcome run_prompt(Session& session, const LineReader& read);

} // namespace lldp::client
