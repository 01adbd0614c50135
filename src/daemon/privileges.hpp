// Giving up what is not needed: user, group, root directory, capabilities.
#pragma once

#include "base/error.hpp"

#include <string>
#include <string_view>
#include <sys/types.h>

namespace lldp::daemon {

struct Identity
{
    uid_t uid = 0;
    gid_t gid = 0;
};

/// The user and group of the worker. Both must exist; nobody creates them here.
Expected<Identity> find_identity(std::string_view user, std::string_view group);

/// Fails, naming what is missing, unless this process has the capabilities that the daemon cannot do without. Without
/// libcap nobody looks: what takes one fails later.
Expected<> require_capabilities();

/// Makes the directory (and those above) when it is not there yet. It belongs to root and the worker cannot write to
/// it.
Expected<> prepare_root_directory(const std::string& path);

/// For the worker: into the root directory, to the identity, without supplementary groups, without capabilities, and
/// with no way to get any of that back.
Expected<> confine(const Identity& identity, const std::string& root_directory);

/// For the monitor: to the identity, keeping only what it needs to open packet sockets and to remove the control
/// socket, and what the client that it starts needs to read the configuration. Without libcap it stays as it is.
Expected<> keep_few_capabilities(const Identity& identity);

} // namespace lldp::daemon
