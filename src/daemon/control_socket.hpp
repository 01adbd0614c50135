// The Unix-domain socket that clients connect to.
#pragma once

#include "base/error.hpp"
#include "base/fd.hpp"
#include "daemon/privileges.hpp"

#include <optional>
#include <string>

namespace lldp::daemon {

/// Listens on `path`. The socket is never, not even for a moment, open to others: it ends up with the owner's identity
/// (ours when there is none) and mode 0770. A socket that nobody serves any more is replaced; one that somebody serves
/// is an error (address_in_use), and so is anything that is not a socket.
Expected<Fd> listen_on_control_socket(const std::string& path, const std::optional<Identity>& owner);

} // namespace lldp::daemon
