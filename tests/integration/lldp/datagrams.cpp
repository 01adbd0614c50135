#include "lldp/datagrams.hpp"

#include "harness/error.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <iterator>
#include <optional>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>

namespace lldptest {

Datagrams::Datagrams(const harness::Namespace& ns, const std::string& path, harness::Where where) : path_{path}
{
    const auto inside = ns.enter(where);
    socket_ = harness::Fd{::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= std::size(address.sun_path))
        harness::fail("the path of a Unix-domain socket is too long: " + path, where);
    std::copy(path.begin(), path.end(), std::begin(address.sun_path));
    if (!socket_ || ::bind(socket_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        harness::give_up({{errno, std::system_category()}, "listen for datagrams", path, ns.name()}, where);
    watch_ = harness::watch(socket_.get(), POLLIN, [this](short) { read(); });
}

std::string Datagrams::wait(const std::string& part, harness::Where where)
{
    return harness::wait_for(
        "a message to " + path_ + " with \"" + part + "\"",
        [&]() -> std::optional<std::string> {
            for (const auto& message : messages_)
                if (message.find(part) != std::string::npos)
                    return message;
            return std::nullopt;
        },
        [&] {
            return std::to_string(messages_.size()) + " messages in all" +
                   (messages_.empty() ? "" : ", the last \"" + messages_.back() + "\"");
        },
        where);
}

std::size_t Datagrams::count(const std::string& part)
{
    read();
    return static_cast<std::size_t>(std::count_if(messages_.begin(), messages_.end(), [&](const std::string& message) {
        return message.find(part) != std::string::npos;
    }));
}

void Datagrams::read()
{
    std::array<char, 8192> message{};
    for (ssize_t size = 0; (size = ::recv(socket_.get(), message.data(), message.size(), 0)) >= 0;)
        messages_.emplace_back(message.data(), static_cast<std::size_t>(size));
}

} // namespace lldptest
