// lldpcli: puts command line, files and standard input together. The exit status is 0 when all was well.
#include "base/build_info.hpp"
#include "base/fd.hpp"
#include "client/color.hpp"
#include "client/options.hpp"
#include "client/prompt.hpp"
#include "client/session.hpp"
#include "client/sources.hpp"
#include "config.h"

#include <csignal>
#include <cstdlib>
#include <iostream>
#include <unistd.h>

namespace {

using namespace lldp::client;

Severity least_severity(int debug)
{
    if (debug == 0)
        return Severity::Warning;
    return debug == 1 ? Severity::Info : Severity::Debug;
}

/// The format that was asked for; a word that is no format's name costs a warning only, as scripts may rely upon.
const Format* choose_format(const std::string& name, Log& log)
{
    if (const auto* format = find_format(name))
        return format;
    if (is_known_elsewhere(name)) {
        log.write(Severity::Warning,
                  "output format \"" + name + "\" is not built into this lldpcli, which has: " + format_names());
        return nullptr;
    }
    log.write(Severity::Warning, "unknown output format \"" + name + "\"");
    return &formats().front();
}

/// Whoever types sees both on the same terminal.
LineReader line_reader()
{
#ifdef USE_READLINE
    if (::isatty(STDOUT_FILENO) != 0)
        return edited_lines();
#endif
    return plain_lines(std::cin);
}

Outcome run_at_prompt(Session& session)
{
    session.log().set_color(session.settings().color && wants_color(STDERR_FILENO));
    return run_prompt(session, line_reader());
}

Outcome run(Session& session, const Options& options)
{
    // With a command alone only those that need the daemon connect; otherwise a missing daemon is said once, not per
    // line.
    if (options.command.empty() || !options.sources.empty())
        if (!session.connect())
            return Outcome::Failed;
    for (const auto& source : options.sources)
        if (run_source(session, source) == Outcome::Broken)
            return Outcome::Broken;
    if (!options.command.empty())
        return session.run(options.command);
    if (!options.sources.empty())
        return Outcome::Done;
    return ::isatty(STDIN_FILENO) != 0 ? run_at_prompt(session) : run_stream(session, std::cin);
}

int report(Report what)
{
    switch (what) {
    case Report::None:
        break;
    case Report::Usage:
        std::cerr << usage();
        return EXIT_FAILURE;
    case Report::Version:
        std::cout << lldp::version_text();
        break;
    case Report::Build:
        std::cout << lldp::build_report_client(reported_formats());
        break;
    }
    return std::cout.flush() ? EXIT_SUCCESS : EXIT_FAILURE;
}

} // namespace

int main(int argc, char* argv[])
{
    lldp::occupy_standard_descriptors();
    std::ios::sync_with_stdio(false);
    static_cast<void>(std::signal(SIGPIPE, SIG_IGN)); // a reader that goes away is an error of write(), not our death

    const auto options = parse_options({argv + 1, argv + argc});
    if (!options) {
        std::cerr << "lldpcli: " << options.error() << '\n' << usage();
        return EXIT_FAILURE;
    }
    if (options->report != Report::None)
        return report(options->report);

    Log log{std::cerr, least_severity(options->debug)};
    const auto* format = choose_format(options->format, log);
    if (format == nullptr)
        return EXIT_FAILURE;
    const bool color = format == &formats().front() && wants_color(STDOUT_FILENO); // of text for people
    Session session{Settings{.socket = options->socket,
                             .format = format,
                             .reconnect = options->reconnect,
                             .silent = options->silent,
                             .output_fd = STDOUT_FILENO,
                             .color = color},
                    std::cout, log};
    const auto outcome = run(session, *options);
    return outcome == Outcome::Done || outcome == Outcome::Exit ? EXIT_SUCCESS : EXIT_FAILURE;
}
