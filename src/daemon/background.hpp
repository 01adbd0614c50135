// Life as a service: leaving the terminal, the process ID file.
#pragma once

#include "base/error.hpp"
#include "base/fd.hpp"

#include <string>
#include <sys/types.h>

namespace lldp::daemon {

/// Life in a process of its own, in a session of its own. The process that was started stays until it is known whether
/// the daemon runs: its exit status tells, and until then standard error is where errors go.
class Background
{
  public:
    /// Returns in the new process only.
    static Expected<Background> enter();

    /// Lets the first process end, with exit status 0. It ends with 1 when nobody does this before the last copy of
    /// this object is gone.
    void release();
    /// Lets go of the terminal: standard input, output and error are the null device's from now on.
    void detach();
    /// In a child process: whether the daemon runs is for the others to say.
    void leave_to_others() { first_process_.reset(); }

  private:
    Fd first_process_;
    Fd null_;
};

/// Writes this process's ID into the file, in place of what is there.
Expected<> write_pid_file(const std::string& path);

} // namespace lldp::daemon
