// The signals that the daemon handles, in both of its processes.
#pragma once

#include <array>
#include <csignal>

namespace lldp::daemon {

/// They ask for an end.
inline constexpr std::array stopping_signals{SIGTERM, SIGINT, SIGQUIT, SIGALRM};
/// The first has the configuration files read again, the other changes nothing.
inline constexpr std::array other_signals{SIGHUP, SIGUSR1};

} // namespace lldp::daemon
