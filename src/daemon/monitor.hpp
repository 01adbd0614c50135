// The privileged half of the daemon: serves the worker's requests, passes signals on to it, and cleans up after it.
#pragma once

#include "base/fd.hpp"
#include "daemon/event.hpp"
#include "daemon/privsep.hpp"

#include <optional>
#include <sys/types.h>
#include <vector>

namespace lldp::daemon {

/// Says that the client that reads the configuration files did not do its work.
void report_failed_client();

class Monitor
{
  public:
    /// `client`: the one that reads the configuration files, if there is one.
    Monitor(EventLoop& loop, Fd channel, pid_t worker, std::optional<pid_t> client);

    /// Until the worker has ended; gives how (waitpid(2)).
    int run();

  private:
    void serve();
    void reap();

    EventLoop& loop_;
    privsep::Privileged privileged_;
    Fd channel_;
    pid_t worker_;
    std::optional<pid_t> client_;
    int status_ = 0;
    std::vector<Event> signals_;
    Event request_;
};

} // namespace lldp::daemon
