#include "daemon/log.hpp"

#include <algorithm>
#include <array>
#include <ctime>
#include <memory>
#include <poll.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/sinks/syslog_sink.h>
#include <string>
#include <syslog.h>
#include <unistd.h>
#include <utility>

namespace lldp::daemon::log {

namespace {

constexpr std::array<spdlog::level::level_enum, 5> spdlog_levels{
    spdlog::level::debug, spdlog::level::info, spdlog::level::warn, spdlog::level::err, spdlog::level::critical};

/// A line that is no longer fits into a pipe that takes more (PIPE_BUF, less what stands before the text).
constexpr std::size_t max_text = 4000;

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
    spdlog::sink_ptr syslog;
    spdlog::sink_ptr standard_error;
    std::size_t lost = 0; ///< messages that standard error did not take
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

bool standard_error_takes_more()
{
    pollfd wanted{.fd = STDERR_FILENO, .events = POLLOUT, .revents = 0};
    return ::poll(&wanted, 1, 0) != 0; // an error is the write's to find
}

void write_to(spdlog::sinks::sink& sink, Level level, std::string_view token, std::string_view text)
{
    sink.log({spdlog::string_view_t{token.data(), token.size()}, spdlog_levels.at(static_cast<std::size_t>(level)),
              spdlog::string_view_t{text.data(), text.size()}});
    sink.flush();
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
    current.standard_error.reset();
    current.syslog.reset();
    if (settings.to_stderr)
        current.standard_error =
            with_pattern(std::make_shared<spdlog::sinks::stderr_color_sink_st>(), "%^%Y-%m-%dT%H:%M:%S [%*/%n]%$ %v");
    if (settings.to_syslog)
        current.syslog = with_pattern(
            std::make_shared<spdlog::sinks::syslog_sink_st>("lldpd", LOG_PID | LOG_NDELAY, LOG_DAEMON, true), "%n: %v");
}

void leave_stderr()
{
    state().standard_error.reset();
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
    auto& current = state();
    if (current.syslog)
        write_to(*current.syslog, level, token, text);
    if (!current.standard_error)
        return;
    if (!standard_error_takes_more()) {
        ++current.lost;
        return;
    }
    if (const auto lost = std::exchange(current.lost, 0); lost > 0)
        write_to(*current.standard_error, Level::Warning, "main",
                 fmt::format("{} messages are lost, for nobody read them", lost));
    write_to(*current.standard_error, level, token, text.substr(0, max_text));
}

} // namespace lldp::daemon::log
