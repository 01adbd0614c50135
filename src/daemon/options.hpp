// The daemon's command line.
#pragma once

#include "base/error.hpp"
#include "daemon/smart_filter.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace lldp::daemon {

struct Options
{
    int verbosity = 0;                         ///< -d, counted; the daemon stays in the foreground from 1 on
    std::vector<std::string> debug_tokens;     ///< -D
    bool receive_only = false;                 ///< -r
    bool hide_kernel = false;                  ///< -k
    bool hide_inventory = false;               ///< -i
    std::uint8_t med_class = 0;                ///< -M, 1 to 4; 0: none
    unsigned smart_mode = standard_smart_mode; ///< -H
    std::optional<std::string> description;    ///< -S
    std::optional<std::string> platform;       ///< -P
    std::optional<std::string> management;     ///< -m, a pattern
    std::optional<std::string> interfaces;     ///< -I, a pattern
    std::optional<std::string> chassis;        ///< -C, a pattern
    std::string control_socket;                ///< -u
    std::string pid_file;                      ///< -p
    std::string client;                        ///< -L, empty: none is run
    std::optional<std::string> configuration;  ///< -O, file or directory in place of the default ones
};

/// Asked for instead of a run.
enum class Information { Usage, Version, BuildReport };

/// The command line is wrong: `reason` says which argument and what was expected.
struct Misuse
{
    std::string reason;
};

[[nodiscard]] std::variant<Options, Information, Misuse> parse_options(int argc, char* const* argv);

[[nodiscard]] std::string usage_text();

} // namespace lldp::daemon
