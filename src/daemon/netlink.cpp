#include "daemon/netlink.hpp"

#include <algorithm>
#include <linux/if_addr.h>
#include <linux/netconf.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <netlink/cache.h>
#include <netlink/msg.h>
#include <netlink/netlink.h>
#include <netlink/route/addr.h>
#include <netlink/route/link.h>
#include <netlink/route/netconf.h>
#include <netlink/socket.h>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

namespace lldp::daemon {

namespace {

constexpr int receive_buffer = 1024 * 1024; // octets; hundreds of changes in a burst fit

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

/// libnl has error numbers of its own.
class NetlinkCategory : public std::error_category
{
  public:
    [[nodiscard]] const char* name() const noexcept override { return "netlink"; }
    [[nodiscard]] std::string message(int code) const override { return nl_geterror(code); }
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

Interface from(rtnl_link* link)
{
    const auto text = [](const char* value) { return std::string{value != nullptr ? value : ""}; };
    Interface made;
    made.index = rtnl_link_get_ifindex(link);
    made.name = text(rtnl_link_get_name(link));
    made.alias = text(rtnl_link_get_ifalias(link));
    made.kind = text(rtnl_link_get_type(link));
    made.type = static_cast<std::uint16_t>(rtnl_link_get_arptype(link));
    made.flags = rtnl_link_get_flags(link);
    made.mtu = rtnl_link_get_mtu(link);
    made.master = rtnl_link_get_master(link);
    rtnl_link_get_carrier_changes(link, &made.carrier_changes);
    // A lower link in another network namespace is not one of ours, whatever its number.
    std::int32_t other_namespace = 0;
    if (rtnl_link_get_link_netnsid(link, &other_namespace) != 0)
        made.lower = rtnl_link_get_link(link);
    auto* address = rtnl_link_get_addr(link);
    if (address != nullptr && nl_addr_get_len(address) == made.mac.size())
        std::copy_n(static_cast<const std::uint8_t*>(nl_addr_get_binary_addr(address)), made.mac.size(),
                    made.mac.begin());
    return made;
}

std::optional<InterfaceAddress> from(rtnl_addr* address)
{
    auto* local = rtnl_addr_get_local(address);
    if (local == nullptr)
        return std::nullopt;
    InterfaceAddress made;
    made.index = rtnl_addr_get_ifindex(address);
    const auto* octets = static_cast<const std::uint8_t*>(nl_addr_get_binary_addr(local));
    made.octets.assign(octets, octets + nl_addr_get_len(local));
    const auto family = rtnl_addr_get_family(address);
    if ((family != AF_INET || made.octets.size() != 4) && (family != AF_INET6 || made.octets.size() != 16))
        return std::nullopt;
    made.family = family == AF_INET ? InterfaceAddress::Family::IPv4 : InterfaceAddress::Family::IPv6;
    const auto scope = rtnl_addr_get_scope(address);
    made.scope = scope == RT_SCOPE_HOST   ? AddressScope::Host
                 : scope == RT_SCOPE_LINK ? AddressScope::Link
                                          : AddressScope::Global;
    made.temporary = (rtnl_addr_get_flags(address) & IFA_F_TEMPORARY) != 0 && family == AF_INET6;
    return made;
}

} // namespace

struct Netlink::State
{
    Socket events;
    Socket queries;
    Network network;
    unsigned incarnations = 0;
    bool ipv4_forwarding = false;
    bool ipv6_forwarding = false;

    Expected<> start();
    Expected<> read_all();
    [[nodiscard]] Expected<Cache> dump_links() const;
    [[nodiscard]] Expected<Cache> dump_addresses() const;
    [[nodiscard]] Expected<Cache> dump_netconf() const;

    void take(int type, nl_object* object);
    void take_link(rtnl_link* link, bool gone);
    void take_address(rtnl_addr* address, bool gone);
    void take_netconf(rtnl_netconf* netconf);
};

void Netlink::State::take_link(rtnl_link* link, bool gone)
{
    // The bridge code speaks of its ports with the same messages, which do not tell a kind. libnl gives a bridge itself
    // that family too.
    if (rtnl_link_get_family(link) == AF_BRIDGE && rtnl_link_get_type(link) == nullptr)
        return;
    const auto index = rtnl_link_get_ifindex(link);
    if (!gone) {
        auto made = from(link);
        const auto* known = network.find(index);
        made.incarnation = known != nullptr ? known->incarnation : ++incarnations;
        network.interfaces[index] = std::move(made);
        return;
    }
    network.interfaces.erase(index);
    std::erase_if(network.addresses, [&](const auto& address) { return address.index == index; });
}

void Netlink::State::take_address(rtnl_addr* address, bool gone)
{
    const auto made = from(address);
    if (!made)
        return;
    auto& known = network.addresses;
    const auto found = std::ranges::find_if(
        known, [&](const auto& other) { return other.index == made->index && other.octets == made->octets; });
    if (gone) {
        if (found != known.end())
            known.erase(found);
    } else if (found != known.end()) {
        *found = *made;
    } else {
        known.push_back(*made);
    }
}

void Netlink::State::take_netconf(rtnl_netconf* netconf)
{
    int family = 0;
    int index = 0;
    int forwarding = 0;
    if (rtnl_netconf_get_family(netconf, &family) < 0 || rtnl_netconf_get_ifindex(netconf, &index) < 0 ||
        index != NETCONFA_IFINDEX_ALL || rtnl_netconf_get_forwarding(netconf, &forwarding) < 0)
        return;
    (family == AF_INET ? ipv4_forwarding : ipv6_forwarding) = forwarding != 0;
    network.forwarding = ipv4_forwarding || ipv6_forwarding;
}

void Netlink::State::take(int type, nl_object* object)
{
    // nl_msg_parse() gives the object that belongs to the message's type.
    switch (type) {
    case RTM_NEWLINK:
    case RTM_DELLINK:
        take_link(reinterpret_cast<rtnl_link*>(object), type == RTM_DELLINK);
        break;
    case RTM_NEWADDR:
    case RTM_DELADDR:
        take_address(reinterpret_cast<rtnl_addr*>(object), type == RTM_DELADDR);
        break;
    case RTM_NEWNETCONF:
        take_netconf(reinterpret_cast<rtnl_netconf*>(object));
        break;
    default:
        break;
    }
}

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
        struct Context
        {
            State* state;
            int type;
        } context{static_cast<State*>(argument), nlmsg_hdr(message)->nlmsg_type};
        // A wireless driver's event comes as a link without the link's properties.
        if (nlmsg_find_attr(nlmsg_hdr(message), sizeof(ifinfomsg), IFLA_WIRELESS) != nullptr &&
            context.type == RTM_NEWLINK)
            return NL_OK;
        nl_msg_parse(
            message,
            [](nl_object* object, void* inner) {
                const auto* found = static_cast<Context*>(inner);
                found->state->take(found->type, object);
            },
            &context);
        return NL_OK;
    };
    nl_socket_modify_cb(events.get(), NL_CB_VALID, NL_CB_CUSTOM, on_message, this);
    if (const auto error =
            nl_socket_add_memberships(events.get(), RTNLGRP_LINK, RTNLGRP_IPV4_IFADDR, RTNLGRP_IPV6_IFADDR,
                                      RTNLGRP_IPV4_NETCONF, RTNLGRP_IPV6_NETCONF, RTNLGRP_NONE);
        error < 0)
        return netlink_failure(error, "subscribe to changes of links and addresses");
    return read_all();
}

Expected<Cache> Netlink::State::dump_links() const
{
    nl_cache* cache = nullptr;
    if (const auto error = rtnl_link_alloc_cache(queries.get(), AF_UNSPEC, &cache); error < 0)
        return netlink_failure(error, "list links");
    return Cache{cache};
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
    const auto links = dump_links();
    if (!links)
        return tl::unexpected{links.error()};
    const auto addresses = dump_addresses();
    if (!addresses)
        return tl::unexpected{addresses.error()};
    const auto netconf = dump_netconf();
    if (!netconf)
        return tl::unexpected{netconf.error()};

    const auto before = std::exchange(network, {});
    const auto each = [this](const Cache& cache, int type) {
        for (auto* object = nl_cache_get_first(cache.get()); object != nullptr; object = nl_cache_get_next(object))
            take(type, object);
    };
    each(*links, RTM_NEWLINK);
    each(*addresses, RTM_NEWADDR);
    each(*netconf, RTM_NEWNETCONF);
    // What was told in between is lost: an interface that looks the same is taken for the same.
    for (auto& [index, interface] : network.interfaces) {
        const auto* known = before.find(index);
        if (known != nullptr && known->name == interface.name && known->mac == interface.mac)
            interface.incarnation = known->incarnation;
    }
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
    bool lost = false;
    for (;;) {
        const auto result = nl_recvmsgs_default(state_->events.get());
        if (result == -NLE_AGAIN)
            break;
        if (result == -NLE_NOMEM || result == -NLE_DUMP_INTR || result == -NLE_MSG_OVERFLOW)
            lost = true;
        else if (result < 0)
            return netlink_failure(result, "read changes of links and addresses");
    }
    // The buffer ran over. A new listing has what was lost; the older messages are out of the way by now.
    return lost ? state_->read_all() : Expected<>{};
}

const Network& Netlink::network() const
{
    return state_->network;
}

} // namespace lldp::daemon
