// A network namespace's netlink socket (libnl), and the few requests that the harness makes.
#pragma once

#include "harness/error.hpp"

#include <chrono>
#include <cstdint>
#include <cstring>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

struct nl_sock;

namespace harness {

class Request;

/// An address of an interface.
struct LinkAddress
{
    std::string text;   ///< "192.0.2.1/24"
    unsigned flags = 0; ///< IFA_F_*.

    /// Nobody may use it yet: the kernel is still asking whether another node has it.
    [[nodiscard]] bool tentative() const;
    /// One of those that the kernel makes up and replaces (RFC 8981).
    [[nodiscard]] bool temporary() const;
    /// "192.0.2.1/24", "2001:db8::1/64 temporary"
    [[nodiscard]] std::string describe() const;
    /// Whether it is that address, whatever its flags.
    bool operator==(const std::string& other) const { return text == other; }
};

/// An interface as the kernel describes it.
struct LinkState
{
    std::string name;
    int index = 0;
    std::string mac;
    std::string kind;                   ///< "veth", "bridge", …; empty for lo and hardware.
    std::string alias;                  ///< Empty when there is none.
    unsigned mtu = 0;                   ///< Bytes.
    unsigned flags = 0;                 ///< IFF_*.
    unsigned promiscuity = 0;           ///< So many want it to take in what is sent to others.
    std::string operstate;              ///< "up", "down", "lowerlayerdown", …
    int master = 0;                     ///< The index of the bridge or bond, 0 for none.
    int peer = 0;                       ///< The other end's index (of a veth: in its own namespace), 0 for none.
    std::optional<int> peer_netns = {}; ///< The number that this namespace knows the peer's by; nothing: it is its own.
    std::vector<LinkAddress> addresses;

    [[nodiscard]] bool up() const;
    [[nodiscard]] bool running() const;
    [[nodiscard]] bool promiscuous() const;
    /// "eth0: index 2, veth, 00:00:00:00:00:01, mtu 1500, up, running, …"
    [[nodiscard]] std::string describe() const;
};

struct NetworkNamespace
{
    int descriptor;
    std::string name; ///< For errors.
};

/// What to change; what holds nothing stays.
struct LinkChange
{
    std::optional<bool> up = {};
    std::optional<unsigned> mtu = {};
    std::optional<std::string> alias = {};
    std::optional<std::string> name = {};
    std::optional<std::string> mac = {};
    std::optional<int> master = {};
    std::optional<bool> promiscuous = {};
    std::optional<NetworkNamespace> ns = {};

    [[nodiscard]] std::string describe() const;
};

/// One end of a veth pair to be.
struct VethEnd
{
    std::string name;
    std::string mac;
    int index = 0; ///< 0: the kernel chooses.
};

/// Something that only links of one kind have: an attribute IFLA_VLAN_*, IFLA_BOND_*, …, and its value as the kernel
/// takes it.
struct LinkOption
{
    template <typename Value>
    LinkOption(int which, const Value& number) : attribute{which}, value(sizeof number)
    {
        std::memcpy(value.data(), &number, sizeof number);
    }

    int attribute;
    std::vector<std::uint8_t> value;
};

/// A link to be, of any kind but veth.
struct NewLink
{
    std::string kind; ///< "bridge", "vlan", …, as the kernel's drivers are called.
    std::string name;
    int lower = 0;        ///< The index of the link that it stands on; 0 for none.
    std::string mac = {}; ///< Empty: the driver chooses.
    std::vector<LinkOption> options = {};
};

/// A VLAN of a bridge's port, or of the bridge itself.
struct BridgeVlan
{
    std::uint16_t id = 0;  ///< 1 to 4094.
    bool untagged = false; ///< Its frames leave without a tag.
    bool pvid = false;     ///< Frames that come without a tag are in it.

    bool operator==(const BridgeVlan&) const = default;
};

/// What shall happen to the frames that leave a link.
struct Impairment
{
    double loss_percent = 0; ///< 0 to 100: how many are lost, at random.
    std::chrono::microseconds delay{0};

    [[nodiscard]] std::string describe() const;
};

/// What the kernel said to the last request; libnl's own error numbers hold less.
struct KernelAnswer
{
    int error = 0; ///< An errno.
    std::string text;
};

class Netlink
{
  public:
    /// In the network namespace that the process is in; `on` names it in errors.
    [[nodiscard]] static Expected<Netlink> open(std::string on);

    /// The peer goes into the network namespace `peer_ns` (a descriptor).
    [[nodiscard]] Expected<> add_veth(const VethEnd& here, const VethEnd& peer, int peer_ns);
    [[nodiscard]] Expected<> add_link(const NewLink& link);
    [[nodiscard]] Expected<> change(int index, const std::string& name, const LinkChange& change);
    [[nodiscard]] Expected<> remove(int index, const std::string& name);
    /// `flags`: IFA_F_*, beside those that make an address usable at once.
    [[nodiscard]] Expected<> add_address(int index, const std::string& name, const std::string& address,
                                         unsigned flags = 0);
    [[nodiscard]] Expected<> remove_address(int index, const std::string& name, const std::string& address);

    /// `bridge`: the link is the bridge itself, and no port of one.
    [[nodiscard]] Expected<> add_bridge_vlan(int index, const std::string& name, const BridgeVlan& vlan, bool bridge);
    [[nodiscard]] Expected<> remove_bridge_vlan(int index, const std::string& name, std::uint16_t id, bool bridge);
    /// In the order of their numbers.
    [[nodiscard]] Expected<std::vector<BridgeVlan>> bridge_vlans(int index, const std::string& name);

    /// In the place of any former impairment; one of nothing is none.
    [[nodiscard]] Expected<> impair(int index, const std::string& name, const Impairment& impairment);

    [[nodiscard]] Expected<LinkState> link(const std::string& name);
    [[nodiscard]] Expected<LinkState> link(int index);
    [[nodiscard]] Expected<std::vector<LinkState>> links();
    /// The number that this namespace knows another one (a descriptor) by; nothing when it knows it by none.
    [[nodiscard]] Expected<std::optional<int>> number_of(int netns);

  private:
    struct SocketFree
    {
        void operator()(nl_sock* socket) const;
    };
    Netlink(std::unique_ptr<nl_sock, SocketFree> socket, std::string on);
    [[nodiscard]] Expected<> verdict(int result, const std::string& doing) const;
    [[nodiscard]] Expected<> send(Request request, const std::string& doing);
    [[nodiscard]] Expected<LinkState> one_link(int index, const std::string& name);
    [[nodiscard]] Expected<> fill_addresses(std::vector<LinkState>& links);
    [[nodiscard]] Expected<> bridge_vlan_request(int type, int index, const BridgeVlan& vlan, bool bridge,
                                                 const std::string& doing);

    std::unique_ptr<nl_sock, SocketFree> socket_;
    std::unique_ptr<KernelAnswer> answer_;
    std::string on_;
};

} // namespace harness
