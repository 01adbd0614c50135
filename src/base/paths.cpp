#include "base/paths.hpp"

namespace lldp::paths {

// constinit: other files' statics may use them.
constinit const std::string_view control_socket = CONTROL_SOCKET;
constinit const std::string_view pid_file = PID_FILE;
constinit const std::string_view sysconfdir = SYSCONFDIR;
constinit const std::string_view lldpcli = LLDPCLI_PATH;

constinit const std::string_view privsep_user = PRIVSEP_USER;
constinit const std::string_view privsep_group = PRIVSEP_GROUP;
constinit const std::string_view privsep_chroot = PRIVSEP_CHROOT;

} // namespace lldp::paths
