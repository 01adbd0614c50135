#include "harness/packet_socket.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <netinet/in.h>
#include <sys/socket.h>

namespace harness {

namespace {

constexpr std::size_t addresses_length = 12;
constexpr std::size_t tag_length = 4;

Expected<const Namespace*> home_of(const Link& link)
{
    const Namespace* ns = link.home();
    if (ns == nullptr)
        return failure(std::errc::no_such_device, "open a packet socket", link.name(), "its namespace is gone");
    return ns;
}

sockaddr_ll address_of(const Link& link, std::uint16_t protocol)
{
    sockaddr_ll address{};
    address.sll_family = AF_PACKET;
    address.sll_ifindex = link.index();
    address.sll_protocol = htons(protocol);
    return address;
}

void put_word(Bytes& bytes, std::size_t offset, unsigned value)
{
    bytes[offset] = static_cast<std::uint8_t>(value >> 8);
    bytes[offset + 1] = static_cast<std::uint8_t>(value & 0xff);
}

/// The kernel takes the outermost tag off before a packet socket sees the frame, and says so beside it.
void restore_tag(Frame& frame, const tpacket_auxdata& beside)
{
    if ((beside.tp_status & TP_STATUS_VLAN_VALID) == 0 || frame.bytes.size() < addresses_length)
        return;
    frame.bytes.insert(frame.bytes.begin() + addresses_length, tag_length, 0);
    put_word(frame.bytes, addresses_length,
             (beside.tp_status & TP_STATUS_VLAN_TPID_VALID) != 0 ? beside.tp_vlan_tpid : ETH_P_8021Q);
    put_word(frame.bytes, addresses_length + 2, beside.tp_vlan_tci);
}

/// What the kernel says beside the frame.
void read_control(Frame& frame, msghdr& message)
{
    for (const cmsghdr* part = CMSG_FIRSTHDR(&message); part != nullptr;
         part = CMSG_NXTHDR(&message, const_cast<cmsghdr*>(part))) {
        if (part->cmsg_level == SOL_PACKET && part->cmsg_type == PACKET_AUXDATA) {
            tpacket_auxdata beside{};
            std::memcpy(&beside, CMSG_DATA(part), sizeof beside);
            restore_tag(frame, beside);
        } else if (part->cmsg_level == SOL_SOCKET && part->cmsg_type == SCM_TIMESTAMPNS) {
            timespec time{};
            std::memcpy(&time, CMSG_DATA(part), sizeof time);
            frame.time += std::chrono::duration_cast<std::chrono::system_clock::duration>(
                std::chrono::seconds{time.tv_sec} + std::chrono::nanoseconds{time.tv_nsec});
        }
    }
}

} // namespace

/// Protocol 0: it receives nothing until it is bound to a link.
Expected<Fd> open_packet_socket(const Namespace& ns)
{
    const auto inside = ns.try_enter();
    if (!inside)
        return tl::unexpected<Error>{inside.error()};
    Fd socket{::socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
    if (!socket)
        return system_failure("open a packet socket", ns.name());
    return socket;
}

Expected<PacketListener> PacketListener::open(const Link& link)
{
    const auto ns = home_of(link);
    auto opened = ns ? open_packet_socket(**ns) : tl::unexpected<Error>{ns.error()};
    if (!opened)
        return tl::unexpected<Error>{opened.error()};
    const int socket = opened->get();
    const int yes = 1;
    const int room = 8 << 20;
    const auto address = address_of(link, ETH_P_ALL);
    // Only root of the whole machine gets all of it; others what the machine allows.
    if (::setsockopt(socket, SOL_SOCKET, SO_RCVBUFFORCE, &room, sizeof room) != 0)
        ::setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &room, sizeof room);
    if (::setsockopt(socket, SOL_PACKET, PACKET_AUXDATA, &yes, sizeof yes) != 0 ||
        ::setsockopt(socket, SOL_SOCKET, SO_TIMESTAMPNS, &yes, sizeof yes) != 0 ||
        ::bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        return system_failure("capture", link.name());
    return PacketListener{*std::move(opened)};
}

std::optional<Frame> PacketListener::receive() const
{
    static Bytes buffer(longest_frame);
    iovec space{.iov_base = buffer.data(), .iov_len = buffer.size()};
    sockaddr_ll from{};
    alignas(cmsghdr) std::array<char, 256> control{};
    msghdr message{};
    message.msg_name = &from;
    message.msg_namelen = sizeof from;
    message.msg_iov = &space;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    ssize_t count = 0;
    do
        count = ::recvmsg(socket_.get(), &message, MSG_TRUNC);
    while (count < 0 && errno == ENETDOWN); // Said once when the link goes down; what follows is fine.
    if (count < 0)
        return std::nullopt;
    const auto length = static_cast<std::size_t>(count);
    const auto kept = std::min(length, buffer.size());
    Frame frame;
    frame.bytes.assign(buffer.begin(), buffer.begin() + static_cast<std::ptrdiff_t>(kept));
    frame.missing = length - kept;
    frame.direction = from.sll_pkttype == PACKET_OUTGOING ? Direction::Sent : Direction::Received;
    read_control(frame, message);
    return frame;
}

bool PacketListener::listens() const
{
    sockaddr_ll bound{};
    socklen_t size = sizeof bound;
    return ::getsockname(socket_.get(), reinterpret_cast<sockaddr*>(&bound), &size) == 0 && bound.sll_ifindex > 0;
}

std::size_t PacketListener::lost() const
{
    tpacket_stats counted{};
    socklen_t size = sizeof counted;
    return ::getsockopt(socket_.get(), SOL_PACKET, PACKET_STATISTICS, &counted, &size) == 0 ? counted.tp_drops : 0;
}

Expected<> send_through_link(const Link& link, std::span<const std::uint8_t> frame)
{
    const auto ns = home_of(link);
    const auto socket = ns ? (*ns)->packet_sender() : tl::unexpected<Error>{ns.error()};
    if (!socket)
        return tl::unexpected<Error>{socket.error()};
    const unsigned type = frame.size() < addresses_length + 2
                              ? 0
                              : (unsigned{frame[addresses_length]} << 8) | frame[addresses_length + 1];
    const auto address = address_of(link, static_cast<std::uint16_t>(type));
    if (::sendto(*socket, frame.data(), frame.size(), 0, reinterpret_cast<const sockaddr*>(&address), sizeof address) <
        0)
        return system_failure("send " + std::to_string(frame.size()) + " bytes", link.name());
    return {};
}

} // namespace harness
