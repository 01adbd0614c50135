// lldpcli's command line.
#pragma once

#include "client/formats.hpp"
#include "client/sources.hpp"

#include <span>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace lldp::client {

enum class Report { None, Usage, Version, Build };

struct Options
{
    std::string socket;
    std::string format{formats().front().name}; ///< as given
    int debug = 0;                              ///< how often -d was given
    Report report = Report::None;               ///< what is printed instead of anything else
    bool silent = false;
    bool reconnect = false; ///< a watch goes on with the next daemon
    std::vector<Source> sources;
    std::vector<std::string> command; ///< empty: commands come from the sources, or else from standard input
};

/// An option as data. Parsing, usage and completion read the same rows.
struct Option
{
    enum class Takes { Nothing, File, Format };

    char letter{};
    std::string_view value; ///< what it takes is called so; empty: it takes nothing
    Takes takes{};
    std::string_view help;
    const char* name = nullptr; ///< behind "--", where it has one
};

/// In the order in which they are shown.
std::span<const Option> option_table();

/// `arguments`: without the program's name. The error is a sentence for people.
tl::expected<Options, std::string> parse_options(const std::vector<std::string>& arguments);

std::string usage();

} // namespace lldp::client
