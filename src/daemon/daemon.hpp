// lldpd from its command line to its exit status.
#pragma once

namespace lldp::daemon {

/// Runs the daemon: control socket, background, worker and monitor. Returns in both processes, each with its own exit
/// status, which main() is to return.
int run_daemon(int argc, char* const* argv);

} // namespace lldp::daemon
