#include "harness/netlink.hpp"

#include "harness/libnl.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <linux/if_ether.h>
#include <linux/net_namespace.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <netlink/errno.h>
#include <netlink/netlink.h>
#include <netlink/route/link.h>
#include <netlink/route/link/veth.h>
#include <netlink/socket.h>
#include <sys/socket.h>
#include <utility>

namespace harness {

namespace {

/// libnl's handler of error messages: keeps the errno and, where the kernel sent one, its explanation.
int keep_answer(sockaddr_nl* /*sender*/, nlmsgerr* answer, void* kept)
{
    auto& result = *static_cast<KernelAnswer*>(kept);
    result.error = -answer->error;
    result.text.clear();
    // The message's own header stands before, its attributes behind the (possibly shortened) copy of the request.
    auto* bytes = reinterpret_cast<char*>(answer);
    const auto* header = reinterpret_cast<const nlmsghdr*>(bytes - NLMSG_HDRLEN);
    if ((header->nlmsg_flags & NLM_F_ACK_TLVS) == 0)
        return NL_STOP;
    std::size_t offset = sizeof(nlmsgerr);
    if ((header->nlmsg_flags & NLM_F_CAPPED) == 0)
        offset += NLMSG_ALIGN(answer->msg.nlmsg_len) - NLMSG_HDRLEN;
    const std::size_t length = header->nlmsg_len - NLMSG_HDRLEN;
    if (offset >= length)
        return NL_STOP;
    const auto* attributes = reinterpret_cast<nlattr*>(bytes + offset);
    if (const auto* text = nla_find(attributes, static_cast<int>(length - offset), NLMSGERR_ATTR_MSG); text != nullptr)
        result.text = nla_get_string(text);
    return NL_STOP;
}

std::string text_of(const char* text)
{
    return text != nullptr ? text : std::string{};
}

std::string text_of_mac(nl_addr* address)
{
    std::array<char, 64> text{};
    return address != nullptr ? nl_addr2str(address, text.data(), text.size()) : std::string{};
}

constexpr const char* there_is_nul = "there is a NUL in it";

/// What libnl or the kernel would make another name of without a word; empty when there is nothing.
std::string wrong_name(const std::string& name)
{
    if (name.empty() || name.size() >= IFNAMSIZ)
        return "a name has 1 to " + std::to_string(IFNAMSIZ - 1) + " octets";
    if (name.find('\0') != std::string::npos)
        return there_is_nul;
    return name.find('%') != std::string::npos ? "the kernel puts a number in place of % in a name" : "";
}

/// What libnl would cut, or leave as it is, without a word; empty when there is nothing.
std::string wrong_text(const LinkChange& change)
{
    if (change.name)
        return wrong_name(*change.name);
    return change.alias && change.alias->find('\0') != std::string::npos ? there_is_nul : "";
}

/// The change as libnl wants it; nothing when the MAC address cannot be parsed.
RtnlLink to_libnl(const LinkChange& change)
{
    RtnlLink link{rtnl_link_alloc()};
    for (const auto& [wanted, flag] : {std::pair{change.up, IFF_UP}, std::pair{change.promiscuous, IFF_PROMISC}})
        if (wanted)
            (*wanted ? rtnl_link_set_flags : rtnl_link_unset_flags)(link.get(), static_cast<unsigned>(flag));
    if (change.mtu)
        rtnl_link_set_mtu(link.get(), *change.mtu);
    if (change.alias)
        rtnl_link_set_ifalias(link.get(), change.alias->c_str());
    if (change.name)
        rtnl_link_set_name(link.get(), change.name->c_str());
    if (change.master)
        rtnl_link_set_master(link.get(), *change.master);
    if (change.ns)
        rtnl_link_set_ns_fd(link.get(), change.ns->descriptor);
    if (change.mac) {
        const auto mac = parse_address(*change.mac, AF_LLC);
        if (!mac || std::count(change.mac->begin(), change.mac->end(), ':') != ETH_ALEN - 1) // it reads no further
            return nullptr;
        rtnl_link_set_addr(link.get(), mac.get());
    }
    return link;
}

/// libnl's handler of the answer to RTM_GETNSID.
int keep_number(nl_msg* message, void* kept)
{
    const auto* header = nlmsg_hdr(message);
    const auto* number = nlmsg_find_attr(const_cast<nlmsghdr*>(header), sizeof(rtgenmsg), NETNSA_NSID);
    if (number != nullptr && nla_get_s32(number) >= 0)
        *static_cast<std::optional<int>*>(kept) = nla_get_s32(number);
    return NL_OK;
}

} // namespace

LinkState state_of(rtnl_link* link)
{
    LinkState state;
    state.name = text_of(rtnl_link_get_name(link));
    state.index = rtnl_link_get_ifindex(link);
    state.mac = text_of_mac(rtnl_link_get_addr(link));
    state.kind = text_of(rtnl_link_get_type(link));
    state.alias = text_of(rtnl_link_get_ifalias(link));
    state.mtu = rtnl_link_get_mtu(link);
    state.flags = rtnl_link_get_flags(link);
    state.promiscuity = rtnl_link_get_promiscuity(link);
    std::array<char, 32> operstate{};
    state.operstate = rtnl_link_operstate2str(rtnl_link_get_operstate(link), operstate.data(), operstate.size());
    state.master = rtnl_link_get_master(link);
    state.peer = rtnl_link_get_link(link);
    if (std::int32_t number = 0; rtnl_link_get_link_netnsid(link, &number) == 0)
        state.peer_netns = number;
    return state;
}

void Netlink::SocketFree::operator()(nl_sock* socket) const
{
    nl_socket_free(socket);
}

Netlink::Netlink(std::unique_ptr<nl_sock, SocketFree> socket, std::string on)
    : socket_{std::move(socket)}, answer_{std::make_unique<KernelAnswer>()}, on_{std::move(on)}
{
    nl_socket_modify_err_cb(socket_.get(), NL_CB_CUSTOM, keep_answer, answer_.get());
}

Expected<Netlink> Netlink::open(std::string on)
{
    std::unique_ptr<nl_sock, SocketFree> socket{nl_socket_alloc()};
    if (const int result = nl_connect(socket.get(), NETLINK_ROUTE); result < 0)
        return failure(std::errc::io_error, "open a netlink socket", on, nl_geterror(result));
    // The kernel explains its refusals, without sending the whole request back. Old kernels just do not.
    const int yes = 1;
    ::setsockopt(nl_socket_get_fd(socket.get()), SOL_NETLINK, NETLINK_EXT_ACK, &yes, sizeof yes);
    ::setsockopt(nl_socket_get_fd(socket.get()), SOL_NETLINK, NETLINK_CAP_ACK, &yes, sizeof yes);
    return Netlink{std::move(socket), std::move(on)};
}

Expected<> Netlink::verdict(int result, const std::string& doing) const
{
    const KernelAnswer answer = std::exchange(*answer_, {});
    if (result >= 0)
        return {};
    if (answer.error != 0)
        return failure({answer.error, std::system_category()}, doing, on_, answer.text);
    return failure(std::error_code{}, doing, on_, nl_geterror(result));
}

Expected<> Netlink::send(Request request, const std::string& doing)
{
    auto message = request.take();
    if (!message)
        return failure(std::errc::message_size, doing, on_);
    return verdict(nl_send_sync(socket_.get(), message.release()), doing); // Which frees it.
}

Expected<> Netlink::add_veth(const VethEnd& here, const VethEnd& peer, int peer_ns)
{
    const std::string doing = "create veth pair " + here.name + "/" + peer.name;
    const RtnlLink link{rtnl_link_veth_alloc()};
    const RtnlLink other{rtnl_link_veth_get_peer(link.get())};
    for (const auto& [end, want] : {std::pair{link.get(), &here}, std::pair{other.get(), &peer}}) {
        if (const auto wrong = wrong_name(want->name); !wrong.empty())
            return failure(std::errc::invalid_argument, doing, on_, wrong);
        const auto mac = parse_address(want->mac, AF_LLC);
        if (!mac)
            return failure(std::errc::invalid_argument, doing, on_, want->mac + " is not a MAC address");
        rtnl_link_set_name(end, want->name.c_str());
        rtnl_link_set_addr(end, mac.get());
        if (want->index != 0)
            rtnl_link_set_ifindex(end, want->index);
    }
    rtnl_link_set_ns_fd(other.get(), peer_ns);
    return verdict(rtnl_link_add(socket_.get(), link.get(), NLM_F_CREATE | NLM_F_EXCL), doing);
}

Expected<> Netlink::add_link(const NewLink& link)
{
    const std::string doing = "create " + link.kind + " " + link.name;
    if (const auto wrong = wrong_name(link.name); !wrong.empty())
        return failure(std::errc::invalid_argument, doing, on_, wrong);
    Request request{RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL, ifinfomsg{}};
    request.put(IFLA_IFNAME, link.name);
    if (link.lower != 0)
        request.put_value(IFLA_LINK, static_cast<std::uint32_t>(link.lower));
    if (!link.mac.empty()) {
        const auto mac = parse_address(link.mac, AF_LLC);
        if (!mac)
            return failure(std::errc::invalid_argument, doing, on_, link.mac + " is not a MAC address");
        request.put(IFLA_ADDRESS,
                    {static_cast<const std::uint8_t*>(nl_addr_get_binary_addr(mac.get())), nl_addr_get_len(mac.get())});
    }
    request.nest(IFLA_LINKINFO, [&] {
        request.put(IFLA_INFO_KIND, link.kind);
        request.nest(IFLA_INFO_DATA, [&] {
            for (const auto& option : link.options)
                request.put(option.attribute, option.value);
        });
    });
    return send(std::move(request), doing);
}

Expected<> Netlink::change(int index, const std::string& name, const LinkChange& change)
{
    const std::string doing = change.describe() + " of " + name;
    if (const auto wrong = wrong_text(change); !wrong.empty())
        return failure(std::errc::invalid_argument, doing, on_, wrong);
    const RtnlLink link{rtnl_link_alloc()};
    rtnl_link_set_ifindex(link.get(), index);
    const RtnlLink wanted = to_libnl(change);
    if (!wanted)
        return failure(std::errc::invalid_argument, doing, on_, "not a MAC address");
    return verdict(rtnl_link_change(socket_.get(), link.get(), wanted.get(), 0), doing);
}

Expected<> Netlink::remove(int index, const std::string& name)
{
    const RtnlLink link{rtnl_link_alloc()};
    rtnl_link_set_ifindex(link.get(), index);
    return verdict(rtnl_link_delete(socket_.get(), link.get()), "remove link " + name);
}

Expected<LinkState> Netlink::one_link(int index, const std::string& name)
{
    rtnl_link* found = nullptr;
    const int result = rtnl_link_get_kernel(socket_.get(), index, index != 0 ? nullptr : name.c_str(), &found);
    const RtnlLink link{found};
    if (const auto done = verdict(result, "look up link " + name); !done)
        return tl::unexpected<Error>{done.error()};
    std::vector<LinkState> states{state_of(link.get())};
    if (const auto done = fill_addresses(states); !done)
        return tl::unexpected<Error>{done.error()};
    return states.front();
}

Expected<LinkState> Netlink::link(const std::string& name)
{
    return one_link(0, name);
}

Expected<LinkState> Netlink::link(int index)
{
    return one_link(index, "of index " + std::to_string(index));
}

Expected<std::vector<LinkState>> Netlink::links()
{
    nl_cache* found = nullptr;
    if (const auto done = verdict(rtnl_link_alloc_cache(socket_.get(), AF_UNSPEC, &found), "list links"); !done)
        return tl::unexpected<Error>{done.error()};
    const Cache cache{found};
    std::vector<LinkState> states;
    for_each<rtnl_link>(cache, [&](rtnl_link* link) { states.push_back(state_of(link)); });
    if (const auto done = fill_addresses(states); !done)
        return tl::unexpected<Error>{done.error()};
    return states;
}

Expected<std::optional<int>> Netlink::number_of(int netns)
{
    const std::string doing = "look up the number of a network namespace";
    std::optional<int> number;
    Request request{RTM_GETNSID, 0, rtgenmsg{}};
    request.put_value(NETNSA_FD, static_cast<std::uint32_t>(netns));
    const auto message = request.take();
    if (!message)
        return failure(std::errc::message_size, doing, on_);
    if (const int sent = nl_send_auto(socket_.get(), message.get()); sent < 0)
        return tl::unexpected<Error>{verdict(sent, doing).error()};
    using Callbacks = std::unique_ptr<nl_cb, FreeWith<nl_cb_put>>;
    const Callbacks usual{nl_socket_get_cb(socket_.get())};
    const Callbacks callbacks{nl_cb_clone(usual.get())};
    nl_cb_set(callbacks.get(), NL_CB_VALID, NL_CB_CUSTOM, keep_number, &number);
    int result = nl_recvmsgs(socket_.get(), callbacks.get());
    if (result >= 0)
        result = nl_wait_for_ack(socket_.get());
    if (const auto done = verdict(result, doing); !done)
        return tl::unexpected<Error>{done.error()};
    return number;
}

} // namespace harness
