#include "client/color.hpp"

#include <cstdlib>
#include <unistd.h>

namespace lldp::client {

namespace {

/// Empty when it is not set.
std::string_view environment(const char* name)
{
    const char* value = std::getenv(name); // NOLINT(concurrency-mt-unsafe): there is one thread
    return value == nullptr ? "" : value;
}

} // namespace

bool wants_color(int fd)
{
    const auto terminal = environment("TERM");
    return environment("NO_COLOR").empty() && !terminal.empty() && terminal != "dumb" && ::isatty(fd) != 0;
}

} // namespace lldp::client
