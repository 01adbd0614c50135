#include "daemon/privsep.hpp"

#include "daemon/log.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <sys/socket.h>
#include <utility>

namespace lldp::daemon::privsep {

namespace {

// Numbers of the requests, in the order of the variant; never reused.
enum class Kind : std::uint8_t { GetHostname = 1, OpenPort = 2 };

constexpr std::size_t max_message = 4096;

/// Receives one message, and a descriptor when one came along. Empty when the other end is gone.
Expected<std::pair<Bytes, Fd>> receive(int channel)
{
    Bytes buffer(max_message);
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
    iovec data{buffer.data(), buffer.size()};
    msghdr header{};
    header.msg_iov = &data;
    header.msg_iovlen = 1;
    header.msg_control = control.data();
    header.msg_controllen = control.size();

    ssize_t size = 0;
    do
        size = ::recvmsg(channel, &header, MSG_CMSG_CLOEXEC);
    while (size < 0 && errno == EINTR);
    if (size < 0)
        return system_failure("read from the privilege separation channel");

    std::pair<Bytes, Fd> received;
    const auto* first = CMSG_FIRSTHDR(&header);
    if (first != nullptr && first->cmsg_level == SOL_SOCKET && first->cmsg_type == SCM_RIGHTS) {
        int fd = -1;
        std::memcpy(&fd, CMSG_DATA(first), sizeof fd);
        received.second = Fd{fd};
    }
    if ((header.msg_flags & (MSG_TRUNC | MSG_CTRUNC)) != 0)
        return failure(std::make_error_code(std::errc::message_size), "read from the privilege separation channel");
    buffer.resize(static_cast<std::size_t>(size));
    received.first = std::move(buffer);
    return received;
}

Expected<> transmit(int channel, ByteView message, int descriptor)
{
    Bytes copy{message.begin(), message.end()};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
    iovec data{copy.data(), copy.size()};
    msghdr header{};
    header.msg_iov = &data;
    header.msg_iovlen = 1;
    if (descriptor >= 0) {
        header.msg_control = control.data();
        header.msg_controllen = control.size();
        auto* rights = CMSG_FIRSTHDR(&header);
        rights->cmsg_level = SOL_SOCKET;
        rights->cmsg_type = SCM_RIGHTS;
        rights->cmsg_len = CMSG_LEN(sizeof descriptor);
        std::memcpy(CMSG_DATA(rights), &descriptor, sizeof descriptor);
    }
    ssize_t size = 0;
    do
        size = ::sendmsg(channel, &header, MSG_NOSIGNAL);
    while (size < 0 && errno == EINTR);
    if (size < 0)
        return system_failure("write to the privilege separation channel");
    return {};
}

} // namespace

Bytes encode(const Request& request)
{
    Writer writer;
    if (const auto* open = std::get_if<OpenPort>(&request)) {
        writer.u8(static_cast<std::uint8_t>(Kind::OpenPort));
        writer.u32(static_cast<std::uint32_t>(open->interface));
    } else {
        writer.u8(static_cast<std::uint8_t>(Kind::GetHostname));
    }
    return writer.take();
}

Expected<Request> decode_request(ByteView message)
{
    Reader reader{message};
    Request request;
    switch (static_cast<Kind>(reader.u8())) {
    case Kind::GetHostname:
        request = GetHostname{};
        break;
    case Kind::OpenPort:
        request = OpenPort{static_cast<int>(reader.u32())};
        break;
    default:
        return failure(std::make_error_code(std::errc::operation_not_permitted), "serve the worker's request");
    }
    const auto* open = std::get_if<OpenPort>(&request);
    if (!reader.ok() || !reader.empty() || (open != nullptr && open->interface <= 0))
        return failure(std::make_error_code(std::errc::invalid_argument), "serve the worker's request");
    return request;
}

Expected<std::pair<Fd, Fd>> make_channel()
{
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) < 0)
        return system_failure("create the privilege separation channel");
    return std::pair{Fd{ends[0]}, Fd{ends[1]}};
}

namespace {

Answer refusal(const Error& error)
{
    return {.error = error.code.category() == std::generic_category() ? error.code.value() : EIO};
}

Answer serve(const Request& request, Operations& operations)
{
    if (const auto* open = std::get_if<OpenPort>(&request)) {
        auto socket = operations.open_port(open->interface);
        return socket ? Answer{.descriptor = std::move(*socket)} : refusal(socket.error());
    }
    auto name = operations.hostname();
    return name ? Answer{.text = std::move(*name)} : refusal(name.error());
}

} // namespace

bool serve_one(int channel, Operations& operations)
{
    const auto received = receive(channel);
    if (!received || received->first.empty())
        return false;
    const auto request = decode_request(received->first);
    if (!request)
        log::warn("privsep", "{}", request.error().message());
    const auto answer = request ? serve(*request, operations) : refusal(request.error());

    Writer reply;
    reply.u32(static_cast<std::uint32_t>(answer.error));
    reply.text(answer.text);
    return transmit(channel, reply.data(), answer.descriptor.get()).has_value();
}

Expected<Answer> Client::ask(const Request& request, std::string_view doing)
{
    if (auto sent = transmit(channel_.get(), encode(request), -1); !sent)
        return tl::unexpected{sent.error()};
    auto received = receive(channel_.get());
    if (!received)
        return tl::unexpected{received.error()};
    if (received->first.empty())
        return failure(std::make_error_code(std::errc::connection_reset), doing, "through the monitor");
    Reader reader{received->first};
    Answer answer{.error = static_cast<int>(reader.u32()),
                  .text = to_string(reader.rest()),
                  .descriptor = std::move(received->second)};
    if (answer.error != 0)
        return failure(std::error_code{answer.error, std::generic_category()}, doing, "through the monitor");
    return answer;
}

Expected<std::string> Client::hostname()
{
    return ask(GetHostname{}, "get the host's name").map([](Answer&& answer) { return std::move(answer.text); });
}

Expected<Fd> Client::open_port(int interface)
{
    auto answer = ask(OpenPort{interface}, "open a packet socket");
    if (!answer)
        return tl::unexpected{answer.error()};
    if (!answer->descriptor)
        return failure(std::make_error_code(std::errc::bad_file_descriptor), "open a packet socket",
                       "through the monitor");
    return std::move(answer->descriptor);
}

} // namespace lldp::daemon::privsep
