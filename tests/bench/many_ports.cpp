#include "many_ports.hpp"

#include "harness/packet_socket.hpp"
#include "neighbors.hpp"

#include <array>
#include <cstdint>
#include <cstdio>
#include <linux/if_packet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

namespace bench {

namespace {

constexpr int first_index = 1000; // of the links: the number of each end is its number from here on, on both sides

sockaddr_ll address_of(int index)
{
    sockaddr_ll address{};
    address.sll_family = AF_PACKET;
    address.sll_protocol = htons(lldp_ethertype);
    address.sll_ifindex = index;
    return address;
}

void bind_to_all(const Fd& socket)
{
    const auto everywhere = address_of(0);
    const int room = 8 << 20;
    if (::setsockopt(socket.get(), SOL_SOCKET, SO_RCVBUFFORCE, &room, sizeof room) != 0)
        ::setsockopt(socket.get(), SOL_SOCKET, SO_RCVBUF, &room, sizeof room);
    if (::bind(socket.get(), reinterpret_cast<const sockaddr*>(&everywhere), sizeof everywhere) != 0)
        fail("the frames of all links cannot be received");
}

std::string far_mac(unsigned number)
{
    std::array<char, 18> text{};
    static_cast<void>(
        std::snprintf(text.data(), text.size(), "06:00:00:00:%02x:%02x", number >> 8U & 0xffU, number & 0xffU));
    return text.data();
}

std::string near_mac(unsigned number)
{
    return "0a" + far_mac(number).substr(2);
}

} // namespace

ManyPorts::ManyPorts(const Namespace& here, const Namespace& there, unsigned count)
    : here_{here}, there_{there}, count_{count}, receiver_{require(open_packet_socket(there))}
{
    for (const auto* ns : {&here, &there})
        if (has(Kernel::Ipv6))
            ns->sysctl("net/ipv6/conf/default/disable_ipv6", "1");
    auto* const near = require(here.netlink());
    auto* const far = require(there.netlink());
    for (unsigned number = 0; number < count; ++number) {
        const auto index = first_index + static_cast<int>(number);
        require(near->add_veth({name(number), near_mac(number), index}, {name(number), far_mac(number), index},
                               there.net()));
        require(far->change(index, name(number), {.up = true}));
        set_up(number, true);
    }
    bind_to_all(receiver_);
    watch_ = watch(receiver_.get(), POLLIN, [this](short) { take_in(); });
}

void ManyPorts::set_up(unsigned number, bool up)
{
    require(require(here_.netlink())->change(first_index + static_cast<int>(number), name(number), {.up = up}));
}

void ManyPorts::introduce_neighbors()
{
    const auto sender = require(there_.packet_sender());
    for (unsigned number = 0; number < count_; ++number) {
        const auto frame = frame_of_neighbor(number);
        const auto address = address_of(first_index + static_cast<int>(number));
        if (::sendto(sender, frame.data(), frame.size(), 0, reinterpret_cast<const sockaddr*>(&address),
                     sizeof address) < 0)
            fail("a frame cannot be sent on " + name(number));
    }
}

void ManyPorts::take_in()
{
    std::array<std::uint8_t, 2048> frame{};
    sockaddr_ll from{};
    socklen_t size = sizeof from;
    while (::recvfrom(receiver_.get(), frame.data(), frame.size(), 0, reinterpret_cast<sockaddr*>(&from), &size) >= 0)
        if (from.sll_pkttype != PACKET_OUTGOING)
            heard_.insert(from.sll_ifindex);
}

void ManyPorts::wait_frames(std::size_t ports)
{
    wait_until(
        "frames on " + std::to_string(ports) + " ports", [&] { return heard_.size() >= ports; },
        [&] { return "frames on " + std::to_string(heard_.size()); });
}

void ManyPorts::wait_frame(unsigned number)
{
    wait_until("a frame on " + name(number), [&] { return heard_.contains(first_index + static_cast<int>(number)); });
}

void ManyPorts::forget()
{
    take_in();
    heard_.clear();
}

} // namespace bench
