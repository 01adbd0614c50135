// A program on a terminal of its own.
#pragma once

#include <string>
#include <vector>

namespace harness {

/// The command line that runs a shell's command on a new terminal: what that shows is its output, and what is written
/// to its input is typed. Waits for its end, and ends as it did. The terminal has the size 0 by 0, which programs take
/// for 80 by 24.
inline std::vector<std::string> on_terminal(const std::string& command)
{
    return {"script", "--quiet", "--return", "--command", command, "/dev/null"};
}

} // namespace harness
