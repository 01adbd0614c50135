#include "daemon/options.hpp"

#include "base/build_info.hpp"
#include "base/paths.hpp"
#include "config.h"

#include <charconv>
#include <filesystem>
#include <fmt/format.h>
#include <getopt.h>
#include <string_view>
#include <system_error>

namespace lldp::daemon {

namespace {

constexpr std::size_t max_description = 255; // IEEE 802.1AB-2016 8.5.7.2

/// Keeps the value of an option that may be given once; says whether this was the first time.
bool once(std::optional<std::string>& kept)
{
    if (kept)
        return false;
    kept = optarg;
    return true;
}

struct Parser
{
    Options options{};
    std::optional<std::string> socket{};
    std::optional<std::string> pid_file{};
    std::optional<std::string> client{};
    std::optional<std::string> med_class{};
    std::optional<std::string> smart_mode{};
    int version_asked = 0;
    int lldp = 0; ///< -l, counted

    std::optional<std::string>* value_of(int option)
    {
        switch (option) {
        case 'S':
            return &options.description;
        case 'P':
            return &options.platform;
        case 'm':
            return &options.management;
        case 'I':
            return &options.interfaces;
        case 'C':
            return &options.chassis;
        case 'O':
            return &options.configuration;
        case 'u':
            return &socket;
        case 'p':
            return &pid_file;
        case 'L':
            return &client;
        case 'M':
            return &med_class;
        case 'H':
            return &smart_mode;
        default:
            return nullptr;
        }
    }

    /// False when the option has no such meaning.
    bool flag(int option)
    {
        switch (option) {
        case 'd':
            ++options.verbosity;
            return true;
        case 'v':
            ++version_asked;
            return true;
        case 'l':
            ++lldp;
            return true;
        case 'r':
            options.receive_only = true;
            return true;
        case 'k':
            options.hide_kernel = true;
            return true;
        case 'i':
            options.hide_inventory = true;
            return true;
        case 'D':
            options.debug_tokens.emplace_back(optarg);
            return true;
        default:
            return false;
        }
    }

    Options finish()
    {
        // Absolute, for a daemon in the background works in the root directory.
        options.control_socket = std::filesystem::absolute(socket.value_or(std::string{paths::control_socket}));
        options.pid_file = std::filesystem::absolute(pid_file.value_or(std::string{paths::pid_file}));
        options.client = client.value_or(std::string{paths::lldpcli});
        if (!options.client.empty())
            options.client = std::filesystem::absolute(options.client);
        if (options.configuration)
            options.configuration = std::filesystem::absolute(*options.configuration);
        return std::move(options);
    }
};

/// What an option asks for that other daemons with this command line have, and this one has not.
std::optional<std::string_view> lacking_for(int option)
{
    switch (option) {
    case 'c':
        return "CDP";
    case 'e':
        return "EDP";
    case 'f':
        return "FDP";
    case 's':
        return "SONMP";
    case 'x':
    case 'X':
        return "an SNMP subagent";
    default:
        return std::nullopt;
    }
}

std::optional<Misuse> parse_med_class([[maybe_unused]] const std::string& text,
                                      [[maybe_unused]] std::uint8_t& med_class)
{
#ifdef ENABLE_LLDPMED
    if (text.size() != 1 || text < "1" || text > "4")
        return Misuse{fmt::format("-M takes a device class of 1 to 4, got `{}`", text)};
    med_class = static_cast<std::uint8_t>(text.front() - '0');
    return std::nullopt;
#else
    return Misuse{"-M needs LLDP-MED, which this lldpd was built without"};
#endif
}

std::optional<Misuse> parse_smart_mode(const std::string& text, unsigned& mode)
{
    const auto* const end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, mode);
    if (error == std::errc{} && rest == end && mode <= last_smart_mode)
        return std::nullopt;
    return Misuse{fmt::format("-H takes a mode of 0 to {}, got `{}`", last_smart_mode, text)};
}

} // namespace

std::variant<Options, Information, Misuse> parse_options(int argc, char* const* argv)
{
    Parser parser;
    opterr = 0;
    optind = 0; // glibc: begin anew, also within a word of an earlier command line
    for (int option = 0; (option = ::getopt(argc, argv, ":hvdrkilcefsxX:D:p:u:m:H:I:C:L:M:S:P:O:")) != -1;) {
        if (option == 'h')
            return Information::Usage;
        if (option == ':')
            return Misuse{fmt::format("option requires an argument -- '{}'", static_cast<char>(optopt))};
        if (option == '?')
            return Misuse{fmt::format("invalid option -- '{}'", static_cast<char>(optopt))};
        if (const auto lacking = lacking_for(option))
            return Misuse{
                fmt::format("-{} needs {}, which this lldpd does not have", static_cast<char>(option), *lacking)};
        if (parser.flag(option))
            continue;
        if (!once(*parser.value_of(option)))
            return Misuse{fmt::format("-{} can only be used once", static_cast<char>(option))};
    }
    if (parser.version_asked > 0)
        return parser.version_asked == 1 ? Information::Version : Information::BuildReport;
    if (optind < argc)
        return Misuse{fmt::format("unexpected argument `{}`, options only", argv[optind])};
    if (parser.options.description && parser.options.description->size() > max_description)
        return Misuse{
            fmt::format("-S takes at most {} octets, got {}", max_description, parser.options.description->size())};
    // Once, it is to be sent whatever other protocols are heard, as it always is.
    if (parser.lldp > 1)
        return Misuse{"-l given more than once turns LLDP off, the only protocol that this lldpd speaks"};
#ifndef ENABLE_LLDPMED
    if (parser.options.hide_inventory)
        return Misuse{"-i needs LLDP-MED, which this lldpd was built without"};
#endif
    if (parser.med_class) {
        if (auto wrong = parse_med_class(*parser.med_class, parser.options.med_class))
            return *wrong;
    }
    if (parser.smart_mode) {
        if (auto wrong = parse_smart_mode(*parser.smart_mode, parser.options.smart_mode))
            return *wrong;
    }
    try {
        return parser.finish();
    } catch (const std::filesystem::filesystem_error& error) {
        return Misuse{
            fmt::format("cannot make an absolute path of `{}`: {}", error.path1().string(), error.code().message())};
    }
}

std::string usage_text()
{
    return fmt::format(R"(Usage:   lldpd [OPTIONS ...]
Version: lldpd {}

-d            Stay in the foreground. Twice: log to stderr only. Each further one logs more.
-D token      Log debugging for this part only; may be repeated.
-r            Receive only, send nothing.
-M class      Speak LLDP-MED as a device of this class: 1 generic, 2 media, 3 communication, 4 network.
-i            Leave the inventory out of LLDP-MED.
-l            Send LLDP whatever other protocols are heard, as this lldpd always does. Only once.
-k            Leave kernel release, version and machine out of the system description.
-S text       System description, in place of the detected one.
-P text       Hardware platform, in place of the kernel's name.
-H mode       Which neighbors are hidden where there are several, 0 to {} (by default {}).
-m pattern    Management addresses: addresses, interfaces or patterns of them.
-I pattern    Interfaces to use.
-C pattern    Interfaces whose MAC address may be the chassis ID.
-u path       Control socket, by default {}.
-p path       Process ID file, by default {}.
-L path       lldpcli to run at start, by default {}.
-O path       Configuration file or directory, in place of the default ones.
-v            Version. Twice: what is built in, too.
-h            This text.

lldpd(8) says more.
)",
                       version(), last_smart_mode, standard_smart_mode, paths::control_socket, paths::pid_file,
                       paths::lldpcli);
}

} // namespace lldp::daemon
