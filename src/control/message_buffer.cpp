#include "control/protocol.hpp"

namespace lldp::control {

namespace {

constexpr std::size_t header_size = 8;

} // namespace

void MessageBuffer::append(ByteView octets)
{
    // What has been handed out is dropped only when it is the greater part, so that an octet is moved once on average.
    if (consumed_ > pending_.size() / 2) {
        pending_.erase(pending_.begin(), pending_.begin() + static_cast<std::ptrdiff_t>(consumed_));
        consumed_ = 0;
    }
    pending_.insert(pending_.end(), octets.begin(), octets.end());
}

Expected<std::optional<Message>> MessageBuffer::next()
{
    Reader in{ByteView{pending_}.subspan(consumed_)};
    if (in.remaining() < header_size)
        return std::nullopt;
    const auto version = in.u16();
    if (version != protocol_version)
        return failure(Errc::bad_version, "read a message of control protocol version " + std::to_string(version),
                       "with a program of version " + std::to_string(protocol_version));
    const auto type = in.u16();
    const auto size = in.u32();
    if (size > max_size_)
        return failure(Errc::too_long, "read a message of " + std::to_string(size) + " octets",
                       "where " + std::to_string(max_size_) + " are allowed");
    if (in.remaining() < size)
        return std::nullopt;
    const auto body = in.take(size);
    consumed_ += header_size + size;
    return Message{type, Bytes{body.begin(), body.end()}};
}

} // namespace lldp::control
