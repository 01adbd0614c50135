#include "daemon/burst.hpp"

#include <algorithm>

namespace lldp::daemon {

void Burst::add(Clock::time_point now)
{
    if (!first_)
        first_ = now;
    last_ = now;
}

std::optional<Clock::time_point> Burst::end() const
{
    if (!first_)
        return std::nullopt;
    return std::min(last_ + quiet, *first_ + longest);
}

bool Burst::finish(Clock::time_point now)
{
    const auto due = end();
    if (!due || *due > now)
        return false;
    first_.reset();
    return true;
}

} // namespace lldp::daemon
