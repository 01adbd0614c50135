#include "daemon/log.hpp"

#include <algorithm>
#include <array>
#include <ctime>
#include <memory>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/sinks/syslog_sink.h>
#include <string>
#include <syslog.h>
#include <utility>

namespace lldp::daemon::log {

namespace {

constexpr std::array<spdlog::level::level_enum, 5> spdlog_levels{
    spdlog::level::debug, spdlog::level::info, spdlog::level::warn, spdlog::level::err, spdlog::level::critical};

/// The level's name in the four characters that log readers of this daemon know.
class LevelName : public spdlog::custom_flag_formatter
{
  public:
    void format(const spdlog::details::log_msg& message, const std::tm&, spdlog::memory_buf_t& out) override
    {
        static constexpr std::array<std::string_view, 7> names{" DBG", " DBG", "INFO", "WARN", " ERR", "CRIT", "    "};
        const auto name = names.at(static_cast<std::size_t>(message.level));
        out.append(name.data(), name.data() + name.size());
    }
    [[nodiscard]] std::unique_ptr<custom_flag_formatter> clone() const override
    {
        return std::make_unique<LevelName>();
    }
};

struct State
{
    Level threshold = Level::Warning;
    std::vector<std::string> tokens;
    std::vector<spdlog::sink_ptr> sinks;
};

State& state()
{
    static State the_state;
    return the_state;
}

spdlog::sink_ptr with_pattern(spdlog::sink_ptr sink, const char* pattern)
{
    auto formatter = std::make_unique<spdlog::pattern_formatter>();
    formatter->add_flag<LevelName>('*').set_pattern(pattern);
    sink->set_formatter(std::move(formatter));
    return sink;
}

} // namespace

Settings settings_for(int verbosity, std::vector<std::string> tokens)
{
    return {.verbosity = verbosity, .tokens = std::move(tokens), .to_syslog = verbosity<2, .to_stderr = verbosity> 0};
}

void start(const Settings& settings)
{
    ::tzset(); // while the time zone's file is in reach: the worker's root directory has none
    auto& current = state();
    current.threshold = settings.verbosity >= 4 ? Level::Debug : settings.verbosity == 3 ? Level::Info : Level::Warning;
    current.tokens = settings.tokens;
    current.sinks.clear();
    if (settings.to_stderr)
        current.sinks.push_back(
            with_pattern(std::make_shared<spdlog::sinks::stderr_color_sink_st>(), "%^%Y-%m-%dT%H:%M:%S [%*/%n]%$ %v"));
    if (settings.to_syslog)
        current.sinks.push_back(with_pattern(
            std::make_shared<spdlog::sinks::syslog_sink_st>("lldpd", LOG_PID | LOG_NDELAY, LOG_DAEMON, true),
            "%n: %v"));
}

bool enabled(Level level, std::string_view token)
{
    const auto& current = state();
    if (level < current.threshold)
        return false;
    return level != Level::Debug || current.tokens.empty() || std::ranges::count(current.tokens, token) > 0;
}

void write(Level level, std::string_view token, std::string_view text)
{
    const spdlog::details::log_msg message{spdlog::string_view_t{token.data(), token.size()},
                                           spdlog_levels.at(static_cast<std::size_t>(level)),
                                           spdlog::string_view_t{text.data(), text.size()}};
    for (const auto& sink : state().sinks) {
        sink->log(message);
        sink->flush();
    }
}

} // namespace lldp::daemon::log
