#include "harness/links.hpp"

#include "harness/recorder.hpp"
#include "harness/report.hpp"
#include "harness/wait.hpp"

#include <array>
#include <cstdio>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace harness {

namespace {

std::string numbered_mac(unsigned number)
{
    std::array<char, 18> text{};
    static_cast<void>(
        std::snprintf(text.data(), text.size(), "00:00:00:00:%02x:%02x", (number >> 8) & 0xffU, number & 0xffU));
    return text.data();
}

/// Wakes the test whenever a link of a namespace changes.
class LinkEvents
{
  public:
    static Expected<LinkEvents> open(const Namespace& ns)
    {
        const auto inside = ns.try_enter();
        if (!inside)
            return tl::unexpected<Error>{inside.error()};
        Fd socket{::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_ROUTE)};
        sockaddr_nl address{};
        address.nl_family = AF_NETLINK;
        address.nl_groups = RTMGRP_LINK;
        if (!socket || ::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
            return system_failure("listen to link changes", ns.name());
        return LinkEvents{std::move(socket)};
    }

  private:
    explicit LinkEvents(Fd socket)
        : socket_{std::move(socket)}, watch_{watch(socket_.get(), POLLIN, [fd = socket_.get()](short) { drain(fd); })}
    {}

    /// What changed is asked of the kernel; the messages only wake. So one that was lost (ENOBUFS) does no harm.
    static void drain(int fd)
    {
        std::array<char, 8192> message{};
        while (::recv(fd, message.data(), message.size(), 0) >= 0 || errno == ENOBUFS)
            ;
    }

    Fd socket_;
    Watch watch_;
};

Expected<> wait_running(const Link& link, const Namespace& ns, bool running)
{
    auto netlink = ns.netlink();
    if (!netlink)
        return tl::unexpected<Error>{netlink.error()};
    const auto events = LinkEvents::open(ns);
    if (!events)
        return tl::unexpected<Error>{events.error()};
    Expected<LinkState> state;
    return await(
        link.name() + (running ? " to run" : " to stop running") + " in " + ns.name(),
        [&] {
            state = (*netlink)->link(link.index());
            return state && state->running() == running;
        },
        [&] { return state ? state->describe() : state.error().message(); });
}

} // namespace

Link::Link(const Namespace& ns, LinkState state)
    : ns_{ns.watch()}, name_{std::move(state.name)}, mac_{std::move(state.mac)}, index_{state.index}
{}

const Namespace& Link::ns(Where where) const
{
    const Namespace* ns = home();
    if (ns == nullptr)
        fail("the namespace of link " + name_ + " is gone", where);
    return *ns;
}

Netlink& Link::netlink(Where where) const
{
    return *require(ns(where).netlink(), where);
}

LinkState Link::state(Where where) const
{
    return require(netlink(where).link(index_), where);
}

bool Link::exists() const
{
    const Namespace* ns = home();
    const auto netlink = ns != nullptr ? ns->netlink() : Expected<Netlink*>{nullptr};
    return netlink && *netlink != nullptr && (*netlink)->link(index_);
}

Link& Link::change(const LinkChange& change, Where where)
{
    require(netlink(where).change(index_, name_, change), where);
    return *this;
}

Link& Link::up(Where where)
{
    return change({.up = true}, where);
}

Link& Link::down(Where where)
{
    return change({.up = false}, where);
}

Link& Link::mtu(unsigned bytes, Where where)
{
    return change({.mtu = bytes}, where);
}

Link& Link::alias(const std::string& text, Where where)
{
    return change({.alias = text}, where);
}

Link& Link::mac(const std::string& address, Where where)
{
    change({.mac = address}, where);
    mac_ = state(where).mac;
    return *this;
}

Link& Link::rename(const std::string& name, Where where)
{
    change({.name = name}, where);
    name_ = name;
    return *this;
}

Link& Link::add_address(const std::string& address, Where where)
{
    require(netlink(where).add_address(index_, name_, address), where);
    return *this;
}

Link& Link::remove_address(const std::string& address, Where where)
{
    require(netlink(where).remove_address(index_, name_, address), where);
    return *this;
}

Link& Link::master(const Link* master, Where where)
{
    return change({.master = master != nullptr ? master->index() : 0}, where);
}

void Link::remove(Where where)
{
    recorder::end(*this);
    require(netlink(where).remove(index_, name_), where);
}

Link& Link::wait_running(Where where)
{
    require(harness::wait_running(*this, ns(where), true), where);
    return *this;
}

Link& Link::wait_not_running(Where where)
{
    require(harness::wait_running(*this, ns(where), false), where);
    return *this;
}

Links& Links::operator=(Links&& other) noexcept
{
    if (this != &other) {
        clear();
        links_ = std::move(other.links_);
        other.links_.clear();
        made_ = std::exchange(other.made_, 0);
    }
    return *this;
}

Links::~Links()
{
    clear();
}

void Links::clear() noexcept
{
    // The report of an exception comes when all is gone: keep now what it shall show.
    if (std::uncaught_exceptions() > exceptions_)
        report::snapshot_all();
    for (auto& link : links_) {
        recorder::end(link);
        const Namespace* ns = link.exists() ? link.home() : nullptr;
        if (ns == nullptr)
            continue;
        const auto netlink = ns->netlink();
        const auto removed = (*netlink)->remove(link.index(), link.name());
        check_quietly(removed.has_value(), removed ? std::string{} : removed.error().message());
    }
    links_.clear();
}

Link& Links::adopt(const Namespace& ns, Netlink& netlink, const std::string& name, Where where)
{
    Link& link = links_.emplace_back(ns, require(netlink.link(name), where));
    require(recorder::record(link), where);
    return link;
}

std::pair<Link&, Link&> Links::veth(const Namespace& a, const Namespace& b, Where where)
{
    const VethEnd first{"eth" + std::to_string(made_), numbered_mac(made_ + 1)};
    const VethEnd second{"eth" + std::to_string(made_ + 1), numbered_mac(made_ + 2)};
    auto* const netlink_a = require(a.netlink(), where);
    auto* const netlink_b = require(b.netlink(), where);
    require(netlink_a->add_veth(first, second, b.net()), where);
    made_ += 2;
    Link& end_a = adopt(a, *netlink_a, first.name, where);
    Link& end_b = adopt(b, *netlink_b, second.name, where);
    end_a.up(where);
    end_b.up(where);
    end_a.wait_running(where);
    end_b.wait_running(where);
    return {end_a, end_b};
}

Link& Links::bridge(const Namespace& ns, const std::string& name,
                    std::initializer_list<std::reference_wrapper<Link>> ports, Where where)
{
    auto* const netlink = require(ns.netlink(), where);
    require(netlink->add_link("bridge", name), where);
    Link& bridge = adopt(ns, *netlink, name, where);
    for (Link& port : ports)
        port.master(&bridge, where);
    bridge.up(where);
    return bridge;
}

} // namespace harness
