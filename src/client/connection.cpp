#include "client/connection.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>

namespace lldp::client {

namespace {

bool peer_is_gone(const Error& error)
{
    return error.code == std::errc::broken_pipe || error.code == std::errc::connection_reset;
}

} // namespace

Expected<Connection> Connection::open(const std::string& path)
{
    constexpr std::string_view doing = "connect to socket";
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.empty() || path.size() >= sizeof(address.sun_path))
        return failure(std::make_error_code(path.empty() ? std::errc::invalid_argument : std::errc::filename_too_long),
                       doing, path);
    std::memcpy(&address.sun_path[0], path.data(), path.size());
    Fd socket{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    if (!socket)
        return system_failure(doing, path);
    const auto* const generic = reinterpret_cast<const sockaddr*>(&address); // the sockets API's own idiom
    if (::connect(socket.get(), generic, sizeof(address)) != 0)
        return system_failure(doing, path);
    return Connection{std::move(socket)};
}

bool Connection::is_idle() const
{
    pollfd socket{socket_.get(), POLLIN, 0};
    return ::poll(&socket, 1, 0) == 0;
}

Expected<> Connection::send_all(const Bytes& octets)
{
    std::size_t sent = 0;
    while (sent < octets.size()) {
        const auto count = ::send(socket_.get(), octets.data() + sent, octets.size() - sent, MSG_NOSIGNAL);
        if (count >= 0)
            sent += static_cast<std::size_t>(count);
        else if (errno != EINTR)
            return system_failure("send a request to lldpd");
    }
    return {};
}

Expected<> Connection::wait_readable(int output)
{
    std::array<pollfd, 2> descriptors{pollfd{socket_.get(), POLLIN, 0}, pollfd{output, 0, 0}};
    while (::poll(descriptors.data(), descriptors.size(), -1) < 0)
        if (errno != EINTR)
            return system_failure("wait for lldpd");
    if (descriptors[0].revents == 0)
        return failure(std::make_error_code(std::errc::broken_pipe), "write to", "standard output");
    return {};
}

Expected<> Connection::read_some()
{
    std::array<std::uint8_t, 65536> octets; // NOLINT(cppcoreguidelines-pro-type-member-init): read() fills it
    for (;;) {
        const auto count = ::read(socket_.get(), octets.data(), octets.size());
        if (count > 0) {
            buffer_.append(ByteView{octets}.first(static_cast<std::size_t>(count)));
            return {};
        }
        if (count == 0 || errno == ECONNRESET)
            return failure(control::Errc::closed, "hear from lldpd");
        if (errno != EINTR)
            return system_failure("hear from lldpd");
    }
}

Expected<control::Reply> Connection::receive(std::optional<int> output)
{
    for (;;) {
        auto message = buffer_.next();
        if (!message)
            return tl::unexpected{std::move(message.error())};
        if (*message)
            return control::decode_reply(**message);
        if (output)
            if (auto ready = wait_readable(*output); !ready)
                return tl::unexpected{std::move(ready.error())};
        if (auto more = read_some(); !more)
            return tl::unexpected{std::move(more.error())};
    }
}

Expected<control::Reply> Connection::call(const control::Request& request)
{
    // A daemon that hangs up may have said why first, and that explains more than a broken pipe.
    if (auto sent = send_all(control::encode(request)); !sent && !peer_is_gone(sent.error()))
        return tl::unexpected{std::move(sent.error())};
    return receive();
}

} // namespace lldp::client
