// What the harness adds to Catch2's command line.
#pragma once

#include <string>
#include <vector>

namespace Catch {
class Session;
}

namespace harness {

struct Options
{
    bool gdb = false;
    bool valgrind = false;
    bool strace = false;
    bool perf = false;
    bool shell = false;
    bool keep = false;
    std::string values; ///< Only cases with these generated values (see case_name.hpp); empty: all.
    std::string in;     ///< A namespace's name; empty: not said.

    /// The names of the first four that were asked for; no more than one, once they are checked.
    [[nodiscard]] std::vector<std::string> tools() const;
    /// Somebody sits at the terminal.
    [[nodiscard]] bool interactive() const { return gdb || shell; }
    /// The first four, and --shell, are for programs and failures there.
    [[nodiscard]] bool covers(const std::string& ns) const { return in.empty() || in == ns; }
};

/// As main() read them.
[[nodiscard]] const Options& options();

/// Makes them a part of the session's command line.
void add_options(Catch::Session& session);

/// What they need: otherwise one line on stderr, and exit status 1. Those that write files write them below the
/// environment's LLDPD_TEST_REPORT; where that is not set, it is `report` in the working directory from now on.
void check_options();

} // namespace harness
