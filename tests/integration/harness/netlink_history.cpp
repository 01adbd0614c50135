#include "harness/netlink_history.hpp"

#include "harness/libnl.hpp"

#include <cerrno>
#include <cstring>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <map>
#include <memory>
#include <netlink/addr.h>
#include <netlink/msg.h>
#include <netlink/netlink.h>
#include <netlink/object.h>
#include <netlink/route/addr.h>
#include <netlink/route/link.h>
#include <poll.h>
#include <sys/socket.h>
#include <utility>

namespace harness {

namespace {

constexpr int loopback = 1; ///< Its index in each namespace.

/// What the messages so far have told of the namespace.
struct Known
{
    std::map<int, LinkState> links;
    std::vector<std::string> events; ///< Of the message that is being read.

    [[nodiscard]] std::string name(int index) const
    {
        const auto found = links.find(index);
        if (found != links.end())
            return found->second.name;
        return index == loopback ? "lo" : "link " + std::to_string(index);
    }
};

std::string what_is_new(const Known& known, const LinkState& before, const LinkState& now)
{
    std::string text;
    const auto add = [&text](const std::string& part) { text += (text.empty() ? "" : ", ") + part; };
    if (before.name != now.name)
        add("is called " + now.name);
    if (before.mac != now.mac)
        add("MAC address " + now.mac);
    if (before.mtu != now.mtu)
        add("mtu " + std::to_string(now.mtu));
    if (before.alias != now.alias)
        add(now.alias.empty() ? "no alias" : "alias \"" + now.alias + "\"");
    if (before.master != now.master)
        add(now.master == 0 ? "no port of " + known.name(before.master) : "port of " + known.name(now.master));
    if (before.up() != now.up())
        add(now.up() ? "up" : "down");
    if (before.running() != now.running())
        add(now.running() ? "running" : "not running");
    if (before.operstate != now.operstate)
        add("state " + now.operstate);
    return text;
}

void read_link(Known& known, rtnl_link* link, bool removed)
{
    // A bridge tells of its ports in messages of its own, which are not about the link and name no kind. libnl gives
    // the bridge itself their family too.
    if (rtnl_link_get_family(link) == AF_BRIDGE && rtnl_link_get_type(link) == nullptr)
        return;
    const auto now = state_of(link);
    const auto before = known.links.find(now.index);
    if (removed) {
        known.links.erase(now.index);
        known.events.push_back(now.name + " goes");
        return;
    }
    if (before != known.links.end()) {
        if (const auto changes = what_is_new(known, before->second, now); !changes.empty())
            known.events.push_back(before->second.name + ": " + changes);
    } else if (now.index != loopback) // That one is as old as the namespace.
        known.events.push_back("new " + now.describe());
    known.links[now.index] = now;
}

void read_object(nl_object* object, void* into)
{
    auto& known = *static_cast<Known*>(into);
    const int type = nl_object_get_msgtype(object);
    if (type == RTM_NEWLINK || type == RTM_DELLINK)
        read_link(known, reinterpret_cast<rtnl_link*>(object), type == RTM_DELLINK);
    else if (type == RTM_NEWADDR || type == RTM_DELADDR) {
        auto* address = reinterpret_cast<rtnl_addr*>(object);
        known.events.push_back(known.name(rtnl_addr_get_ifindex(address)) +
                               (type == RTM_NEWADDR ? " has " : " loses ") + state_of(address).describe());
    }
}

void read_message(Known& known, const std::string& bytes)
{
    std::string aligned = bytes; // On the heap, so fit for a header.
    auto* header = reinterpret_cast<nlmsghdr*>(aligned.data());
    for (int left = static_cast<int>(aligned.size()); nlmsg_ok(header, left) != 0; header = nlmsg_next(header, &left)) {
        const std::unique_ptr<nl_msg, void (*)(nl_msg*)> message{nlmsg_convert(header), nlmsg_free};
        if (!message)
            return;
        nlmsg_set_proto(message.get(), NETLINK_ROUTE);
        static_cast<void>(nl_msg_parse(message.get(), read_object, &known)); // Of a kind that nobody asked for.
    }
}

void take_in_from(int fd, NetlinkHistory& history)
{
    std::string message(32768, '\0'); // Not on the stack: that of a handler of signals is small.
    for (;;) {
        const auto length = ::recv(fd, message.data(), message.size(), 0);
        if (length > 0)
            history.add(message.substr(0, static_cast<std::size_t>(length)));
        else if (length < 0 && errno == ENOBUFS)
            history.lost();
        else
            return;
    }
}

} // namespace

void NetlinkHistory::add(std::string message)
{
    if (messages_.size() < most_messages)
        messages_.push_back({Clock::now(), std::move(message)});
    else
        ++left_out_;
}

void NetlinkHistory::lost()
{
    if (!lost_)
        lost_ = Clock::now();
}

std::vector<NetlinkEvent> NetlinkHistory::events() const
{
    Known known;
    std::vector<NetlinkEvent> result;
    for (const auto& message : messages_) {
        known.events.clear();
        read_message(known, message.bytes);
        for (auto& text : known.events)
            result.push_back({message.time, std::move(text)});
    }
    if (left_out_ > 0)
        result.push_back({messages_.back().time, std::to_string(left_out_) + " later messages are left out here"});
    if (lost_)
        result.push_back({*lost_, "the kernel sent more than anybody read, and some of it is lost"});
    return result;
}

NetlinkListener::NetlinkListener(Fd socket, std::shared_ptr<NetlinkHistory> history)
    : socket_{std::move(socket)}
    , history_{std::move(history)}
    , watch_{
          watch(socket_.get(), POLLIN, [fd = socket_.get(), history = history_](short) { take_in_from(fd, *history); })}
{}

Expected<NetlinkListener> NetlinkListener::open(const std::string& ns)
{
    Fd socket{::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_ROUTE)};
    sockaddr_nl address{};
    address.nl_family = AF_NETLINK;
    address.nl_groups = RTMGRP_LINK | RTMGRP_IPV4_IFADDR | RTMGRP_IPV6_IFADDR;
    if (!socket || ::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        return system_failure("listen to netlink", ns);
    return NetlinkListener{std::move(socket), std::make_shared<NetlinkHistory>(ns)};
}

void NetlinkListener::take_in() const
{
    take_in_from(socket_.get(), *history_);
}

} // namespace harness
