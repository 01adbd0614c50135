#include "client/options.hpp"

#include "base/build_info.hpp"
#include "base/paths.hpp"

#include <algorithm>
#include <array>
#include <getopt.h>
#include <unistd.h>

namespace lldp::client {

namespace {

using Takes = Option::Takes;

constexpr std::array<Option, 9> table{{
    {'h', "", Takes::Nothing, "Show this help."},
    {'v', "", Takes::Nothing, "Show the version; twice: how the program was built."},
    {'d', "", Takes::Nothing, "Tell more about what is done; can be repeated."},
    {'s', "", Takes::Nothing, "Show no answers, only what is wrong."},
    {'r', "", Takes::Nothing, "Go on watching when lldpd has gone and comes again.", "reconnect"},
    {'u', "socket", Takes::File, "Talk to lldpd(8) over this Unix-domain socket."},
    {'f', "format", Takes::Format, "Choose the output format."},
    {'c', "conf", Takes::File, "Run the commands in this file, or in the *.conf files of this directory."},
    {'C', "conf", Takes::File, "The same as -c, but say nothing when it does not exist."},
}};

/// The table as getopt() wants it; the colon in front tells a missing value from an unknown option.
std::string getopt_letters()
{
    std::string letters = ":";
    for (const auto& option : table)
        letters.append(1, option.letter).append(option.takes == Takes::Nothing ? "" : ":");
    return letters;
}

/// Those that have a name, as getopt_long() wants them.
std::vector<option> getopt_names()
{
    std::vector<option> names;
    for (const auto& option : table)
        if (option.name != nullptr)
            names.push_back({option.name, option.takes == Takes::Nothing ? no_argument : required_argument, nullptr,
                             option.letter});
    names.push_back({});
    return names;
}

tl::unexpected<std::string> refuse(std::string_view what, std::string_view option)
{
    return tl::unexpected{std::string{what} + " -- '" + std::string{option} + "'"};
}

/// After getopt_long() has found something that it does not know: a name has no letter.
tl::unexpected<std::string> refuse_unknown(const char* word)
{
    const auto letter = static_cast<char>(optopt);
    if (optopt == 0)
        return refuse("invalid option", word);
    const bool known = std::ranges::find(table, letter, &Option::letter) != table.end();
    return refuse(known ? "option takes no argument" : "invalid option", {&letter, 1});
}

} // namespace

std::span<const Option> option_table()
{
    return table;
}

tl::expected<Options, std::string> parse_options(const std::vector<std::string>& arguments)
{
    // getopt moves options before the command's words; it does so in this copy.
    std::string name = "lldpcli";
    std::vector<std::string> copies = arguments;
    std::vector<char*> argv{name.data()};
    for (auto& copy : copies)
        argv.push_back(copy.data());
    const auto argc = static_cast<int>(argv.size());
    argv.push_back(nullptr);

    const auto letters = getopt_letters();
    const auto names = getopt_names();
    Options options;
    options.socket = paths::control_socket;
    optind = 0; // glibc: begin anew
    opterr = 0;
    for (int option = 0; (option = ::getopt_long(argc, argv.data(), letters.c_str(), names.data(), nullptr)) !=
                         -1;) { // NOLINT(concurrency-mt-unsafe)
        switch (option) {
        case 'h':
            options.report = Report::Usage;
            break;
        case 'd':
            ++options.debug;
            break;
        case 'v':
            options.report = options.report == Report::None ? Report::Version : Report::Build;
            break;
        case 's':
            options.silent = true;
            break;
        case 'r':
            options.reconnect = true;
            break;
        case 'u':
            options.socket = optarg;
            break;
        case 'f':
            options.format = optarg;
            break;
        case 'c':
            options.sources.push_back({optarg, Missing::Warn});
            break;
        case 'C':
            options.sources.push_back({optarg, Missing::Quiet});
            break;
        case ':':
            return refuse("option requires an argument", std::string{static_cast<char>(optopt)});
        default:
            return refuse_unknown(argv[static_cast<std::size_t>(optind) - 1]);
        }
        if (options.report == Report::Usage)
            break;
    }
    options.command.assign(argv.begin() + optind, argv.begin() + argc);
    return options;
}

std::string usage()
{
    constexpr std::size_t width = 16;
    std::string text = "Usage:   lldpcli [OPTIONS ...] [COMMAND ...]\n"
                       "Version: lldpd " +
                       std::string{version()} + "\n\n";
    for (const auto& option : table) {
        auto line = std::string{'-', option.letter} + " " + std::string{option.value};
        if (option.name != nullptr)
            line += "--" + std::string{option.name};
        line.resize(width, ' ');
        text.append(line).append(option.help);
        if (option.takes == Takes::Format)
            text.append(" It is one of: ").append(format_names()).append(".");
        text += '\n';
    }
    return text + "\nsee manual page lldpcli(8) for more information\n";
}

} // namespace lldp::client
