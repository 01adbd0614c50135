#include "daemon/netlink.hpp"

#include "daemon/driver.hpp"
#include "daemon/libnl.hpp"
#include "daemon/log.hpp"
#include "daemon/network_mirror.hpp"
#include "daemon/wireless.hpp"

#include <linux/rtnetlink.h>
#include <netlink/attr.h>
#include <netlink/cache.h>
#include <netlink/msg.h>
#include <netlink/netlink.h>
#include <netlink/route/addr.h>
#include <netlink/route/link.h>
#include <netlink/route/netconf.h>
#include <netlink/socket.h>
#include <optional>
#include <string>
#include <utility>

namespace lldp::daemon {

namespace {

constexpr int max_dumps = 10;               // until none was disturbed by a change
constexpr int receive_buffer = 1024 * 1024; // octets; hundreds of changes in a burst fit
constexpr int reads_at_once = 1000;         // before others have their turn, who may have waited for long

using libnl::connect;
using libnl::Message;
using libnl::Messages;
using libnl::netlink_failure;
using libnl::receive;
using libnl::Socket;
using Cache = std::unique_ptr<nl_cache, libnl::FreeWith<nl_cache_free>>;
using Link = std::unique_ptr<rtnl_link, libnl::FreeWith<rtnl_link_put>>;

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

} // namespace

struct Netlink::State
{
    Socket events;
    Socket queries;
    std::optional<Wireless> wireless;
    NetworkMirror mirror;
    bool lost = false; ///< messages, which a new listing has not made good yet

    Expected<> start();
    Expected<> read_all();
    /// Finds out what the links that came are the interfaces of, where rtnetlink does not tell.
    Expected<> recognize_devices();
    /// AF_UNSPEC: all links; AF_BRIDGE: what bridges say of their ports and of themselves.
    [[nodiscard]] Expected<Messages> dump_links(unsigned char family) const;
    [[nodiscard]] Expected<Cache> dump_addresses() const;
    [[nodiscard]] Expected<Cache> dump_netconf() const;
};

Expected<> Netlink::State::start()
{
    auto opened_events = connect(NETLINK_ROUTE);
    if (!opened_events)
        return tl::unexpected{opened_events.error()};
    events = std::move(*opened_events);
    auto opened_queries = connect(NETLINK_ROUTE);
    if (!opened_queries)
        return tl::unexpected{opened_queries.error()};
    queries = std::move(*opened_queries);

    if (auto opened_wireless = Wireless::open())
        wireless = std::move(*opened_wireless);
    else
        log::info("netlink", "wireless interfaces are taken for others: {}", opened_wireless.error().message());

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
    return recognize_devices();
}

Expected<> Netlink::State::recognize_devices()
{
    if (!mirror.links_came())
        return {};
    auto found = wireless ? wireless->interfaces() : std::set<int>{};
    if (!found)
        return tl::unexpected{found.error()};
    std::set<int> modems;
    for (const auto& [index, interface] : mirror.network().interfaces)
        if (interface.kind.empty() && can_carry_lldp(interface) && driver_of(interface.name).is_modem())
            modems.insert(index);
    mirror.take_devices(std::move(*found), std::move(modems));
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
            return state_->lost ? state_->read_all() : state_->recognize_devices();
        else if (result < 0)
            return netlink_failure(result, "read changes of links and addresses");
    }
    return state_->recognize_devices();
}

const Network& Netlink::network() const
{
    return state_->mirror.network();
}

Expected<> set_alias(int interface, const std::string& alias)
{
    const auto socket = connect(NETLINK_ROUTE);
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
