// Makes a namespace look like a small host of its own, in which the daemon can live.
#pragma once

#include "harness/namespaces.hpp"

#include <string>
#include <sys/types.h>

namespace lldptest {

using harness::Where;

/// The operating system's name in every namespace, which stands at the start of the system description.
inline constexpr const char* os_name = "Spectacular GNU/Linux 2016";

/// Where the daemon's control socket is, in every namespace.
inline constexpr const char* control_socket = "/run/lldpd.socket";

/// The ids that the daemon's user and group have in every namespace: those that they have on the machine, if they are
/// there, since an installed client may be set-user-ID.
[[nodiscard]] uid_t daemon_uid();
[[nodiscard]] gid_t daemon_gid();

/// Once per namespace, later calls do nothing: /etc and the daemon's configuration directory of its own (users, groups,
/// names, operating system, a configuration that says nothing), an empty /run, and the daemon's chroot directory with a
/// /proc in it, without which no leak is found in there. What is sent there is put aside (see sent_frames.hpp),
/// unless the daemon is known to differ in the running test.
void prepare(const harness::Namespace& ns, Where where = Where::here());

/// The file that the daemon reads at its start. It is there, so that every daemon calls its client then.
[[nodiscard]] std::string configuration_file();

/// "ns-1.example.com": what the hosts file says of the namespace's hostname.
[[nodiscard]] std::string full_name(const harness::Namespace& ns);

/// What the daemon says of a host by default: "Spectacular GNU/Linux 2016 Linux 6.1.0 #1 SMP … x86_64".
[[nodiscard]] std::string system_description();

} // namespace lldptest
