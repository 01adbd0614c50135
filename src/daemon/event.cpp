#include "daemon/event.hpp"

#include <algorithm>
#include <event2/event.h>
#include <new>
#include <utility>

namespace lldp::daemon {

struct Event::State
{
    Callback callback;
};

void Event::Free::operator()(event* raw) const
{
    event_free(raw);
}

void Event::schedule(std::chrono::nanoseconds delay)
{
    const auto micros = std::chrono::duration_cast<std::chrono::microseconds>(std::max(delay, {}));
    timeval tv{};
    tv.tv_sec = micros.count() / 1'000'000;
    tv.tv_usec = micros.count() % 1'000'000;
    event_add(event_.get(), &tv);
}

void Event::cancel()
{
    if (event_)
        event_del(event_.get());
}

void Event::resume()
{
    event_add(event_.get(), nullptr);
}

void EventLoop::Free::operator()(event_base* base) const
{
    event_base_free(base);
}

EventLoop::EventLoop() : base_{event_base_new()}
{
    if (!base_)
        throw std::bad_alloc{};
}

void EventLoop::run()
{
    event_base_dispatch(base_.get());
}

void EventLoop::stop()
{
    event_base_loopbreak(base_.get());
}

Event EventLoop::on_readable(int fd, Event::Callback callback)
{
    return make(fd, EV_READ | EV_PERSIST, std::move(callback), true);
}

Event EventLoop::on_writable(int fd, Event::Callback callback)
{
    return make(fd, EV_WRITE | EV_PERSIST, std::move(callback), true);
}

Event EventLoop::on_change(int fd, Event::Callback callback)
{
    return make(fd, EV_READ | EV_ET | EV_PERSIST, std::move(callback), true);
}

Event EventLoop::on_signal(int signal, Event::Callback callback)
{
    return make(signal, EV_SIGNAL | EV_PERSIST, std::move(callback), true);
}

Event EventLoop::timer(Event::Callback callback)
{
    return make(-1, 0, std::move(callback), false);
}

Event EventLoop::make(int fd, short what, Event::Callback callback, bool arm)
{
    Event made;
    made.state_ = std::make_shared<Event::State>(Event::State{std::move(callback)});
    const auto trampoline = [](evutil_socket_t, short, void* argument) {
        // A copy keeps the callback alive when it destroys its own event.
        const auto kept = static_cast<Event::State*>(argument)->callback;
        kept();
    };
    made.event_.reset(event_new(base_.get(), fd, what, trampoline, made.state_.get()));
    if (!made.event_)
        throw std::bad_alloc{};
    if (arm)
        event_add(made.event_.get(), nullptr);
    return made;
}

} // namespace lldp::daemon
