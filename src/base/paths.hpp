// Where the programs find each other and their files, and as whom the worker runs: what configure was told.
#pragma once

#include <string_view>

namespace lldp::paths {

extern const std::string_view control_socket; ///< the default of -u
extern const std::string_view pid_file;       ///< the default of -p
extern const std::string_view sysconfdir;     ///< holds lldpd.conf and lldpd.d
extern const std::string_view lldpcli;        ///< the default of lldpd's -L

extern const std::string_view privsep_user;
extern const std::string_view privsep_group;
extern const std::string_view privsep_chroot;

} // namespace lldp::paths
