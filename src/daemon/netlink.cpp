#include "daemon/netlink.hpp"

#include "daemon/network_mirror.hpp"

#include <cstdlib>
#include <linux/rtnetlink.h>
#include <netlink/attr.h>
#include <netlink/cache.h>
#include <netlink/handlers.h>
#include <netlink/msg.h>
#include <netlink/netlink.h>
#include <netlink/route/addr.h>
#include <netlink/route/link.h>
#include <netlink/route/netconf.h>
#include <netlink/socket.h>
#include <string>
#include <system_error>
#include <vector>

namespace lldp::daemon {

namespace {

constexpr int max_dumps = 10;               // until none was disturbed by a change
constexpr int receive_buffer = 1024 * 1024; // octets; hundreds of changes in a burst fit
constexpr int reads_at_once = 1000;         // before others have their turn, who may have waited for long

struct FreeSocket
{
    void operator()(nl_sock* socket) const { nl_socket_free(socket); }
};
using Socket = std::unique_ptr<nl_sock, FreeSocket>;

struct FreeCache
{
    void operator()(nl_cache* cache) const { nl_cache_free(cache); }
};
using Cache = std::unique_ptr<nl_cache, FreeCache>;

struct FreeMessage
{
    void operator()(nl_msg* message) const { nlmsg_free(message); }
};
using Message = std::unique_ptr<nl_msg, FreeMessage>;
using Messages = std::vector<Message>;

struct FreeCallbacks
{
    void operator()(nl_cb* callbacks) const { nl_cb_put(callbacks); }
};
using Callbacks = std::unique_ptr<nl_cb, FreeCallbacks>;

struct FreeLink
{
    void operator()(rtnl_link* link) const { rtnl_link_put(link); }
};
using Link = std::unique_ptr<rtnl_link, FreeLink>;

/// libnl has error numbers of its own.
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

tl::unexpected<Error> netlink_failure(int code, std::string_view doing)
{
    static const NetlinkCategory category;
    return failure(std::error_code{std::abs(code), category}, doing);
}

Expected<Socket> connect()
{
    Socket socket{nl_socket_alloc()};
    if (!socket)
        return netlink_failure(NLE_NOMEM, "allocate a netlink socket");
    if (const auto error = nl_connect(socket.get(), NETLINK_ROUTE); error < 0)
        return netlink_failure(error, "connect a netlink socket");
    return socket;
}

/// Negative: libnl's error.
int request_links(nl_sock* socket, unsigned char family)
{
    const Message request{nlmsg_alloc_simple(RTM_GETLINK, NLM_F_DUMP)};
    ifinfomsg header{};
    header.ifi_family = family;
    if (!request || nlmsg_append(request.get(), &header, sizeof header, NLMSG_ALIGNTO) < 0)
        return -NLE_NOMEM;
    // Not one by one: those of a port that is in all VLANs would not fit into a message.
    if (family == AF_BRIDGE && nla_put_u32(request.get(), IFLA_EXT_MASK, RTEXT_FILTER_BRVLAN_COMPRESSED) < 0)
        return -NLE_NOMEM;
    return nl_send_auto(socket, request.get());
}

/// Takes in the answer to a request, to its end. Negative: libnl's error.
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

} // namespace

struct Netlink::State
{
    Socket events;
    Socket queries;
    NetworkMirror mirror;
    bool lost = false; ///< messages, which a new listing has not made good yet

    Expected<> start();
    Expected<> read_all();
    /// AF_UNSPEC: all links; AF_BRIDGE: what bridges say of their ports and of themselves.
    [[nodiscard]] Expected<Messages> dump_links(unsigned char family) const;
    [[nodiscard]] Expected<Cache> dump_addresses() const;
    [[nodiscard]] Expected<Cache> dump_netconf() const;
};

Expected<> Netlink::State::start()
{
    auto opened_events = connect();
    if (!opened_events)
        return tl::unexpected{opened_events.error()};
    events = std::move(*opened_events);
    auto opened_queries = connect();
    if (!opened_queries)
        return tl::unexpected{opened_queries.error()};
    queries = std::move(*opened_queries);

    nl_socket_disable_seq_check(events.get());
    nl_socket_set_nonblocking(events.get());
    nl_socket_set_buffer_size(events.get(), receive_buffer, 0);
    nl_socket_set_msg_buf_size(queries.get(), receive_buffer);
    const auto on_message = [](nl_msg* message, void* argument) -> int {
        static_cast<NetworkMirror*>(argument)->take(message);
        return NL_OK;
    };
    nl_socket_modify_cb(events.get(), NL_CB_VALID, NL_CB_CUSTOM, on_message, &mirror);
    if (const auto error =
            nl_socket_add_memberships(events.get(), RTNLGRP_LINK, RTNLGRP_IPV4_IFADDR, RTNLGRP_IPV6_IFADDR,
                                      RTNLGRP_IPV4_NETCONF, RTNLGRP_IPV6_NETCONF, RTNLGRP_NONE);
        error < 0)
        return netlink_failure(error, "subscribe to changes of links and addresses");
    return read_all();
}

Expected<Messages> Netlink::State::dump_links(unsigned char family) const
{
    Messages messages;
    int error = -NLE_DUMP_INTR;
    // A link that changed meanwhile may have been passed over.
    for (int tries = 0; error == -NLE_DUMP_INTR && tries < max_dumps; ++tries) {
        messages.clear();
        error = request_links(queries.get(), family);
        if (error >= 0)
            error = receive(queries.get(), messages);
    }
    if (error < 0)
        return netlink_failure(error, family == AF_BRIDGE ? "list the ports of bridges" : "list links");
    return messages;
}

Expected<Cache> Netlink::State::dump_addresses() const
{
    nl_cache* cache = nullptr;
    if (const auto error = rtnl_addr_alloc_cache(queries.get(), &cache); error < 0)
        return netlink_failure(error, "list addresses");
    return Cache{cache};
}

Expected<Cache> Netlink::State::dump_netconf() const
{
    nl_cache* cache = nullptr;
    if (const auto error = rtnl_netconf_alloc_cache(queries.get(), &cache); error < 0)
        return netlink_failure(error, "list forwarding settings");
    return Cache{cache};
}

Expected<> Netlink::State::read_all()
{
    const auto links = dump_links(AF_UNSPEC);
    if (!links)
        return tl::unexpected{links.error()};
    const auto bridge_ports = dump_links(AF_BRIDGE);
    if (!bridge_ports)
        return tl::unexpected{bridge_ports.error()};
    const auto addresses = dump_addresses();
    if (!addresses)
        return tl::unexpected{addresses.error()};
    const auto netconf = dump_netconf();
    if (!netconf)
        return tl::unexpected{netconf.error()};

    mirror.reset();
    const auto each = [this](const Cache& cache, int type) {
        for (auto* object = nl_cache_get_first(cache.get()); object != nullptr; object = nl_cache_get_next(object))
            mirror.take(type, object);
    };
    for (const auto* messages : {&*links, &*bridge_ports})
        for (const auto& message : *messages)
            mirror.take(message.get());
    each(*addresses, RTM_NEWADDR);
    each(*netconf, RTM_NEWNETCONF);
    lost = false;
    return {};
}

Netlink::Netlink() = default;
Netlink::~Netlink() = default;
Netlink::Netlink(Netlink&&) noexcept = default;
Netlink& Netlink::operator=(Netlink&&) noexcept = default;

Expected<Netlink> Netlink::open()
{
    Netlink made;
    made.state_ = std::make_unique<State>();
    if (auto started = made.state_->start(); !started)
        return tl::unexpected{started.error()};
    return made;
}

int Netlink::descriptor() const
{
    return nl_socket_get_fd(state_->events.get());
}

Expected<> Netlink::update()
{
    for (int reads = 0; reads < reads_at_once; ++reads) {
        const auto result = nl_recvmsgs_default(state_->events.get());
        // The buffer ran over. A new listing has what was lost, when the older messages are out of the way.
        if (result == -NLE_NOMEM || result == -NLE_DUMP_INTR || result == -NLE_MSG_OVERFLOW)
            state_->lost = true;
        else if (result == -NLE_AGAIN)
            return state_->lost ? state_->read_all() : Expected<>{};
        else if (result < 0)
            return netlink_failure(result, "read changes of links and addresses");
    }
    return {};
}

const Network& Netlink::network() const
{
    return state_->mirror.network();
}

Expected<> set_alias(int interface, const std::string& alias)
{
    const auto socket = connect();
    if (!socket)
        return tl::unexpected{socket.error()};
    const Link change{rtnl_link_alloc()};
    if (!change)
        return netlink_failure(NLE_NOMEM, "allocate a link");
    rtnl_link_set_ifindex(change.get(), interface);
    rtnl_link_set_ifalias(change.get(), alias.c_str());
    if (const auto error = rtnl_link_change(socket->get(), change.get(), change.get(), 0); error < 0)
        return netlink_failure(error, "set the alias of interface " + std::to_string(interface));
    return {};
}

} // namespace lldp::daemon
