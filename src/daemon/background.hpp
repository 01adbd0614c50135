// Life as a service: leaving the terminal, the process ID file, telling the service manager.
#pragma once

#include "base/error.hpp"

#include <string>
#include <sys/types.h>

namespace lldp::daemon {

/// Goes on in a process of its own, in a session of its own, without the terminal.
Expected<> go_to_background();

/// Writes this process's ID into the file, in place of what is there.
Expected<> write_pid_file(const std::string& path);

/// Whether a service manager started us and waits to hear that we are ready (sd_notify(3)).
[[nodiscard]] bool is_supervised();
void notify_ready();

} // namespace lldp::daemon
