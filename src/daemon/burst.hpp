// When a burst of changes is taken to be over. No clock: the time is an argument.
#pragma once

#include "daemon/agent.hpp"

#include <chrono>
#include <optional>

namespace lldp::daemon {

class Burst
{
  public:
    /// It is over when nothing came for that long.
    static constexpr std::chrono::milliseconds quiet{10};
    /// It is over that long after its first change, whatever still comes: nobody is told later than that.
    static constexpr std::chrono::milliseconds longest{50};

    /// A change came, the first of a burst when none is going on.
    void add(Clock::time_point now);
    /// When it is over, unless more comes; nothing: none is going on.
    [[nodiscard]] std::optional<Clock::time_point> end() const;
    /// Whether one was going on that is over by now. That ends it.
    [[nodiscard]] bool finish(Clock::time_point now);

  private:
    std::optional<Clock::time_point> first_;
    Clock::time_point last_;
};

} // namespace lldp::daemon
