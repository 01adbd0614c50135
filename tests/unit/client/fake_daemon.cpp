#include "client/fake_daemon.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <fstream>
#include <stdexcept>
#include <sys/socket.h>
#include <sys/un.h>

using namespace lldp;

FakeDaemon::FakeDaemon(Script script, After after)
    : script_{std::move(script)}, after_{after}, listener_{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)}
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(&address.sun_path[0], socket().c_str(), sizeof(address.sun_path) - 1);
    if (::bind(listener_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0 ||
        ::listen(listener_.get(), 8) != 0)
        throw std::runtime_error{"cannot listen on " + socket()};
    thread_ = std::thread{[this] { serve(); }};
}

FakeDaemon::~FakeDaemon()
{
    static_cast<void>(requests());
}

std::vector<control::Request> FakeDaemon::requests()
{
    if (thread_.joinable()) {
        {
            const std::lock_guard lock{mutex_};
            ending_ = true;
            ::shutdown(listener_.get(), SHUT_RDWR); // wakes accept()
            if (connection_ >= 0)
                ::shutdown(connection_, SHUT_RDWR); // wakes read()
        }
        thread_.join();
    }
    return requests_;
}

void FakeDaemon::serve()
{
    while (answered_ < script_.size()) {
        const Fd connection{::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC)};
        if (!connection || !announce(connection.get()))
            return;
        while (answered_ < script_.size() && converse(connection.get())) {
        }
        announce(-1);
    }
}

bool FakeDaemon::announce(int connection)
{
    const std::lock_guard lock{mutex_};
    connection_ = connection;
    return !ending_;
}

/// One request and its answer; false when the conversation is over.
bool FakeDaemon::converse(int connection)
{
    control::MessageBuffer buffer{control::max_request_size};
    std::array<std::uint8_t, 4096> octets{};
    for (;;) {
        const auto count = ::read(connection, octets.data(), octets.size());
        if (count <= 0)
            return false;
        buffer.append(ByteView{octets}.first(static_cast<std::size_t>(count)));
        const auto message = buffer.next();
        if (message && *message) {
            requests_.push_back(control::decode_request(**message).value());
            const auto& answer = script_.at(answered_++);
            // In small pieces: a client must not take one read for one message.
            for (std::size_t sent = 0; sent < answer.size();) {
                const auto piece = ::send(connection, answer.data() + sent,
                                          std::min<std::size_t>(7, answer.size() - sent), MSG_NOSIGNAL);
                if (piece <= 0)
                    return false;
                sent += static_cast<std::size_t>(piece);
            }
            return after_ == After::Listen;
        }
    }
}
