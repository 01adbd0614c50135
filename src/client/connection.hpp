// The client's end of the control socket. Calls block until the daemon answers.
#pragma once

#include "base/error.hpp"
#include "base/fd.hpp"
#include "control/protocol.hpp"

#include <optional>
#include <string>

namespace lldp::client {

class Connection
{
  public:
    /// Fails with what the system says, on the path.
    static Expected<Connection> open(const std::string& path);

    /// Whether nothing came since the last answer. What comes unasked is the end of the daemon, or nothing to trust.
    [[nodiscard]] bool is_idle() const;

    /// Sends a request and waits for its answer.
    Expected<control::Reply> call(const control::Request& request);

    /// Waits for the next message. `output`: a descriptor that messages are shown on; the wait ends with EPIPE when its
    /// reader goes away, which would otherwise be noticed only with the next message. Fails with Errc::closed when the
    /// daemon has gone.
    Expected<control::Reply> receive(std::optional<int> output = std::nullopt);

  private:
    explicit Connection(Fd socket) : socket_{std::move(socket)} {}

    Expected<> send_all(const Bytes& octets);
    Expected<> wait_readable(int output);
    Expected<> read_some();

    Fd socket_;
    control::MessageBuffer buffer_{control::max_reply_size};
};

} // namespace lldp::client
