#include "daemon/control_server.hpp"

#include "daemon/log.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <sys/socket.h>
#include <utility>

namespace lldp::daemon {

namespace {

constexpr std::size_t max_clients = 256;
constexpr std::chrono::seconds until_retry{1}; ///< after there was no descriptor or no memory for a client
/// A subscriber that lets more than this pile up does not read; it is dropped rather than kept for ever.
constexpr std::size_t max_unread = 64UL * 1024 * 1024;

bool belongs_to(const control::Subscribe& subscription, Audience audience)
{
    return audience == Audience::Everybody || subscription.hidden == (audience == Audience::WithHidden);
}

} // namespace

struct ControlServer::Client
{
    std::uint64_t id;
    Fd socket;
    control::MessageBuffer input{control::max_request_size};
    Bytes output{};
    std::size_t written = 0;
    std::uint64_t last_request = 0; ///< its number among those of all clients
    std::optional<control::Subscribe> subscription{};
    bool dead = false; ///< to be dropped when nobody is at work on it
    Event readable{};
    Event writable{};
};

ControlServer::ControlServer(Fd listening, EventLoop& loop, Handler handler)
    : listening_{std::move(listening)}
    , loop_{loop}
    , handler_{std::move(handler)}
    , sweep_{loop.timer([this] { std::erase_if(clients_, [](const auto& entry) { return entry.second->dead; }); })}
    , retry_{loop.timer([this] { acceptable_.resume(); })}
    , acceptable_{loop.on_readable(listening_.get(), [this] { accept(); })}
{}

ControlServer::~ControlServer() = default;

void ControlServer::accept()
{
    Fd socket{::accept4(listening_.get(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC)};
    if (!socket) {
        if (errno == EAGAIN || errno == ECONNABORTED || errno == EINTR)
            return;
        // Nothing is left for one more client; it waits, and would call at once again.
        log::warn("control", "unable to accept a client: {}", std::strerror(errno));
        acceptable_.cancel();
        retry_.schedule(until_retry);
        return;
    }
    if (clients_.size() >= max_clients && !make_room()) {
        log::warn("control", "client refused: {} are connected already", clients_.size());
        const auto refusal = control::encode(control::Reply{control::Failure{"too many clients are connected"}});
        ::send(socket.get(), refusal.data(), refusal.size(), MSG_NOSIGNAL);
        return;
    }
    const auto id = ++last_id_;
    auto& client = *clients_
                        .emplace(id, std::make_unique<Client>(
                                         Client{.id = id, .socket = std::move(socket), .last_request = requests_}))
                        .first->second;
    client.readable = loop_.on_readable(client.socket.get(), [this, id] { read(id); });
}

bool ControlServer::make_room()
{
    std::optional<std::uint64_t> idle;
    for (const auto& [id, client] : clients_) {
        if (client->subscription || !client->output.empty())
            continue;
        if (!idle || client->last_request < clients_.at(*idle)->last_request)
            idle = id;
    }
    if (!idle)
        return false;
    log::info("control", "a client that asked nothing has made room for another one");
    drop(*idle);
    return true;
}

void ControlServer::read(std::uint64_t id)
{
    auto& client = *clients_.at(id);
    std::array<std::uint8_t, 4096> buffer{};
    const auto size = ::recv(client.socket.get(), buffer.data(), buffer.size(), 0);
    if (size < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (size <= 0) {
        drop(id);
        return;
    }
    client.input.append(ByteView{buffer.data(), static_cast<std::size_t>(size)});
    if (!answer(client))
        drop(id);
}

bool ControlServer::answer(Client& client)
{
    // A client that does not take its answers gets no further ones: what it asks stays in its socket.
    while (client.output.empty()) {
        const auto message = client.input.next();
        if (message && !*message)
            return true;
        const auto request = message ? control::decode_request(**message) : tl::unexpected{message.error()};
        if (!request) {
            log::warn("control", "request refused: {}", request.error().message());
            append(client, control::encode(control::Reply{control::Failure{request.error().message()}}));
            // What could not be cut into messages has no place to go on from.
            if (!write(client) || !message)
                return false;
            continue;
        }
        client.last_request = ++requests_;
        // The handler may publish, to this client too, and so find that it has gone.
        const auto reply = handler_(*request, [&client](control::Part part) {
            append(client, control::encode(control::Reply{std::move(part)}));
        });
        if (client.dead)
            return false;
        const auto* subscribe = std::get_if<control::Subscribe>(&*request);
        if (subscribe != nullptr && std::holds_alternative<control::Done>(reply))
            client.subscription = *subscribe;
        append(client, control::encode(reply));
        if (!write(client))
            return false;
    }
    return true;
}

bool ControlServer::write(Client& client)
{
    while (client.written < client.output.size()) {
        const auto size = ::send(client.socket.get(), client.output.data() + client.written,
                                 client.output.size() - client.written, MSG_NOSIGNAL);
        if (size < 0 && errno == EINTR)
            continue;
        if (size < 0 && errno == EAGAIN) {
            client.readable.cancel();
            client.writable = loop_.on_writable(client.socket.get(), [this, id = client.id] {
                auto& waiting = *clients_.at(id);
                if (!write(waiting) || !answer(waiting))
                    drop(id);
            });
            return true;
        }
        if (size < 0)
            return false;
        client.written += static_cast<std::size_t>(size);
    }
    client.output.clear();
    client.written = 0;
    client.writable = {};
    client.readable.resume();
    return true;
}

void ControlServer::append(Client& client, const Bytes& octets)
{
    // What has been written goes when it is the greater part: one that reads slowly for ever is never done with all.
    auto& output = client.output;
    if (client.written > output.size() / 2) {
        output.erase(output.begin(), output.begin() + static_cast<std::ptrdiff_t>(client.written));
        client.written = 0;
    }
    output.insert(output.end(), octets.begin(), octets.end());
}

void ControlServer::drop(std::uint64_t id)
{
    clients_.erase(id);
}

void ControlServer::publish(std::string_view port, Audience audience, const std::function<Element()>& root)
{
    std::optional<Element> made;
    for (auto& [id, entry] : clients_) {
        auto& client = *entry;
        if (!client.subscription || client.dead || !belongs_to(*client.subscription, audience))
            continue;
        const auto& ports = client.subscription->ports;
        if (!ports.empty() && std::ranges::find(ports, port) == ports.end())
            continue;
        if (!made)
            made = root();
        auto event = *made;
        event.prune(client.subscription->detail);
        const auto octets = control::encode(control::Reply{control::Event{std::move(event)}});
        append(client, octets);
        if (client.output.size() - client.written > max_unread || !write(client)) {
            log::info("control", "a client that watches has gone, or does not read; dropped");
            client.dead = true;
            sweep_.schedule({});
        }
    }
}

} // namespace lldp::daemon
