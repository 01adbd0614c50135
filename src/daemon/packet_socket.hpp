// Raw packet sockets for LLDP.
#pragma once

#include "base/error.hpp"
#include "base/fd.hpp"

namespace lldp::daemon {

/// A non-blocking packet socket on the interface, which passes LLDP frames only (the filter is locked, so that who gets
/// the socket cannot widen it), does not see what this host sends, and is a member of the three LLDP groups. Needs
/// CAP_NET_RAW; CAP_NET_ADMIN for the priority of sent frames.
Expected<Fd> open_packet_socket(int interface);

} // namespace lldp::daemon
