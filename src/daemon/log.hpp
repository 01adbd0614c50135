// What the daemon says of itself: "YYYY-mm-ddTHH:MM:SS [WARN/token] text" on stderr, the same without time to syslog.
// What stderr does not take at once is lost, and counted: a reader that does not read must not stop the daemon.
#pragma once

#include <fmt/format.h>
#include <string>
#include <string_view>
#include <vector>

namespace lldp::daemon::log {

enum class Level { Debug, Info, Warning, Error, Critical };

struct Settings
{
    int verbosity = 0;                 ///< how often -d was given: 3 shows information, 4 debugging
    std::vector<std::string> tokens{}; ///< when not empty, only debugging of these is shown
    bool to_syslog = true;
    bool to_stderr = false;
};

/// `-d` once keeps syslog and adds stderr, twice leaves syslog out.
[[nodiscard]] Settings settings_for(int verbosity, std::vector<std::string> tokens);

void start(const Settings& settings);
/// Says nothing on stderr any more.
void leave_stderr();

[[nodiscard]] bool enabled(Level level, std::string_view token);
void write(Level level, std::string_view token, std::string_view text);

template <typename... Args>
void put(Level level, std::string_view token, fmt::format_string<Args...> format, Args&&... args)
{
    if (enabled(level, token))
        write(level, token, fmt::format(format, std::forward<Args>(args)...));
}

template <typename... Args>
void debug(std::string_view token, fmt::format_string<Args...> format, Args&&... args)
{
    put(Level::Debug, token, format, std::forward<Args>(args)...);
}

template <typename... Args>
void info(std::string_view token, fmt::format_string<Args...> format, Args&&... args)
{
    put(Level::Info, token, format, std::forward<Args>(args)...);
}

template <typename... Args>
void warn(std::string_view token, fmt::format_string<Args...> format, Args&&... args)
{
    put(Level::Warning, token, format, std::forward<Args>(args)...);
}

template <typename... Args>
void critical(std::string_view token, fmt::format_string<Args...> format, Args&&... args)
{
    put(Level::Critical, token, format, std::forward<Args>(args)...);
}

} // namespace lldp::daemon::log
