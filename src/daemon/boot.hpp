// The configuration files: the client reads them and tells the daemon, which waits for its `resume` until then.
#pragma once

#include "base/error.hpp"
#include "daemon/options.hpp"

#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace lldp::daemon {

/// The files and directories that are there to be read; none: nothing needs to be run, and the daemon starts at once.
[[nodiscard]] std::vector<std::string> configuration_files(const Options& options);

/// Starts the client on these files. It ends by itself, after `resume`.
Expected<pid_t> start_client(const Options& options, const std::vector<std::string>& files);

} // namespace lldp::daemon
