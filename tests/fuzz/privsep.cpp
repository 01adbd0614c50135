// Both ends of the channel between monitor and worker: requests that a worker forges, and answers that it cannot trust
// either, since they come over the same kind of channel.
#include "daemon/privsep.hpp"
#include "daemon/interface_alias.hpp"
#include "daemon/log.hpp"
#include "target.hpp"

#include <cerrno>
#include <fcntl.h>
#include <sys/socket.h>

using namespace lldp;
using namespace lldp::daemon;

namespace {

/// Holds what it is asked to do against what there is.
class Guard : public privsep::Operations
{
  public:
    Expected<Fd> resolve_hostname() override { return null(); }
    Expected<Fd> watch_hostname() override { return null(); }
    Expected<Fd> open_port(int interface) override
    {
        fuzz::expect(interface > 0, "a port that is asked for has an index");
        return failure(std::make_error_code(std::errc::no_such_device), "open");
    }

    Expected<> set_alias(int interface, const std::string& alias) override
    {
        fuzz::expect(interface > 0 && is_own_alias(alias), "only the daemon's own aliases are written");
        return {};
    }

  private:
    static Expected<Fd> null() { return Fd{::open("/dev/null", O_RDONLY | O_CLOEXEC)}; }
};

void send(const Fd& channel, ByteView message)
{
    fuzz::expect(::send(channel.get(), message.data(), message.size(), MSG_NOSIGNAL) >= 0, "the channel takes it");
}

void serve(ByteView message)
{
    const auto request = privsep::decode_request(message);
    if (request)
        fuzz::expect(privsep::encode(*request) == Bytes(message.begin(), message.end()),
                     "a request has one form only, and nothing behind it");
    auto channel = privsep::make_channel();
    fuzz::expect(channel.has_value(), "there is a channel");
    Guard guard;
    send(channel->first, message);
    fuzz::expect(privsep::serve_one(channel->second.get(), guard).has_value() || message.empty(),
                 "every request is answered");
}

void answer(ByteView message)
{
    auto channel = privsep::make_channel();
    fuzz::expect(channel.has_value(), "there is a channel");
    send(channel->first, message);
    privsep::Client client{std::move(channel->second)};
    fuzz::expect(!client.open_port(1), "an answer without a descriptor is none");
}

} // namespace

void fuzz::run(ByteView input)
{
    // The channel refuses longer ones.
    constexpr std::size_t enough = 8192;
    for (Records messages{input}; !messages.empty();) {
        const auto message = messages.next();
        if (message.size() > enough)
            continue;
        serve(message);
        answer(message);
    }
}
