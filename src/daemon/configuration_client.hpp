// The configuration files: the client reads them and tells the daemon. At the start LLDP is paused until it has.
#pragma once

#include "daemon/options.hpp"

#include <string>
#include <sys/types.h>
#include <vector>

namespace lldp::daemon {

/// Runs the client on the configuration files, once at a time.
class ConfigurationClient
{
  public:
    explicit ConfigurationClient(const Options& options);

    /// Whether there is anything to be read, so that LLDP has to wait for it.
    [[nodiscard]] bool is_needed() const { return !files_.empty(); }
    /// Reads the files, and ends the pause.
    void start();
    /// Reads them again, and those that came since; when they are just being read, after that.
    void start_again();
    /// To be told of each process that has ended, and how (waitpid(2)).
    void reap(pid_t process, int status);

  private:
    void run(const std::vector<std::string>& command);

    const Options& options_;
    std::vector<std::string> files_;
    bool at_start_ = true;
    pid_t running_ = 0;
    bool again_ = false;
};

} // namespace lldp::daemon
