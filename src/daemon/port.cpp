#include "daemon/port.hpp"

#include "daemon/fit.hpp"
#include "daemon/log.hpp"
#include "daemon/packet_socket.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <sys/socket.h>
#include <utility>

namespace lldp::daemon {

namespace {

constexpr std::size_t max_frame = 65536;
constexpr int frames_at_once = 64; // before other ports have their turn
/// Where frames come sooner one after the other, they are left to gather that long: to be woken for each costs more
/// than to take it. A socket holds some two hundred.
constexpr std::chrono::milliseconds rest{1};

} // namespace

Port::Port(Interface interface, Fd socket, const AgentSettings& settings, const Filter& incoming,
           RemoteIndex& remote_index, EventLoop& loop, OnChange on_change)
    : interface_{std::move(interface)}
    , socket_{std::move(socket)}
    , source_{interface_.mac}
    , on_change_{std::move(on_change)}
    , incoming_{incoming}
    , agent_{settings, remote_index, *this}
    , due_{loop.timer([this] { run_timer(); })}
    , readable_{loop.on_readable(socket_.get(), [this] { receive(); })}
    , rested_{loop.timer([this] { readable_.resume(); })}
{}

Lldpdu Port::fit(Lldpdu pdu, unsigned mtu)
{
    auto fitted = daemon::fit(std::move(pdu), mtu);
    if (fitted.left_out != left_out_ && !fitted.left_out.empty() && sends(agent_.settings().status))
        log::warn("send", "left out on {}, whose MTU is {}, as too big: {}", name(), mtu, fitted.left_out);
    left_out_ = std::move(fitted.left_out);
    return std::move(fitted.pdu);
}

void Port::set_destination(const MacAddress& destination, const std::optional<VlanTag>& tag, Clock::time_point first)
{
    if (destination == destination_ && tag == tag_)
        return;
    agent_.say_goodbye();
    destination_ = destination;
    tag_ = tag;
    agent_.restart(first);
}

void Port::set_promiscuous(bool on)
{
    if (on == promiscuous_)
        return;
    promiscuous_ = on;
    if (const auto done = daemon::set_promiscuous(socket_, interface_.index, on); !done)
        log::warn("interfaces", "unable to {} on {}", done.error().message(), name());
}

bool Port::is_bound() const
{
    return packet_socket_interface(socket_) == interface_.index;
}

void Port::update(const Interface& interface, Clock::time_point now)
{
    // A carrier that went and came again may be told of only once.
    if (interface_.operational() && interface.carrier_changes != interface_.carrier_changes)
        agent_.set_operational(false, now);
    interface_ = interface;
    agent_.set_operational(interface.operational(), now);
}

void Port::receive()
{
    const bool all = take_frames();
    run_timer();
    const auto now = Clock::now();
    if (all && now - last_received_ < rest) {
        readable_.cancel();
        rested_.schedule(rest);
    }
    last_received_ = now;
}

bool Port::take_frames()
{
    std::array<std::uint8_t, max_frame> buffer; // NOLINT(cppcoreguidelines-pro-type-member-init): recv fills it
    for (int count = 0; count < frames_at_once; ++count) {
        const auto size = ::recv(socket_.get(), buffer.data(), buffer.size(), 0);
        if (size < 0) {
            // Reading is also what clears a pending error, such as ENETDOWN after the link went down.
            if (errno != EAGAIN && errno != EINTR)
                log::debug("receive", "read from {}: {}", name(), std::strerror(errno));
            return true;
        }
        agent_.receive(ByteView{buffer.data(), static_cast<std::size_t>(size)}, Clock::now());
    }
    return false;
}

void Port::run_timer()
{
    agent_.tick(Clock::now());
    if (const auto deadline = agent_.deadline())
        due_.schedule(*deadline - Clock::now());
    else
        due_.cancel();
}

bool Port::send(ByteView lldpdu)
{
    if (lldpdu.size() > interface_.mtu) {
        log::warn("send", "LLDPDU of {} octets is too big for {}, whose MTU is {}", lldpdu.size(), name(),
                  interface_.mtu);
        return false;
    }
    const auto frame = make_ethernet(
        {.destination = destination_, .source = source_, .ethertype = ethertype_lldp, .tag = tag_}, lldpdu);
    if (::send(socket_.get(), frame.data(), frame.size(), 0) < 0) {
        log::warn("send", "unable to send LLDPDU on {}: {}", name(), std::strerror(errno));
        return false;
    }
    log::debug("send", "sent LLDPDU of {} octets on {}", lldpdu.size(), name());
    return true;
}

void Port::neighbor_changed(Change change, const Neighbor& neighbor)
{
    static constexpr std::array<std::string_view, 3> words{"added", "updated", "deleted"};
    if (log::enabled(log::Level::Info, "lldp")) // finding out whose it is takes time
        log::info("lldp", "neighbor {} {} on {}", to_string(msap_of(neighbor.pdu()).first),
                  words.at(static_cast<std::size_t>(change)), name());
    const auto before = std::exchange(shown_, daemon::shown(incoming_, agent_));
    const bool is_shown = (change == Change::Deleted ? before : shown_).includes(neighbor);
    on_change_(*this, change, neighbor, is_shown ? Audience::Everybody : Audience::WithHidden);
    // Whoever was hidden behind one that went.
    if (shown_.kept == Kept::First && shown_.first != before.first && shown_.first != &neighbor)
        on_change_(*this, Change::Added, *shown_.first, Audience::WithoutHidden);
}

void Port::discarded(const Error& error)
{
    log::warn("lldp", "frame received on {} discarded: {}", name(), error.message());
}

void Port::too_many_neighbors(const Neighbor& left_out, unsigned limit)
{
    log::warn("lldp", "too many neighbors on {}: {} is left out, for {} are there already", name(),
              to_string(msap_of(left_out.pdu()).first), limit);
    on_change_(*this, Change::LeftOut, left_out, Audience::Everybody);
}

void Port::unsendable(const Error& error)
{
    log::warn("send", "unable to send on {}: {}", name(), error.message());
}

} // namespace lldp::daemon
