// Serves the clients of the control socket.
#pragma once

#include "base/fd.hpp"
#include "control/protocol.hpp"
#include "daemon/event.hpp"
#include "daemon/smart_filter.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string_view>

namespace lldp::daemon {

class ControlServer
{
  public:
    /// Sends what there is of a long answer, so that it need not be in memory as a tree.
    using SendPart = std::function<void(control::Part)>;
    /// Gives the one answer to a request. A Subscribe that is answered with Done makes the client a subscriber.
    using Handler = std::function<control::Reply(const control::Request&, const SendPart&)>;

    ControlServer(Fd listening, EventLoop& loop, Handler handler);
    ~ControlServer();
    ControlServer(const ControlServer&) = delete;
    ControlServer& operator=(const ControlServer&) = delete;
    ControlServer(ControlServer&&) = delete;
    ControlServer& operator=(ControlServer&&) = delete;

    /// Tells every subscriber of that audience that wants to hear of `port`. `root` is made only when somebody does.
    void publish(std::string_view port, Audience audience, const std::function<Element()>& root);

  private:
    struct Client;

    void accept();
    /// For one more client, at the cost of the one that has asked nothing for the longest. False: all of them watch, or
    /// wait for an answer.
    bool make_room();
    void read(std::uint64_t id);
    /// Answers the requests that are there, one after the other has been taken. False: the client is to go.
    bool answer(Client& client);
    bool write(Client& client);
    static void append(Client& client, const Bytes& octets);
    void drop(std::uint64_t id);

    Fd listening_;
    EventLoop& loop_;
    Handler handler_;
    std::map<std::uint64_t, std::unique_ptr<Client>> clients_;
    std::uint64_t last_id_ = 0;
    std::uint64_t requests_ = 0; ///< so many were answered
    Event sweep_;
    Event retry_;
    Event acceptable_;
};

} // namespace lldp::daemon
