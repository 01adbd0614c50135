// Network interfaces, made and changed through netlink.
#pragma once

#include "harness/error.hpp"
#include "harness/namespaces.hpp"
#include "harness/netlink.hpp"
#include "harness/where.hpp"

#include <deque>
#include <exception>
#include <functional>
#include <initializer_list>
#include <memory>
#include <string>
#include <utility>

namespace harness {

/// One interface in one namespace. Owned by the Links that made it; whatever fails ends the test.
class Link
{
  public:
    Link(const Namespace& ns, LinkState state);

    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] int index() const { return index_; }
    /// "00:00:00:00:00:01", as it was made or set.
    [[nodiscard]] const std::string& mac() const { return mac_; }
    [[nodiscard]] const Namespace& ns(Where where = Where::here()) const;
    /// The same, or null when the namespace is gone.
    [[nodiscard]] const Namespace* home() const { return Namespace::from(ns_); }
    /// What the kernel says now.
    [[nodiscard]] LinkState state(Where where = Where::here()) const;
    /// False when it was removed, or its namespace is gone.
    [[nodiscard]] bool exists() const;

    Link& up(Where where = Where::here());
    Link& down(Where where = Where::here());
    Link& mtu(unsigned bytes, Where where = Where::here());
    Link& alias(const std::string& text, Where where = Where::here());
    Link& mac(const std::string& address, Where where = Where::here());
    /// The interface must be down for that on older kernels.
    Link& rename(const std::string& name, Where where = Where::here());
    /// "192.0.2.1/24" or "2001:db8::1/64"; usable at once.
    Link& add_address(const std::string& address, Where where = Where::here());
    Link& remove_address(const std::string& address, Where where = Where::here());
    /// Makes it a port of `master`, or of nothing.
    Link& master(const Link* master, Where where = Where::here());
    /// Deletes the interface (and so the other end of a veth pair).
    void remove(Where where = Where::here());

    /// Wait until the kernel says that frames can pass (IFF_RUNNING), or cannot.
    Link& wait_running(Where where = Where::here());
    Link& wait_not_running(Where where = Where::here());

  private:
    friend class Links;
    Link& change(const LinkChange& change, Where where);
    [[nodiscard]] Netlink& netlink(Where where) const;

    std::weak_ptr<const Namespace::State> ns_;
    std::string name_;
    std::string mac_;
    int index_;
};

/// Makes links; removes those that are left when it goes. Names and addresses are the same in each run: the first pair
/// is eth0 and eth1, the next eth2 and eth3, …; the n-th interface's MAC address is n: 00:00:00:00:00:01, ….
class Links
{
  public:
    Links() = default;
    Links(Links&& other) noexcept = default;
    Links& operator=(Links&& other) noexcept;
    Links(const Links&) = delete;
    Links& operator=(const Links&) = delete;
    ~Links();

    /// A veth pair, one end in each namespace (which may be the same one), up, and running at both ends.
    std::pair<Link&, Link&> veth(const Namespace& a, const Namespace& b, Where where = Where::here());

    /// A bridge with those ports, up.
    Link& bridge(const Namespace& ns, const std::string& name,
                 std::initializer_list<std::reference_wrapper<Link>> ports = {}, Where where = Where::here());

  private:
    void clear() noexcept;
    /// Takes over a link that was made, before it is up: what it sends and receives is recorded from its birth on.
    Link& adopt(const Namespace& ns, Netlink& netlink, const std::string& name, Where where);
    std::deque<Link> links_;
    unsigned made_ = 0;
    int exceptions_ = std::uncaught_exceptions(); ///< More of them at the end: a failed test is being unwound.
};

} // namespace harness
