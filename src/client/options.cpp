#include "client/options.hpp"

#include "base/build_info.hpp"
#include "base/paths.hpp"

#include <unistd.h>

namespace lldp::client {

namespace {

tl::unexpected<std::string> refuse(std::string_view what, int option)
{
    return tl::unexpected{std::string{what} + " -- '" + static_cast<char>(option) + "'"};
}

} // namespace

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

    Options options;
    options.socket = paths::control_socket;
    optind = 0; // glibc: begin anew
    opterr = 0;
    for (int option = 0;
         (option = ::getopt(argc, argv.data(), ":hdvsu:f:c:C:")) != -1;) { // NOLINT(concurrency-mt-unsafe)
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
            return refuse("option requires an argument", optopt);
        default:
            return refuse("invalid option", optopt);
        }
        if (options.report == Report::Usage)
            break;
    }
    options.command.assign(argv.begin() + optind, argv.begin() + argc);
    return options;
}

std::string usage()
{
    return "Usage:   lldpcli [OPTIONS ...] [COMMAND ...]\n"
           "Version: lldpd " +
           std::string{version()} +
           "\n\n"
           "-h          Show this help.\n"
           "-v          Show the version; twice: how the program was built.\n"
           "-d          Tell more about what is done; can be repeated.\n"
           "-u socket   Talk to lldpd(8) over this Unix-domain socket.\n"
           "-f format   Choose the output format (" +
           format_names() +
           ").\n"
           "-c conf     Run the commands in this file, or in the *.conf files of this directory.\n"
           "-C conf     The same, but say nothing when it does not exist.\n"
           "\n"
           "see manual page lldpcli(8) for more information\n";
}

} // namespace lldp::client
