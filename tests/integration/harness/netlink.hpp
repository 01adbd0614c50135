// A network namespace's netlink socket (libnl), and the few requests that the harness makes.
#pragma once

#include "harness/error.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

struct nl_sock;

namespace harness {

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
    std::string operstate;              ///< "up", "down", "lowerlayerdown", …
    int master = 0;                     ///< The index of the bridge or bond, 0 for none.
    int peer = 0;                       ///< The other end's index (of a veth: in its own namespace), 0 for none.
    std::vector<std::string> addresses; ///< "192.0.2.1/24"

    [[nodiscard]] bool up() const;
    [[nodiscard]] bool running() const;
    /// "eth0: index 2, veth, 00:00:00:00:00:01, mtu 1500, up, running, …"
    [[nodiscard]] std::string describe() const;
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

    [[nodiscard]] std::string describe() const;
};

/// One end of a veth pair to be.
struct VethEnd
{
    std::string name;
    std::string mac;
    int index = 0; ///< 0: the kernel chooses.
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
    /// A link of a kind that needs nothing but a name: "bridge", "dummy", "ifb".
    [[nodiscard]] Expected<> add_link(const std::string& kind, const std::string& name);
    [[nodiscard]] Expected<> change(int index, const std::string& name, const LinkChange& change);
    [[nodiscard]] Expected<> remove(int index, const std::string& name);
    [[nodiscard]] Expected<> add_address(int index, const std::string& name, const std::string& address);
    [[nodiscard]] Expected<> remove_address(int index, const std::string& name, const std::string& address);

    [[nodiscard]] Expected<LinkState> link(const std::string& name);
    [[nodiscard]] Expected<LinkState> link(int index);
    [[nodiscard]] Expected<std::vector<LinkState>> links();

  private:
    struct SocketFree
    {
        void operator()(nl_sock* socket) const;
    };
    Netlink(std::unique_ptr<nl_sock, SocketFree> socket, std::string on);
    [[nodiscard]] Expected<> verdict(int result, const std::string& doing) const;
    [[nodiscard]] Expected<LinkState> one_link(int index, const std::string& name);
    [[nodiscard]] Expected<> fill_addresses(std::vector<LinkState>& links);
    [[nodiscard]] Expected<> address_request(bool add, int index, const std::string& name, const std::string& address);

    std::unique_ptr<nl_sock, SocketFree> socket_;
    std::unique_ptr<KernelAnswer> answer_;
    std::string on_;
};

} // namespace harness
