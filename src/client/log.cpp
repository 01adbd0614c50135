#include "client/log.hpp"

#include "client/color.hpp"

#include <ctime>
#include <iomanip>

namespace lldp::client {

namespace {

std::string_view name_of(Severity severity)
{
    switch (severity) {
    case Severity::Warning:
        return "WARN";
    case Severity::Info:
        return "INFO";
    case Severity::Debug:
        return " DBG";
    }
    return "????";
}

} // namespace

void Log::write(Severity severity, std::string_view text, std::string_view token)
{
    if (severity > least_)
        return;
    const auto now = std::time(nullptr);
    std::tm local{};
    localtime_r(&now, &local);
    const auto mark = "[" + std::string{name_of(severity)}.append("/").append(token) + "]";
    out_ << std::put_time(&local, "%Y-%m-%dT%H:%M:%S ")
         << styled(mark, Style::Red, color_ && severity == Severity::Warning) << ' ' << text << '\n'
         << std::flush;
}

} // namespace lldp::client
