// Loss and delay of what leaves an interface: the kernel's network emulator, as the interface's queue.
#include "harness/libnl.hpp"
#include "harness/netlink.hpp"

#include <cerrno>
#include <cmath>
#include <limits>
#include <linux/rtnetlink.h>
#include <netlink/route/qdisc.h>
#include <netlink/route/qdisc/netem.h>
#include <netlink/route/tc.h>

namespace harness {

namespace {

using Qdisc = std::unique_ptr<rtnl_qdisc, FreeWith<rtnl_qdisc_put>>;

/// The kernel counts in 64 ns, with 32 bits.
constexpr std::chrono::seconds longest_delay{274};

/// How many frames may wait for their time.
constexpr int most_waiting = 1000;

/// libnl's own TC_CAST is no C++.
rtnl_tc* tc_of(const Qdisc& qdisc)
{
    return reinterpret_cast<rtnl_tc*>(qdisc.get());
}

Qdisc root_of(int index)
{
    Qdisc qdisc{rtnl_qdisc_alloc()};
    rtnl_tc_set_ifindex(tc_of(qdisc), index);
    rtnl_tc_set_parent(tc_of(qdisc), TC_H_ROOT);
    return qdisc;
}

/// The kernel says ENOENT of a kind of queue that it does not have; and of one that is not there, which is no failure
/// of a removal.
constexpr int not_there = ENOENT;

bool is(const Expected<>& done, int error)
{
    return !done && done.error().code == std::error_code{error, std::system_category()};
}

} // namespace

Expected<> Netlink::impair(int index, const std::string& name, const Impairment& impairment)
{
    const std::string doing = impairment.describe() + " of " + name;
    if (!(impairment.loss_percent >= 0 && impairment.loss_percent <= 100) ||
        impairment.delay < std::chrono::microseconds::zero() || impairment.delay > longest_delay)
        return failure(std::errc::invalid_argument, doing, on_,
                       "a loss is 0 to 100 %, a delay 0 to " + std::to_string(longest_delay.count()) + " s");
    const Qdisc qdisc = root_of(index);
    if (impairment.loss_percent == 0 && impairment.delay == impairment.delay.zero()) {
        const auto removed = verdict(rtnl_qdisc_delete(socket_.get(), qdisc.get()), doing);
        // Of a link that nobody impaired: ENOENT, or EINVAL in words of its own.
        return is(removed, not_there) || is(removed, EINVAL) ? Expected<>{} : removed;
    }
    rtnl_tc_set_kind(tc_of(qdisc), "netem");
    rtnl_netem_set_limit(qdisc.get(), most_waiting);
    rtnl_netem_set_delay(qdisc.get(), static_cast<int>(impairment.delay.count()));
    const auto loss = std::lround(impairment.loss_percent / 100 * std::numeric_limits<std::uint32_t>::max());
    rtnl_netem_set_loss(qdisc.get(), static_cast<int>(static_cast<std::uint32_t>(loss)));
    auto added = verdict(rtnl_qdisc_add(socket_.get(), qdisc.get(), NLM_F_CREATE | NLM_F_REPLACE), doing);
    if (is(added, not_there))
        added.error().code = {EOPNOTSUPP, std::system_category()};
    return added;
}

} // namespace harness
