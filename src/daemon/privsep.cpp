#include "daemon/privsep.hpp"

#include "daemon/interface_alias.hpp"
#include "daemon/log.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <sys/socket.h>
#include <utility>

namespace lldp::daemon::privsep {

namespace {

enum class Kind : std::uint8_t { ResolveHostname = 1, OpenPort = 2, WatchHostname = 3, SetAlias = 4 };

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
    header.msg_controllen = CMSG_LEN(sizeof(int)); // CMSG_SPACE would be room for a second one, that nobody owns

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

Expected<> transmit(int channel, ByteView message, int descriptor, int flags)
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
        size = ::sendmsg(channel, &header, MSG_NOSIGNAL | flags);
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
    } else if (const auto* set = std::get_if<SetAlias>(&request)) {
        writer.u8(static_cast<std::uint8_t>(Kind::SetAlias));
        writer.u32(static_cast<std::uint32_t>(set->interface));
        writer.bytes(as_bytes(set->alias));
    } else {
        const bool resolve = std::holds_alternative<ResolveHostname>(request);
        writer.u8(static_cast<std::uint8_t>(resolve ? Kind::ResolveHostname : Kind::WatchHostname));
    }
    return writer.take();
}

namespace {

bool is_permitted(const Request& request)
{
    if (const auto* open = std::get_if<OpenPort>(&request))
        return open->interface > 0;
    if (const auto* set = std::get_if<SetAlias>(&request))
        return set->interface > 0 && is_own_alias(set->alias);
    return true;
}

} // namespace

Expected<Request> decode_request(ByteView message)
{
    Reader reader{message};
    Request request;
    switch (static_cast<Kind>(reader.u8())) {
    case Kind::ResolveHostname:
        request = ResolveHostname{};
        break;
    case Kind::WatchHostname:
        request = WatchHostname{};
        break;
    case Kind::OpenPort:
        request = OpenPort{static_cast<int>(reader.u32())};
        break;
    case Kind::SetAlias: {
        const auto interface = static_cast<int>(reader.u32());
        request = SetAlias{interface, to_string(reader.rest())};
        break;
    }
    default:
        return failure(std::make_error_code(std::errc::operation_not_permitted), "serve the worker's request");
    }
    if (!reader.ok() || !reader.empty() || !is_permitted(request))
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

Expected<Fd> serve(const Request& request, Operations& operations)
{
    if (const auto* open = std::get_if<OpenPort>(&request))
        return operations.open_port(open->interface);
    if (const auto* set = std::get_if<SetAlias>(&request))
        return operations.set_alias(set->interface, set->alias).map([] { return Fd{}; });
    if (std::holds_alternative<ResolveHostname>(request))
        return operations.resolve_hostname();
    return operations.watch_hostname();
}

/// As the worker is told: an error number of the system's.
std::uint32_t number_of(const Error& error)
{
    const auto condition = error.code.default_error_condition();
    return static_cast<std::uint32_t>(condition.category() == std::generic_category() ? condition.value() : EIO);
}

} // namespace

Expected<> serve_one(int channel, Operations& operations)
{
    const auto received = receive(channel);
    if (!received)
        return tl::unexpected{received.error()};
    if (received->first.empty())
        return failure(std::make_error_code(std::errc::connection_reset), "hear from the worker");
    const auto request = decode_request(received->first);
    if (!request)
        log::warn("privsep", "{}", request.error().message());
    const auto answer = request ? serve(*request, operations) : tl::unexpected{request.error()};

    Writer reply;
    reply.u32(answer ? 0 : number_of(answer.error()));
    // A worker that waits for each answer always has room for one.
    return transmit(channel, reply.data(), answer ? answer->get() : -1, MSG_DONTWAIT);
}

Expected<Fd> Client::ask(const Request& request, std::string_view doing)
{
    if (auto sent = transmit(channel_.get(), encode(request), -1, 0); !sent)
        return tl::unexpected{sent.error()};
    auto received = receive(channel_.get());
    if (!received)
        return tl::unexpected{received.error()};
    if (received->first.empty())
        return failure(std::make_error_code(std::errc::connection_reset), doing, "through the monitor");
    Reader answer{received->first};
    if (const auto error = static_cast<int>(answer.u32()); error != 0)
        return failure(std::error_code{error, std::generic_category()}, doing, "through the monitor");
    return std::move(received->second);
}

Expected<Fd> Client::ask_for_descriptor(const Request& request, std::string_view doing)
{
    auto answer = ask(request, doing);
    if (answer && !*answer)
        return failure(std::make_error_code(std::errc::bad_file_descriptor), doing, "through the monitor");
    return answer;
}

Expected<Fd> Client::resolve_hostname()
{
    return ask_for_descriptor(ResolveHostname{}, "resolve the host's name");
}

Expected<Fd> Client::watch_hostname()
{
    return ask_for_descriptor(WatchHostname{}, "follow the host's name");
}

Expected<Fd> Client::open_port(int interface)
{
    return ask_for_descriptor(OpenPort{interface}, "open a packet socket");
}

Expected<> Client::set_alias(int interface, const std::string& alias)
{
    return ask(SetAlias{interface, alias}, "set the alias of an interface").map([](const Fd& /*none*/) {});
}

} // namespace lldp::daemon::privsep
