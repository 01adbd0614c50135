// What the unprivileged worker may ask of the privileged monitor, and how they say it: a closed set of requests over a
// socket pair that keeps message boundaries. The monitor trusts nothing that it reads there.
#pragma once

#include "base/bytes.hpp"
#include "base/error.hpp"
#include "base/fd.hpp"

#include <string>
#include <sys/types.h>
#include <variant>

namespace lldp::daemon::privsep {

/// What the resolver makes of the host's name. Answered with the descriptor of a pipe, into which the canonical name is
/// written in one piece, whenever it is known; end of file when there is none, or when it was asked for anew.
struct ResolveHostname
{
    bool operator==(const ResolveHostname&) const = default;
};

/// Answered with a descriptor on which there is an event when a host's name changes (edge-triggered).
struct WatchHostname
{
    bool operator==(const WatchHostname&) const = default;
};

/// A packet socket on an interface that passes LLDP frames only, and firmware that would keep these is told not to.
/// Answered with a descriptor.
struct OpenPort
{
    int interface = 0; ///< index

    bool operator==(const OpenPort&) const = default;
};

/// Writes into an interface's alias. Answered without a descriptor.
struct SetAlias
{
    int interface = 0; ///< index
    std::string alias; ///< one that is_own_alias()

    bool operator==(const SetAlias&) const = default;
};

using Request = std::variant<ResolveHostname, WatchHostname, OpenPort, SetAlias>;

Bytes encode(const Request& request);
/// Fails on anything that is not exactly a known request.
Expected<Request> decode_request(ByteView message);

/// What takes privileges.
class Operations
{
  public:
    Operations() = default;
    virtual ~Operations() = default;
    Operations(const Operations&) = delete;
    Operations& operator=(const Operations&) = delete;
    Operations(Operations&&) = delete;
    Operations& operator=(Operations&&) = delete;

    /// Ends a question that was asked before.
    virtual Expected<Fd> resolve_hostname() = 0;
    virtual Expected<Fd> watch_hostname() = 0;
    virtual Expected<Fd> open_port(int interface) = 0;
    virtual Expected<> set_alias(int interface, const std::string& alias) = 0;
    /// To be told of each child that has ended, in the process that does the above.
    virtual void reap(pid_t /*child*/) {}
};

/// Does it, for who has the privileges: the monitor, and a daemon that is built without privilege separation.
class Privileged : public Operations
{
  public:
    Expected<Fd> resolve_hostname() override;
    Expected<Fd> watch_hostname() override;
    Expected<Fd> open_port(int interface) override;
    Expected<> set_alias(int interface, const std::string& alias) override;
    void reap(pid_t child) override;

  private:
    void end_resolver();

    pid_t resolver_ = 0; ///< the child that asks; 0: there is none
};

/// Worker's end: asks, and waits for the answer.
class Client : public Operations
{
  public:
    explicit Client(Fd channel) : channel_{std::move(channel)} {}

    Expected<Fd> resolve_hostname() override;
    Expected<Fd> watch_hostname() override;
    Expected<Fd> open_port(int interface) override;
    Expected<> set_alias(int interface, const std::string& alias) override;
    /// Readable when the monitor is gone: it never speaks unasked.
    [[nodiscard]] int descriptor() const { return channel_.get(); }

  private:
    /// The answer's descriptor, if it has one.
    Expected<Fd> ask(const Request& request, std::string_view doing);
    Expected<Fd> ask_for_descriptor(const Request& request, std::string_view doing);

    Fd channel_;
};

/// Monitor's end: reads one message and answers it, also with what went wrong. Never waits. Fails when the worker is
/// gone, or does not keep to the rules: sends what is no message, or leaves the answers unread.
Expected<> serve_one(int channel, Operations& operations);

/// The two ends of a channel.
Expected<std::pair<Fd, Fd>> make_channel();

} // namespace lldp::daemon::privsep
