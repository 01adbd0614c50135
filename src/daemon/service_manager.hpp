// The service manager that started us, if one did and wants to hear of us (sd_notify(3)).
#pragma once

#include "base/fd.hpp"

#include <chrono>
#include <optional>
#include <string_view>

namespace lldp::daemon {

class ServiceManager
{
  public:
    /// Whether there is one: then the daemon stays in the foreground.
    [[nodiscard]] static bool is_there();
    /// The one that the environment names. It hears us from another root directory, too.
    [[nodiscard]] static ServiceManager of_environment();

    void say_ready() const { say("READY=1"); }
    void say_alive() const { say("WATCHDOG=1"); }
    /// How often it wants to hear that we are alive, at the least: twice in the time after which it restarts us.
    [[nodiscard]] std::optional<std::chrono::microseconds> watchdog_interval() const { return watchdog_interval_; }

  private:
    void say(std::string_view what) const;

    Fd socket_;
    std::optional<std::chrono::microseconds> watchdog_interval_;
};

} // namespace lldp::daemon
