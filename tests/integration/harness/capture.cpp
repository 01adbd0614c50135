#include "harness/capture.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <netinet/in.h>
#include <optional>
#include <poll.h>
#include <sys/socket.h>
#include <utility>

namespace harness {

namespace {

constexpr std::size_t address_length = 6;
constexpr std::size_t tag_length = 4;
/// No frame is longer, not even one that the kernel would cut into segments later.
constexpr std::size_t longest_frame = std::size_t{256} << 10;
/// How many frames are taken before the test may look again.
constexpr int most_at_once = 1024;

std::string mac_at(const Bytes& bytes, std::size_t offset)
{
    if (bytes.size() < offset + address_length)
        return {};
    std::array<char, 18> text{};
    static_cast<void>(std::snprintf(text.data(), text.size(), "%02x:%02x:%02x:%02x:%02x:%02x", bytes[offset],
                                    bytes[offset + 1], bytes[offset + 2], bytes[offset + 3], bytes[offset + 4],
                                    bytes[offset + 5]));
    return text.data();
}

std::uint16_t word_at(const Bytes& bytes, std::size_t offset)
{
    if (bytes.size() < offset + 2)
        return 0;
    return static_cast<std::uint16_t>((bytes[offset] << 8) | bytes[offset + 1]);
}

void put_word(Bytes& bytes, std::size_t offset, unsigned value)
{
    bytes[offset] = static_cast<std::uint8_t>(value >> 8);
    bytes[offset + 1] = static_cast<std::uint8_t>(value & 0xff);
}

/// The kernel takes the outermost tag off before a packet socket sees the frame, and says so beside it.
void restore_tag(Frame& frame, const tpacket_auxdata& beside)
{
    const std::size_t place = 2 * address_length;
    if ((beside.tp_status & TP_STATUS_VLAN_VALID) == 0 || frame.bytes.size() < place)
        return;
    frame.bytes.insert(frame.bytes.begin() + place, tag_length, 0);
    put_word(frame.bytes, place,
             (beside.tp_status & TP_STATUS_VLAN_TPID_VALID) != 0 ? beside.tp_vlan_tpid : ETH_P_8021Q);
    put_word(frame.bytes, place + 2, beside.tp_vlan_tci);
}

sockaddr_ll address_of(const Link& link, std::uint16_t protocol)
{
    sockaddr_ll address{};
    address.sll_family = AF_PACKET;
    address.sll_ifindex = link.index();
    address.sll_protocol = htons(protocol);
    return address;
}

/// Protocol 0: it receives nothing until it is bound to a link.
Expected<Fd> packet_socket(const Link& link)
{
    const Namespace* ns = link.home();
    if (ns == nullptr)
        return failure(std::errc::no_such_device, "open a packet socket", link.name(), "its namespace is gone");
    const auto inside = ns->try_enter();
    if (!inside)
        return tl::unexpected<Error>{inside.error()};
    Fd socket{::socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
    if (!socket)
        return system_failure("open a packet socket", link.name() + " in " + ns->name());
    return socket;
}

Expected<> send_through(const Fd& socket, const Link& link, std::span<const std::uint8_t> frame)
{
    const std::string doing = "send " + std::to_string(frame.size()) + " bytes";
    const auto address = address_of(link, word_at({frame.begin(), frame.end()}, 2 * address_length));
    const auto sent = ::sendto(socket.get(), frame.data(), frame.size(), 0, reinterpret_cast<const sockaddr*>(&address),
                               sizeof address);
    if (sent < 0)
        return system_failure(doing, link.name());
    return {};
}

bool is_marker(const Frame& frame)
{
    return frame.ethertype() == marker_ethertype;
}

/// A frame like no other before it.
Bytes make_marker(const Link& from)
{
    static std::uint64_t count = 0;
    Bytes marker(2 * address_length, 0xff);
    unsigned octet = 0;
    for (std::size_t i = 0; i < address_length && from.mac().size() >= i * 3 + 2; ++i)
        if (std::sscanf(from.mac().c_str() + i * 3, "%2x", &octet) == 1) // NOLINT(cert-err34-c): two digits fit.
            marker[address_length + i] = static_cast<std::uint8_t>(octet);
    marker.resize(marker.size() + 2);
    put_word(marker, 2 * address_length, marker_ethertype);
    const std::string text = "marker " + std::to_string(++count);
    marker.insert(marker.end(), text.begin(), text.end());
    marker.resize(ETH_ZLEN);
    return marker;
}

} // namespace

std::string Frame::destination() const
{
    return mac_at(bytes, 0);
}

std::string Frame::source() const
{
    return mac_at(bytes, address_length);
}

std::uint16_t Frame::ethertype() const
{
    std::size_t place = 2 * address_length;
    while (word_at(bytes, place) == ETH_P_8021Q || word_at(bytes, place) == ETH_P_8021AD)
        place += tag_length;
    return word_at(bytes, place);
}

std::string Frame::describe() const
{
    std::array<char, 16> type{};
    static_cast<void>(std::snprintf(type.data(), type.size(), "0x%04x", ethertype()));
    return (direction == Direction::Sent ? "sent " : "received ") + std::to_string(bytes.size()) + " bytes from " +
           source() + " to " + destination() + ", type " + type.data();
}

struct Capture::State
{
    Link link;
    Fd socket;
    Fd sender;
    Watch watch = {};
    std::vector<Frame> frames = {};
    std::size_t position = 0; ///< How many of the frames have been read.

    bool receive();
    void receive_all()
    {
        for (int i = 0; i < most_at_once && receive(); ++i)
            ;
    }
};

/// Takes one frame; false when there is none now.
bool Capture::State::receive()
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
    const auto count = ::recvmsg(socket.get(), &message, 0);
    if (count < 0)
        return errno == ENETDOWN; // Said once when the link goes down; what follows is fine.
    Frame frame;
    frame.bytes.assign(buffer.begin(), buffer.begin() + count);
    frame.direction = from.sll_pkttype == PACKET_OUTGOING ? Direction::Sent : Direction::Received;
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
    frames.push_back(std::move(frame));
    return true;
}

Capture::Capture(std::unique_ptr<State> state) : state_{std::move(state)} {}
Capture::Capture(const Link& link, Where where) : Capture{require(open(link), where)} {}
Capture::Capture(Capture&& other) noexcept = default;
Capture& Capture::operator=(Capture&& other) noexcept = default;
Capture::~Capture() = default;

Expected<Capture> Capture::open(const Link& link)
{
    auto socket = packet_socket(link);
    auto sender = packet_socket(link);
    if (!socket || !sender)
        return tl::unexpected<Error>{socket ? sender.error() : socket.error()};
    const int yes = 1;
    const int room = 8 << 20;
    const auto address = address_of(link, ETH_P_ALL);
    // Only root of the whole machine gets all of it; others what the machine allows.
    if (::setsockopt(socket->get(), SOL_SOCKET, SO_RCVBUFFORCE, &room, sizeof room) != 0)
        ::setsockopt(socket->get(), SOL_SOCKET, SO_RCVBUF, &room, sizeof room);
    if (::setsockopt(socket->get(), SOL_PACKET, PACKET_AUXDATA, &yes, sizeof yes) != 0 ||
        ::setsockopt(socket->get(), SOL_SOCKET, SO_TIMESTAMPNS, &yes, sizeof yes) != 0 ||
        ::bind(socket->get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        return system_failure("capture", link.name());
    auto state = std::make_unique<State>(State{link, *std::move(socket), *std::move(sender)});
    state->watch = watch(state->socket.get(), POLLIN, [state = state.get()](short) { state->receive_all(); });
    return Capture{std::move(state)};
}

Frame Capture::next(std::string_view what, const Wanted& wanted, Where where)
{
    if (!state_)
        fail("wait for a frame with a capture that was moved from", where);
    return wait_for(
        std::string{what} + " on " + state_->link.name(),
        [&]() -> std::optional<Frame> {
            while (state_->position < state_->frames.size()) {
                const Frame& frame = state_->frames[state_->position++];
                if (wanted(frame))
                    return frame;
            }
            return std::nullopt;
        },
        [&] {
            return std::to_string(state_->frames.size()) + " frames in all" +
                   (state_->frames.empty() ? "" : ", the last " + state_->frames.back().describe());
        },
        where);
}

const std::vector<Frame>& Capture::seen() const
{
    static const std::vector<Frame> nothing;
    if (!state_)
        return nothing;
    state_->receive_all();
    return state_->frames;
}

void Capture::inject(std::span<const std::uint8_t> frame, Where where)
{
    if (!state_)
        fail("send a frame with a capture that was moved from", where);
    require(send_through(state_->sender, state_->link, frame), where);
    // Every capture takes what came, so that a burst needs no more room than there is.
    handle_events(Clock::now());
}

std::vector<Frame> Capture::until_marker(const Link& from, Where where)
{
    const auto marker = make_marker(from);
    require(send_frame(from, marker), where);
    std::vector<Frame> before;
    next(
        "a marker frame sent out of " + from.name(),
        [&](const Frame& frame) {
            if (!is_marker(frame))
                before.push_back(frame);
            return frame.bytes == marker;
        },
        where);
    return before;
}

Expected<> send_frame(const Link& link, std::span<const std::uint8_t> frame)
{
    const auto socket = packet_socket(link);
    if (!socket)
        return tl::unexpected<Error>{socket.error()};
    return send_through(*socket, link, frame);
}

} // namespace harness
