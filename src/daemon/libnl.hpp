// libnl's objects with owners, and its failures in the daemon's own words.
#pragma once

#include "base/error.hpp"

#include <memory>
#include <netlink/handlers.h>
#include <netlink/msg.h>
#include <netlink/netlink.h>
#include <netlink/socket.h>
#include <string_view>
#include <vector>

namespace lldp::daemon::libnl {

template <auto Free>
struct FreeWith
{
    template <typename T>
    void operator()(T* object) const
    {
        Free(object);
    }
};

using Socket = std::unique_ptr<nl_sock, FreeWith<nl_socket_free>>;
using Message = std::unique_ptr<nl_msg, FreeWith<nlmsg_free>>;
using Messages = std::vector<Message>;

/// `code` is libnl's, which has error numbers of its own.
[[nodiscard]] tl::unexpected<Error> netlink_failure(int code, std::string_view doing);

/// To that part of the kernel: NETLINK_ROUTE, NETLINK_GENERIC.
[[nodiscard]] Expected<Socket> connect(int protocol);

/// Takes in the answer to a request, to its end. Negative: libnl's error.
[[nodiscard]] int receive(nl_sock* socket, Messages& messages);

} // namespace lldp::daemon::libnl
