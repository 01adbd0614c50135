// Messages of rtnetlink, and what the daemon then says of its network: no name, address or flag that a link may have
// keeps it from saying something that can be sent.
#include "daemon/local.hpp"
#include "daemon/network_mirror.hpp"
#include "target.hpp"

#include <algorithm>
#include <array>
#include <linux/rtnetlink.h>
#include <memory>
#include <netlink/msg.h>

using namespace lldp;
using namespace lldp::daemon;

namespace {

struct FreeMessage
{
    void operator()(nl_msg* message) const { nlmsg_free(message); }
};

constexpr std::array<std::uint16_t, 5> types{RTM_NEWLINK, RTM_DELLINK, RTM_NEWADDR, RTM_DELADDR, RTM_NEWNETCONF};

/// The first octet is the type, where it is one of those that the daemon listens to; the rest stands behind the header.
void take(ByteView record, NetworkMirror& mirror)
{
    Reader reader{record};
    const std::uint8_t type = reader.u8();
    const auto body = reader.rest();
    const std::unique_ptr<nl_msg, FreeMessage> message{nlmsg_alloc_size(NLMSG_SPACE(body.size()))};
    auto* header = nlmsg_put(message.get(), 0, 0, type < types.size() ? types.at(type) : type, 0, 0);
    if (!body.empty())
        fuzz::expect(nlmsg_append(message.get(), const_cast<std::uint8_t*>(body.data()), body.size(), 0) == 0,
                     "a message has room for its body");
    nlmsg_set_proto(message.get(), NETLINK_ROUTE);
    fuzz::expect(header != nullptr, "a message has a header");
    mirror.take(message.get());
}

} // namespace

void fuzz::run(ByteView input)
{
    NetworkMirror mirror;
    for (Records records{input}; !records.empty();)
        take(records.next(), mirror);

    const auto& network = mirror.network();
    const Configuration configuration;
    const OperatingSystem system;
    const auto chassis =
        local_chassis(ChassisIdentity{}.choose(network, configuration, system), network, configuration, system);
    for (const auto* port : select_ports(network, configuration))
        expect(encode_lldpdu(local_lldpdu(chassis, *port, {}, time_to_live(configuration))).has_value(),
               "every port has something to say");
    for (const auto& address : network.addresses)
        expect(!address.text().empty(), "every address can be written");

    mirror.reset();
    expect(mirror.network() == Network{}, "what is forgotten is gone");
}
