#include "harness/links.hpp"

#include "harness/recorder.hpp"
#include "harness/report.hpp"

#include <array>
#include <cstdio>

namespace harness {

namespace {

std::string numbered_mac(unsigned first, unsigned number)
{
    std::array<char, 18> text{};
    static_cast<void>(std::snprintf(text.data(), text.size(), "%02x:00:00:00:%02x:%02x", first & 0xffU,
                                    (number >> 8) & 0xffU, number & 0xffU));
    return text.data();
}

/// The first byte of addresses that nobody was assigned.
constexpr unsigned local_address = 0x02;

} // namespace

Links& Links::operator=(Links&& other) noexcept
{
    if (this != &other) {
        clear();
        links_ = std::move(other.links_);
        other.links_.clear();
        made_ = std::exchange(other.made_, 0);
        others_made_ = std::exchange(other.others_made_, 0);
    }
    return *this;
}

Links::~Links()
{
    report::remember_all();
    clear();
}

void Links::clear() noexcept
{
    while (!links_.empty())
        links_.pop_back();
}

Link& Links::adopt(const Namespace& ns, Netlink& netlink, const std::string& name, Where where)
{
    Link& link = links_.emplace_back(ns, require(netlink.link(name), where));
    require(recorder::record(link), where);
    return link;
}

std::pair<Link&, Link&> Links::veth(const Namespace& a, const Namespace& b, Where where)
{
    const VethEnd first{"eth" + std::to_string(made_), numbered_mac(0, made_ + 1)};
    const VethEnd second{"eth" + std::to_string(made_ + 1), numbered_mac(0, made_ + 2)};
    auto* const netlink_a = require(a.netlink(), where);
    auto* const netlink_b = require(b.netlink(), where);
    require_of_kernel(netlink_a->add_veth(first, second, b.net()), where);
    made_ += 2;
    Link& end_a = adopt(a, *netlink_a, first.name, where);
    Link& end_b = adopt(b, *netlink_b, second.name, where);
    end_a.up(where);
    end_b.up(where);
    end_a.wait_running(where);
    end_b.wait_running(where);
    return {end_a, end_b};
}

std::string Links::own_mac()
{
    return numbered_mac(local_address, ++others_made_);
}

} // namespace harness
