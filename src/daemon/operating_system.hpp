// What the operating system says of itself.
#pragma once

#include "daemon/local.hpp"

namespace lldp::daemon {

/// os-release(5), from where it may stand, and uname(2). The hostname is left empty. What cannot be found stays empty.
[[nodiscard]] OperatingSystem read_operating_system();

} // namespace lldp::daemon
