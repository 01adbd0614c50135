// What each process of the daemon may still ask of the kernel, once it has what it needs to begin with.
#pragma once

#include "base/error.hpp"

namespace lldp::daemon {

enum class Role {
    Monitor,
    Worker,
    Both, ///< one process that is not separated
};

/// From here on a system call that the process of this role has no use for kills it (SIGSYS), and all that it forks and
/// executes. The kernel's audit names the call.
[[nodiscard]] Expected<> restrict_system_calls(Role role);

} // namespace lldp::daemon
