// Packet sockets: what Capture and the recorder share. Not for tests.
#pragma once

#include "harness/error.hpp"
#include "harness/fd.hpp"
#include "harness/frame.hpp"
#include "harness/links.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>

namespace harness {

/// One that receives nothing yet.
[[nodiscard]] Expected<Fd> open_packet_socket(const Namespace& ns);

/// Sends these bytes out of the link, as they are.
[[nodiscard]] Expected<> send_through_link(const Link& link, std::span<const std::uint8_t> frame);

/// Receives all that a link sends and receives, as long as the link is in its namespace.
class PacketListener
{
  public:
    [[nodiscard]] static Expected<PacketListener> open(const Link& link);

    /// Readable when there is a frame.
    [[nodiscard]] int fd() const { return socket_.get(); }
    /// False: the link was removed, or is in another namespace.
    [[nodiscard]] bool listens() const;
    /// The next frame; nothing when there is none now.
    [[nodiscard]] std::optional<Frame> receive() const;
    /// How many frames were lost since the last call, because nobody took them in time.
    [[nodiscard]] std::size_t lost() const;

  private:
    explicit PacketListener(Fd socket) : socket_{std::move(socket)} {}
    Fd socket_;
};

} // namespace harness
