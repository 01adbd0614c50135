#include "daemon/wireless.hpp"

#include <linux/genetlink.h>
#include <linux/nl80211.h>
#include <netlink/attr.h>
#include <netlink/errno.h>
#include <utility>

namespace lldp::daemon {

namespace {

constexpr int max_dumps = 10; // until none was disturbed by a change

nlattr* find(const libnl::Message& message, int attribute)
{
    auto* header = nlmsg_hdr(message.get());
    return nlmsg_valid_hdr(header, GENL_HDRLEN) != 0 ? nlmsg_find_attr(header, GENL_HDRLEN, attribute) : nullptr;
}

/// All that a family of generic netlink answers to a command. Negative: libnl's error.
int dump(nl_sock* socket, int family, std::uint8_t command, libnl::Messages& messages)
{
    int error = -NLE_DUMP_INTR;
    for (int tries = 0; error == -NLE_DUMP_INTR && tries < max_dumps; ++tries) {
        messages.clear();
        const libnl::Message request{nlmsg_alloc_simple(family, NLM_F_DUMP)};
        genlmsghdr header{};
        header.cmd = command;
        header.version = 1;
        if (!request || nlmsg_append(request.get(), &header, sizeof header, NLMSG_ALIGNTO) < 0)
            return -NLE_NOMEM;
        error = nl_send_auto(socket, request.get());
        if (error >= 0)
            error = libnl::receive(socket, messages);
    }
    return error;
}

/// The number of nl80211 among the families that there are, or 0. To ask for it by its name would load it.
int number_of_nl80211(const libnl::Messages& families)
{
    for (const auto& family : families) {
        auto* name = find(family, CTRL_ATTR_FAMILY_NAME);
        auto* number = find(family, CTRL_ATTR_FAMILY_ID);
        if (name != nullptr && number != nullptr && nla_len(number) >= static_cast<int>(sizeof(std::uint16_t)) &&
            nla_strcmp(name, NL80211_GENL_NAME) == 0)
            return nla_get_u16(number);
    }
    return 0;
}

} // namespace

Expected<Wireless> Wireless::open()
{
    auto socket = libnl::connect(NETLINK_GENERIC);
    if (!socket)
        return tl::unexpected{socket.error()};
    Wireless made;
    made.socket_ = std::move(*socket);
    return made;
}

Expected<std::set<int>> Wireless::interfaces() const
{
    libnl::Messages messages;
    if (const auto error = dump(socket_.get(), GENL_ID_CTRL, CTRL_CMD_GETFAMILY, messages); error < 0)
        return libnl::netlink_failure(error, "list the families of generic netlink");
    std::set<int> found;
    const auto family = number_of_nl80211(messages);
    if (family == 0)
        return found;
    if (const auto error = dump(socket_.get(), family, NL80211_CMD_GET_INTERFACE, messages); error < 0)
        return libnl::netlink_failure(error, "list wireless interfaces");
    for (const auto& message : messages)
        if (auto* index = find(message, NL80211_ATTR_IFINDEX); index != nullptr && nla_len(index) >= 4)
            found.insert(static_cast<int>(nla_get_u32(index)));
    return found;
}

} // namespace lldp::daemon
