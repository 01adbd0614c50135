// One interface: what can be asked of it, and changed.
#include "harness/failure.hpp"
#include "harness/keeper.hpp"
#include "harness/link_events.hpp"
#include "harness/links.hpp"
#include "harness/recorder.hpp"
#include "harness/wait.hpp"

#include <algorithm>
#include <linux/if_addr.h>

namespace harness {

namespace {

/// Waits until `reached` holds of what the kernel says of the link. `wanted.what` goes on behind the link's name.
Expected<> await_state(const Link& link, const Namespace& ns, const Awaited& wanted,
                       const std::function<bool(const LinkState&)>& reached)
{
    auto netlink = ns.netlink();
    if (!netlink)
        return tl::unexpected<Error>{netlink.error()};
    Expected<LinkState> state;
    return await(
        {link.name() + " " + wanted.what + " in " + ns.name(), wanted.needed},
        [&] {
            state = (*netlink)->link(link.index());
            return state && reached(*state);
        },
        [&] { return state ? state->describe() : state.error().message(); });
}

/// Waits for an address that is wanted and can be used, and returns it.
Expected<std::string> await_address(const Link& link, const Namespace& ns, const Awaited& what,
                                    const std::function<bool(const LinkAddress&)>& wanted)
{
    std::string found;
    const auto done = await_state(link, ns, what, [&](const LinkState& state) {
        const auto all = state.addresses;
        const auto it =
            std::find_if(all.begin(), all.end(), [&](const auto& each) { return !each.tentative() && wanted(each); });
        found = it != all.end() ? it->text : std::string{};
        return it != all.end();
    });
    if (!done)
        return tl::unexpected<Error>{done.error()};
    return found;
}

} // namespace

Link::Link(const Namespace& ns, LinkState state)
    : ns_{ns.watch()}, name_{std::move(state.name)}, mac_{std::move(state.mac)}, index_{state.index}
{}

Link::Link(Link&& other) noexcept
    : ns_{std::move(other.ns_)}
    , name_{std::move(other.name_)}
    , mac_{std::move(other.mac_)}
    , index_{std::exchange(other.index_, 0)}
    , unwinding_{other.unwinding_}
{}

Link& Link::operator=(Link&& other) noexcept
{
    if (this != &other) {
        let_go();
        ns_ = std::move(other.ns_);
        name_ = std::move(other.name_);
        mac_ = std::move(other.mac_);
        index_ = std::exchange(other.index_, 0);
        unwinding_ = other.unwinding_;
    }
    return *this;
}

Link::~Link()
{
    if (index_ != 0 && unwinding_.is_under_way())
        point_of_failure();
    let_go();
}

void Link::let_go() noexcept
{
    if (index_ == 0)
        return;
    recorder::end(*this); // Also of one that is gone, as with the other end of its pair.
    if (!exists() || is_kept())
        return;
    const auto netlink = home()->netlink();
    const auto removed = (*netlink)->remove(index_, name_);
    check_quietly(removed.has_value(), removed ? std::string{} : removed.error().message());
}

const Namespace& Link::ns(Where where) const
{
    const Namespace* ns = home();
    if (ns == nullptr)
        fail(index_ != 0 ? "the namespace of link " + name_ + " is gone" : "use a link that was moved from", where);
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

Link& Link::promiscuous(bool on, Where where)
{
    return change({.promiscuous = on}, where);
}

Link& Link::rename(const std::string& name, Where where)
{
    change({.name = name}, where);
    name_ = name;
    return *this;
}

Link& Link::move(const Namespace& ns, Where where)
{
    auto* const there = require(ns.netlink(), where);
    const Namespace& from = this->ns(where);
    const int index_before = index_;
    change({.ns = NetworkNamespace{ns.net(), ns.name()}}, where);
    ns_ = ns.watch();
    index_ = require(there->link(name_), where).index;
    require(recorder::follow(*this, from, index_before), where);
    return *this;
}

void Link::remove(Where where)
{
    recorder::end(*this);
    require(netlink(where).remove(index_, name_), where);
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

std::string Link::add_temporary_address(const std::string& address, Where where)
{
    if (address.find(':') == std::string::npos)
        require(Expected<>{failure(std::errc::invalid_argument, "add temporary address " + address + " to " + name_,
                                   ns(where).name(), "only an IPv6 address has temporary ones")},
                where);
    const auto old = state(where).addresses;
    ns(where).sysctl("net/ipv6/conf/" + name_ + "/use_tempaddr", "2", where);
    require(netlink(where).add_address(index_, name_, address, IFA_F_MANAGETEMPADDR), where);
    return require(await_address(*this, ns(where), "to have a temporary address",
                                 [&](const LinkAddress& each) {
                                     return each.temporary() &&
                                            std::find(old.begin(), old.end(), each.text) == old.end();
                                 }),
                   where);
}

std::string Link::link_local(Where where) const
{
    return require(await_address(*this, ns(where), "to have a link-local address",
                                 [](const LinkAddress& each) { return each.text.starts_with("fe80:"); }),
                   where);
}

Link& Link::impair(const Impairment& impairment, Where where)
{
    require_of_kernel(netlink(where).impair(index_, name_, impairment), where);
    return *this;
}

const Link& Link::wait_running(Where where) const
{
    require(await_state(*this, ns(where), {"to run", "\"running\", the flag IFF_RUNNING"},
                        [](const LinkState& state) { return state.running(); }),
            where);
    return *this;
}

const Link& Link::wait_not_running(Where where) const
{
    require(await_state(*this, ns(where), {"to stop running", "\"not running\", no flag IFF_RUNNING"},
                        [](const LinkState& state) { return !state.running(); }),
            where);
    return *this;
}

} // namespace harness
