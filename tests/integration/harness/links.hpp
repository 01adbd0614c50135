// Network interfaces, made and changed through netlink.
#pragma once

#include "harness/error.hpp"
#include "harness/failure.hpp"
#include "harness/namespaces.hpp"
#include "harness/netlink.hpp"
#include "harness/where.hpp"

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <initializer_list>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace harness {

/// One interface in one namespace, which is removed when this object goes. Whatever fails ends the test. A moved-from
/// object owns nothing: it has no namespace, and its index is 0.
class Link
{
  public:
    Link(const Namespace& ns, LinkState state);
    Link(Link&& other) noexcept;
    Link& operator=(Link&& other) noexcept;
    Link(const Link&) = delete;
    Link& operator=(const Link&) = delete;
    ~Link();

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
    /// Whether it takes in what is sent to others.
    Link& promiscuous(bool on, Where where = Where::here());
    /// The interface must be down for that on older kernels.
    Link& rename(const std::string& name, Where where = Where::here());
    /// Into another namespace, where it is down, has no addresses, and may have another index. An interface of that
    /// name must not be there.
    Link& move(const Namespace& ns, Where where = Where::here());
    /// Deletes the interface (and so the other end of a veth pair).
    void remove(Where where = Where::here());

    /// "192.0.2.1/24", "2001:db8::1/64" or "fe80::1/64"; usable at once.
    Link& add_address(const std::string& address, Where where = Where::here());
    Link& remove_address(const std::string& address, Where where = Where::here());
    /// Adds an IPv6 address of prefix length 64, to which the kernel makes up a temporary one of the same prefix.
    /// Returns that, usable at once.
    std::string add_temporary_address(const std::string& address, Where where = Where::here());
    /// The IPv6 address "fe80::200:ff:fe00:1/64" that the kernel gave the interface when it began to run; waits until
    /// it can be used.
    [[nodiscard]] std::string link_local(Where where = Where::here()) const;

    /// Makes it a port of `master` (see `add_port`), or of nothing.
    Link& master(const Link* master, Where where = Where::here());
    /// Makes `port` a port of this bridge, bond or team. A bond or a team takes only what is down, and brings it up.
    Link& add_port(Link& port, Where where = Where::here());
    /// A bond or a team leaves it down.
    Link& remove_port(Link& port, Where where = Where::here());
    /// The same with a bond, in the way of the old ifenslave program: ioctl(SIOCBONDENSLAVE), ioctl(SIOCBONDRELEASE).
    Link& add_port_by_ioctl(Link& port, Where where = Where::here());
    Link& remove_port_by_ioctl(Link& port, Where where = Where::here());

    /// Of a bridge that is aware of VLANs, or of a port of one. A VLAN that is there is changed.
    Link& add_vlan(const BridgeVlan& vlan, Where where = Where::here());
    Link& remove_vlan(std::uint16_t id, Where where = Where::here());
    /// In the order of their numbers.
    [[nodiscard]] std::vector<BridgeVlan> vlans(Where where = Where::here()) const;

    /// What leaves it is lost or late from now on: `impair({.loss_percent = 50, .delay =
    /// std::chrono::milliseconds{20}})`. `impair({})` ends that.
    Link& impair(const Impairment& impairment, Where where = Where::here());

    /// Wait until the kernel says that frames can pass (IFF_RUNNING), or cannot.
    const Link& wait_running(Where where = Where::here()) const;
    const Link& wait_not_running(Where where = Where::here()) const;

  private:
    Link& change(const LinkChange& change, Where where);
    [[nodiscard]] Netlink& netlink(Where where) const;
    void let_go() noexcept;

    std::weak_ptr<const Namespace::State> ns_;
    std::string name_;
    std::string mac_;
    int index_;
    Unwinding unwinding_;
};

/// How a bond spreads frames over its ports; the numbers are the kernel's.
enum class BondMode : std::uint8_t {
    RoundRobin = 0,
    ActiveBackup = 1,
    Xor = 2,
    Broadcast = 3,
    Lacp = 4, ///< 802.3ad.
    TransmitBalance = 5,
    AdaptiveBalance = 6,
};

/// Which macvlans of one lower link reach each other; the numbers are the kernel's.
enum class MacvlanMode : std::uint32_t {
    Private = 1,
    Vepa = 2,
    Bridge = 4,
    Passthru = 8,
};

enum class VlanProtocol : std::uint16_t {
    Ieee8021Q = 0x8100,
    Ieee8021ad = 0x88a8,
};

/// A tunnel's ends: IPv4 addresses of this host and of the other.
struct VxlanEnds
{
    std::string local;
    std::string remote;
    std::uint16_t port = 4789; ///< UDP, at both ends.
};

/// Makes links, of all kinds up, and keeps them; they go when it goes, the last one made first. A kind that the kernel
/// has no driver for skips the test with the kernel's reason.
///
/// Names and addresses are the same in each run: the first veth pair is eth0 and eth1, the next eth2 and eth3, …; the
/// MAC address of the n-th end is n: 00:00:00:00:00:01, …. Links of other kinds that have a MAC address of their own
/// count from 02:00:00:00:00:01 on. A VLAN has that of the link below it; bridges, bonds and teams follow their ports.
class Links
{
  public:
    using Ports = std::initializer_list<std::reference_wrapper<Link>>;

    Links() = default;
    Links(Links&& other) noexcept = default;
    Links& operator=(Links&& other) noexcept;
    Links(const Links&) = delete;
    Links& operator=(const Links&) = delete;
    ~Links();

    /// A veth pair, one end in each namespace (which may be the same one), up, and running at both ends.
    std::pair<Link&, Link&> veth(const Namespace& a, const Namespace& b, Where where = Where::here());

    Link& bridge(const Namespace& ns, const std::string& name, Ports ports = {}, Where where = Where::here());
    /// A bridge that looks at VLAN tags: see Link::add_vlan. It and each port are in VLAN 1, untagged, to begin with.
    Link& vlan_bridge(const Namespace& ns, const std::string& name, Ports ports = {}, Where where = Where::here());
    /// It looks at its ports' carrier every 10 ms.
    Link& bond(const Namespace& ns, const std::string& name, BondMode mode, Ports ports = {},
               Where where = Where::here());
    /// Without a daemon that chooses a mode for it, it passes no frames.
    Link& team(const Namespace& ns, const std::string& name, Ports ports = {}, Where where = Where::here());
    /// Where `lower` is, which may be a VLAN itself: "eth0.100", "eth0.100.200".
    Link& vlan(const Link& lower, std::uint16_t id, VlanProtocol protocol = VlanProtocol::Ieee8021Q,
               Where where = Where::here());
    /// Where `lower` is.
    Link& macvlan(const Link& lower, const std::string& name, MacvlanMode mode = MacvlanMode::Bridge,
                  Where where = Where::here());
    /// `id`: the tunnel's VXLAN network identifier.
    Link& vxlan(const Namespace& ns, const std::string& name, std::uint32_t id, const VxlanEnds& ends,
                Where where = Where::here());
    Link& dummy(const Namespace& ns, const std::string& name, Where where = Where::here());
    Link& ifb(const Namespace& ns, const std::string& name, Where where = Where::here());

  private:
    void clear() noexcept;
    /// Takes over a link that was made, before it is up: what it sends and receives is recorded from its birth on.
    Link& adopt(const Namespace& ns, Netlink& netlink, const std::string& name, Where where);
    Link& make(const Namespace& ns, const NewLink& link, Where where);
    Link& make_master(const Namespace& ns, const NewLink& link, Ports ports, Where where);
    [[nodiscard]] std::string own_mac();

    std::deque<Link> links_;
    unsigned made_ = 0;
    unsigned others_made_ = 0;
};

} // namespace harness
