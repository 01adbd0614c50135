// libevent, owned: a loop, descriptors, timers and signals whose callbacks end with their owner.
#pragma once

#include <chrono>
#include <functional>
#include <memory>

struct event;
struct event_base;

namespace lldp::daemon {

class EventLoop;

/// One source of events. Destroying it, also from within its own callback, ends the callbacks.
class Event
{
  public:
    using Callback = std::function<void()>;

    Event() = default;

    /// Runs the callback once after `delay`, in place of any earlier appointment. Timers only.
    void schedule(std::chrono::nanoseconds delay);
    void cancel();
    /// Listens again after cancel(). Descriptors and signals only.
    void resume();

  private:
    friend class EventLoop;
    struct State;
    struct Free
    {
        void operator()(event* raw) const;
    };
    std::shared_ptr<State> state_;
    std::unique_ptr<event, Free> event_;
};

class EventLoop
{
  public:
    /// Throws std::bad_alloc when libevent cannot start.
    EventLoop();

    /// Runs callbacks until stop().
    void run();
    void stop();

    [[nodiscard]] Event on_readable(int fd, Event::Callback callback);
    [[nodiscard]] Event on_writable(int fd, Event::Callback callback);
    /// For a file of the kernel's that can always be read, and says so anew when it changed.
    [[nodiscard]] Event on_change(int fd, Event::Callback callback);
    [[nodiscard]] Event on_signal(int signal, Event::Callback callback);
    /// Does nothing until schedule().
    [[nodiscard]] Event timer(Event::Callback callback);

  private:
    Event make(int fd, short what, Event::Callback callback, bool arm);

    struct Free
    {
        void operator()(event_base* base) const;
    };
    std::unique_ptr<event_base, Free> base_;
};

} // namespace lldp::daemon
