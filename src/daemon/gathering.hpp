// Changes that come on a descriptor, or otherwise: taken in at once, and acted on together when the burst is over.
#pragma once

#include "daemon/burst.hpp"
#include "daemon/event.hpp"

#include <functional>

namespace lldp::daemon {

class Gathering
{
  public:
    using Callback = std::function<void()>;

    /// `take_in` reads from the descriptor, which is readable, and `act` is called when it is all that there is to come
    /// for now. What comes while it acts is the beginning of the next burst.
    Gathering(EventLoop& loop, int descriptor, Callback take_in, Callback act);
    Gathering(const Gathering&) = delete;
    Gathering& operator=(const Gathering&) = delete;
    Gathering(Gathering&&) = delete;
    Gathering& operator=(Gathering&&) = delete;
    ~Gathering() = default;

    /// A change that came another way. Never acts at once.
    void add();

  private:
    void finish();
    void await_end();

    Burst burst_;
    Callback take_in_;
    Callback act_;
    Event over_;
    Event readable_;
};

} // namespace lldp::daemon
