#include "daemon/packet_socket.hpp"

#include "proto/ethernet.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <linux/filter.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <string>
#include <sys/socket.h>

// Newer than the oldest headers that this builds with.
#ifndef PACKET_IGNORE_OUTGOING
#define PACKET_IGNORE_OUTGOING 23
#endif

namespace lldp::daemon {

namespace {

constexpr int frame_priority = 7;        // network control (IEEE 802.1Q-2018 table I-2)
constexpr int unprivileged_priority = 6; // the highest that takes no CAP_NET_ADMIN

constexpr std::uint32_t whole_frame = 0x40000;

// Passes an LLDP ethertype, at its place or behind one 802.1Q tag, to 01:80:c2:00:00:0e, :03 or :00.
constexpr std::array<sock_filter, 13> lldp_only{{
    BPF_STMT(BPF_LD | BPF_H | BPF_ABS, 12),                     // the ethertype
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ethertype_lldp, 3, 0),  // LLDP: to the destination
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ethertype_dot1q, 0, 8), // neither that nor a tag: refuse
    BPF_STMT(BPF_LD | BPF_H | BPF_ABS, 16),                     // the ethertype behind the tag
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ethertype_lldp, 0, 6),  // not LLDP: refuse
    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 0),                      // the destination's first four octets
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0x0180c200, 0, 4),      // not a reserved group: refuse
    BPF_STMT(BPF_LD | BPF_H | BPF_ABS, 4),                      // its last two
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0x000e, 3, 0),          // nearest bridge: accept
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0x0003, 2, 0),          // nearest non-TPMR bridge: accept
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0x0000, 1, 0),          // nearest customer bridge: accept
    BPF_STMT(BPF_RET | BPF_K, 0),                               // refuse
    BPF_STMT(BPF_RET | BPF_K, whole_frame),                     // accept
}};

template <typename Value>
Expected<> set_option(const Fd& socket, int level, int option, const Value& value, std::string_view doing)
{
    if (::setsockopt(socket.get(), level, option, &value, sizeof value) < 0)
        return system_failure(doing, "of a packet socket");
    return {};
}

Expected<> filter(const Fd& socket)
{
    auto instructions = lldp_only;
    const sock_fprog program{instructions.size(), instructions.data()};
    if (auto done = set_option(socket, SOL_SOCKET, SO_ATTACH_FILTER, program, "attach the filter"); !done)
        return done;
    return set_option(socket, SOL_SOCKET, SO_LOCK_FILTER, 1, "lock the filter");
}

packet_mreq membership_of(int interface, unsigned short type)
{
    packet_mreq membership{};
    membership.mr_ifindex = interface;
    membership.mr_type = type;
    return membership;
}

Expected<> join_groups(const Fd& socket, int interface)
{
    for (const auto& group : {nearest_bridge, nearest_non_tpmr_bridge, nearest_customer_bridge}) {
        auto membership = membership_of(interface, PACKET_MR_MULTICAST);
        membership.mr_alen = ETH_ALEN;
        std::ranges::copy(group, std::begin(membership.mr_address));
        if (auto done = set_option(socket, SOL_PACKET, PACKET_ADD_MEMBERSHIP, membership, "join " + to_string(group));
            !done)
            return done;
    }
    return {};
}

} // namespace

Expected<Fd> open_packet_socket(int interface)
{
    // Without a protocol it receives nothing until it is bound, by when the filter is in place.
    Fd socket{::socket(AF_PACKET, SOCK_RAW | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)};
    if (!socket)
        return system_failure("open a packet socket");
    if (auto done = filter(socket); !done)
        return tl::unexpected{done.error()};
    if (auto done = set_option(socket, SOL_PACKET, PACKET_IGNORE_OUTGOING, 1, "ignore outgoing frames"); !done)
        return tl::unexpected{done.error()};
    auto priority = set_option(socket, SOL_SOCKET, SO_PRIORITY, frame_priority, "set the priority");
    if (!priority)
        priority = set_option(socket, SOL_SOCKET, SO_PRIORITY, unprivileged_priority, "set the priority");
    if (!priority)
        return tl::unexpected{priority.error()};

    sockaddr_ll address{};
    address.sll_family = AF_PACKET;
    // Not ETH_P_LLDP: the port of a bridge or bond would not be shown those.
    address.sll_protocol = htons(ETH_P_ALL);
    address.sll_ifindex = interface;
    if (::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) < 0)
        return system_failure("bind a packet socket to interface", std::to_string(interface));
    if (auto done = join_groups(socket, interface); !done)
        return tl::unexpected{done.error()};
    return socket;
}

int packet_socket_interface(const Fd& socket)
{
    sockaddr_ll address{};
    socklen_t size = sizeof address;
    return ::getsockname(socket.get(), reinterpret_cast<sockaddr*>(&address), &size) < 0 ? -1 : address.sll_ifindex;
}

Expected<> set_promiscuous(const Fd& socket, int interface, bool on)
{
    return set_option(socket, SOL_PACKET, on ? PACKET_ADD_MEMBERSHIP : PACKET_DROP_MEMBERSHIP,
                      membership_of(interface, PACKET_MR_PROMISC), "change the promiscuous mode");
}

} // namespace lldp::daemon
