// Raw packet sockets for LLDP.
#pragma once

#include "base/error.hpp"
#include "base/fd.hpp"

namespace lldp::daemon {

/// A non-blocking packet socket on the interface, which passes LLDP frames only (the filter is locked, so that who gets
/// the socket cannot widen it), does not see what this host sends, and is a member of the three LLDP groups. Needs
/// CAP_NET_RAW; CAP_NET_ADMIN for the priority of sent frames.
Expected<Fd> open_packet_socket(int interface);

/// The index of the interface that the socket is on; -1 when that is gone, also when another one has come by its index.
[[nodiscard]] int packet_socket_interface(const Fd& socket);

/// Whether the interface takes in what is sent to others, for the sake of this socket. The kernel counts who wants
/// that: who else does is not disturbed, and a socket that is closed no longer does. Takes no privileges.
Expected<> set_promiscuous(const Fd& socket, int interface, bool on);

} // namespace lldp::daemon
