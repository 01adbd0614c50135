#include "harness/radio.hpp"

#include "harness/failure.hpp"
#include "harness/libnl.hpp"
#include "harness/process.hpp"

#include <algorithm>
#include <cerrno>
#include <linux/genetlink.h>
#include <netlink/netlink.h>
#include <netlink/socket.h>
#include <utility>
#include <vector>

namespace harness {

namespace {

// The driver's own words, which no header of the system has.
constexpr const char* driver = "mac80211_hwsim";
constexpr const char* family = "MAC80211_HWSIM";
constexpr std::uint8_t new_radio = 4;
constexpr std::uint8_t delete_radio = 5;
constexpr int radio_id = 10;

using Socket = std::unique_ptr<nl_sock, FreeWith<nl_socket_free>>;

struct Answer
{
    int error = 0;  ///< An errno; below 0 it is none, but a number that was asked for, negated.
    int family = 0; ///< The number of the driver's family of messages.
};

Request request(int type, std::uint8_t command)
{
    genlmsghdr header{};
    header.cmd = command;
    header.version = 1;
    return {type, 0, header};
}

/// What the driver answers to a command in the namespace; it is told `radio`, where there is one.
Expected<int> ask_driver(const Namespace& ns, std::uint8_t command, std::optional<int> radio, const std::string& doing)
{
    const auto inside = ns.try_enter();
    if (!inside)
        return tl::unexpected<Error>{inside.error()};
    Answer answer;
    const Socket socket{nl_socket_alloc()};
    if (const int result = nl_connect(socket.get(), NETLINK_GENERIC); result < 0)
        return failure(std::errc::io_error, "open a netlink socket", ns.name(), nl_geterror(result));
    const auto keep_error = [](sockaddr_nl* /*sender*/, nlmsgerr* told, void* kept) -> int {
        static_cast<Answer*>(kept)->error = -told->error;
        return NL_STOP;
    };
    const auto keep_family = [](nl_msg* message, void* kept) -> int {
        if (auto* number = nlmsg_find_attr(nlmsg_hdr(message), GENL_HDRLEN, CTRL_ATTR_FAMILY_ID); number != nullptr)
            static_cast<Answer*>(kept)->family = nla_get_u16(number);
        return NL_OK;
    };
    nl_socket_modify_err_cb(socket.get(), NL_CB_CUSTOM, keep_error, &answer);
    nl_socket_modify_cb(socket.get(), NL_CB_VALID, NL_CB_CUSTOM, keep_family, &answer);

    auto find = request(GENL_ID_CTRL, CTRL_CMD_GETFAMILY);
    find.put(CTRL_ATTR_FAMILY_NAME, std::string{family});
    const auto message = find.take();
    nl_send_auto(socket.get(), message.get());
    // The acknowledgement comes by itself, behind the answer.
    if (nl_recvmsgs_default(socket.get()) >= 0)
        nl_wait_for_ack(socket.get());
    if (answer.family == 0)
        return failure({EOPNOTSUPP, std::system_category()}, doing, ns.name(), std::string{driver} + " is not loaded");
    answer.error = 0;
    auto order = request(answer.family, command);
    if (radio)
        order.put_value(radio_id, static_cast<std::uint32_t>(*radio));
    nl_send_sync(socket.get(), order.take().release());
    if (answer.error > 0)
        return failure({answer.error, std::system_category()}, doing, ns.name());
    return -answer.error;
}

std::vector<std::string> wireless_names(const std::vector<LinkState>& links)
{
    std::vector<std::string> names;
    for (const auto& link : links)
        if (link.name.starts_with("wlan"))
            names.push_back(link.name);
    return names;
}

} // namespace

Expected<Radio> Radio::create(const Namespace& ns)
{
    const std::string doing = "create a radio";
    // It may be built into the kernel, so whether there is one is for the driver to say.
    if (const auto loading = Process::spawn({"modprobe", driver, "radios=0"}))
        static_cast<void>(loading->await_exit());
    auto netlink = ns.netlink();
    if (!netlink)
        return tl::unexpected<Error>{netlink.error()};
    const auto before = (*netlink)->links();
    if (!before)
        return tl::unexpected<Error>{before.error()};
    const auto number = ask_driver(ns, new_radio, {}, doing);
    if (!number)
        return tl::unexpected<Error>{number.error()};
    Radio made;
    made.ns_ = ns.watch();
    made.number_ = *number;
    const auto after = (*netlink)->links();
    if (!after)
        return tl::unexpected<Error>{after.error()};
    const auto known = wireless_names(*before);
    for (const auto& name : wireless_names(*after))
        if (std::find(known.begin(), known.end(), name) == known.end())
            made.interface_ = name;
    if (made.interface_.empty())
        return failure(std::errc::no_such_device, doing, ns.name(), "it has no interface");
    return made;
}

Radio::Radio(const Namespace& ns, Where where) : Radio{require_of_kernel(create(ns), where)} {}

Radio::Radio(Radio&& other) noexcept
    : ns_{std::move(other.ns_)}
    , number_{std::exchange(other.number_, std::nullopt)}
    , interface_{std::move(other.interface_)}
{}

Radio::~Radio()
{
    const auto* ns = Namespace::from(ns_);
    if (!number_ || ns == nullptr)
        return;
    const auto removed = ask_driver(*ns, delete_radio, number_, "remove radio " + std::to_string(*number_));
    check_quietly(removed.has_value(), removed ? std::string{} : removed.error().message());
}

} // namespace harness
