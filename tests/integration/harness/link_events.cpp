#include "harness/link_events.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <optional>
#include <poll.h>
#include <sys/socket.h>
#include <utility>

namespace harness {

namespace {

/// What changed is asked of the kernel; the messages only wake. So one that was lost (ENOBUFS) does no harm.
void drain(int fd)
{
    std::array<char, 8192> message{};
    while (::recv(fd, message.data(), message.size(), 0) >= 0 || errno == ENOBUFS)
        ;
}

std::string describe(const Expected<std::vector<LinkState>>& links)
{
    if (!links)
        return links.error().message();
    std::string result;
    for (const auto& link : *links)
        result += (result.empty() ? "" : "; ") + link.describe();
    return result;
}

const LinkState* find(const std::vector<LinkState>& links, const std::string& name)
{
    const auto found =
        std::find_if(links.begin(), links.end(), [&](const LinkState& link) { return link.name == name; });
    return found == links.end() ? nullptr : &*found;
}

} // namespace

LinkEvents::LinkEvents(Fd socket)
    : socket_{std::move(socket)}, watch_{watch(socket_.get(), POLLIN, [fd = socket_.get()](short) { drain(fd); })}
{}

Expected<LinkEvents> LinkEvents::open(const Namespace& ns)
{
    const auto inside = ns.try_enter();
    if (!inside)
        return tl::unexpected<Error>{inside.error()};
    Fd socket{::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_ROUTE)};
    sockaddr_nl address{};
    address.nl_family = AF_NETLINK;
    address.nl_groups = RTMGRP_LINK | RTMGRP_IPV4_IFADDR | RTMGRP_IPV6_IFADDR;
    if (!socket || ::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        return system_failure("listen to link changes", ns.name());
    return LinkEvents{std::move(socket)};
}

Expected<> await_links(const Namespace& ns, const Awaited& awaited, const WantedLinks& wanted)
{
    auto netlink = ns.netlink();
    if (!netlink)
        return tl::unexpected<Error>{netlink.error()};
    const auto events = LinkEvents::open(ns);
    if (!events)
        return tl::unexpected<Error>{events.error()};
    Expected<std::vector<LinkState>> links;
    return await(
        awaited,
        [&] {
            links = (*netlink)->links();
            return links && wanted(*links);
        },
        [&] { return describe(links); });
}

void wait_links(const Namespace& ns, const Awaited& awaited, const WantedLinks& wanted, Where where)
{
    require(await_links(ns, awaited, wanted), where);
}

LinkState wait_link(const Namespace& ns, const std::string& name, Where where)
{
    std::optional<LinkState> result;
    wait_links(
        ns, "link " + name + " in " + ns.name(),
        [&](const std::vector<LinkState>& links) {
            if (const LinkState* link = find(links, name))
                result = *link;
            return result.has_value();
        },
        where);
    return *std::move(result);
}

void wait_no_link(const Namespace& ns, const std::string& name, Where where)
{
    wait_links(
        ns, {"link " + name + " to go from " + ns.name(), "no link of that name"},
        [&](const std::vector<LinkState>& links) { return find(links, name) == nullptr; }, where);
}

} // namespace harness
