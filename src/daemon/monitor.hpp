// The privileged half of the daemon: serves the worker's requests, passes signals on to it, and cleans up after it.
#pragma once

#include "base/fd.hpp"
#include "daemon/configuration_client.hpp"
#include "daemon/event.hpp"
#include "daemon/privsep.hpp"

#include <sys/types.h>
#include <vector>

namespace lldp::daemon {

class Monitor
{
  public:
    Monitor(EventLoop& loop, Fd channel, pid_t worker, ConfigurationClient& client);

    /// Until the worker has ended; gives how (waitpid(2)).
    int run();

  private:
    void serve();
    void reap();

    EventLoop& loop_;
    privsep::Privileged privileged_;
    Fd channel_;
    pid_t worker_;
    ConfigurationClient& client_;
    int status_ = 0;
    std::vector<Event> signals_;
    Event request_;
};

} // namespace lldp::daemon
