#include "daemon/libnl.hpp"

#include <cstdlib>
#include <netlink/errno.h>
#include <string>
#include <system_error>

namespace lldp::daemon::libnl {

namespace {

using Callbacks = std::unique_ptr<nl_cb, FreeWith<nl_cb_put>>;

class NetlinkCategory : public std::error_category
{
  public:
    [[nodiscard]] const char* name() const noexcept override { return "netlink"; }
    [[nodiscard]] std::string message(int code) const override { return nl_geterror(code); }
    [[nodiscard]] std::error_condition default_error_condition(int code) const noexcept override
    {
        if (code == NLE_PERM)
            return std::errc::operation_not_permitted;
        return code == NLE_NODEV ? std::error_condition{std::errc::no_such_device} : std::error_condition{code, *this};
    }
};

} // namespace

tl::unexpected<Error> netlink_failure(int code, std::string_view doing)
{
    static const NetlinkCategory category;
    return failure(std::error_code{std::abs(code), category}, doing);
}

Expected<Socket> connect(int protocol)
{
    Socket socket{nl_socket_alloc()};
    if (!socket)
        return netlink_failure(NLE_NOMEM, "allocate a netlink socket");
    if (const auto error = nl_connect(socket.get(), protocol); error < 0)
        return netlink_failure(error, "connect a netlink socket");
    return socket;
}

int receive(nl_sock* socket, Messages& messages)
{
    const Callbacks original{nl_socket_get_cb(socket)};
    const Callbacks callbacks{nl_cb_clone(original.get())};
    if (!callbacks)
        return -NLE_NOMEM;
    const auto keep = [](nl_msg* message, void* argument) -> int {
        nlmsg_get(message);
        static_cast<Messages*>(argument)->emplace_back(message);
        return NL_OK;
    };
    nl_cb_set(callbacks.get(), NL_CB_VALID, NL_CB_CUSTOM, keep, &messages);
    return nl_recvmsgs(socket, callbacks.get());
}

} // namespace lldp::daemon::libnl
