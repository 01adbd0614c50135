#include "daemon/gathering.hpp"

#include <utility>

namespace lldp::daemon {

// Nothing is taken in but here, where it begins a burst or prolongs one: what were taken in without one would be acted
// on with the next change only.
Gathering::Gathering(EventLoop& loop, int descriptor, Callback take_in, Callback act)
    : take_in_{std::move(take_in)}
    , act_{std::move(act)}
    , over_{loop.timer([this] { finish(); })}
    , readable_{loop.on_readable(descriptor, [this] {
        take_in_();
        add();
    })}
{}

void Gathering::add()
{
    burst_.add(Clock::now());
    await_end();
}

void Gathering::finish()
{
    if (burst_.finish(Clock::now()))
        act_();
    else
        await_end();
}

void Gathering::await_end()
{
    if (const auto end = burst_.end())
        over_.schedule(*end - Clock::now());
}

} // namespace lldp::daemon
