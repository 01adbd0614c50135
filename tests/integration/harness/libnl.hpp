// libnl's objects with owners and in the harness's own words, and requests that it has no function for. Not for tests.
#pragma once

#include "harness/error.hpp"
#include "harness/netlink.hpp"

#include <cstdint>
#include <memory>
#include <netlink/addr.h>
#include <netlink/attr.h>
#include <netlink/cache.h>
#include <netlink/msg.h>
#include <netlink/route/addr.h>
#include <netlink/route/link.h>
#include <span>
#include <string>

namespace harness {

template <auto Free>
struct FreeWith
{
    template <typename T>
    void operator()(T* object) const
    {
        Free(object);
    }
};

using RtnlLink = std::unique_ptr<rtnl_link, FreeWith<rtnl_link_put>>;
using RtnlAddress = std::unique_ptr<rtnl_addr, FreeWith<rtnl_addr_put>>;
using NlAddress = std::unique_ptr<nl_addr, FreeWith<nl_addr_put>>;
using NlMessage = std::unique_ptr<nl_msg, FreeWith<nlmsg_free>>;
using Cache = std::unique_ptr<nl_cache, FreeWith<nl_cache_free>>;

/// Null when it is none of that family (AF_LLC: a MAC address).
[[nodiscard]] inline NlAddress parse_address(const std::string& text, int family)
{
    nl_addr* address = nullptr;
    return NlAddress{nl_addr_parse(text.c_str(), family, &address) == 0 ? address : nullptr};
}

template <typename Object, typename Handle>
void for_each(const Cache& cache, const Handle& handle)
{
    for (nl_object* object = nl_cache_get_first(cache.get()); object != nullptr; object = nl_cache_get_next(object))
        handle(reinterpret_cast<Object*>(object));
}

/// What the kernel says of a link, without its addresses.
[[nodiscard]] LinkState state_of(rtnl_link* link);
/// Without a text when it has no address of its own.
[[nodiscard]] LinkAddress state_of(rtnl_addr* address);

/// A message to the kernel, put together attribute by attribute.
class Request
{
  public:
    /// `flags`: NLM_F_*; `header`: the structure that messages of that type begin with.
    template <typename Header>
    Request(int type, int flags, Header header) : message_{nlmsg_alloc_simple(type, flags)}
    {
        fits_ = nlmsg_append(message_.get(), &header, sizeof header, NLMSG_ALIGNTO) == 0;
    }

    void put(int attribute, std::span<const std::uint8_t> value)
    {
        fits_ = nla_put(message_.get(), attribute, static_cast<int>(value.size()), value.data()) == 0 && fits_;
    }
    void put(int attribute, const std::string& value)
    {
        fits_ = nla_put_string(message_.get(), attribute, value.c_str()) == 0 && fits_;
    }
    /// A number or a structure, as it lies in memory.
    template <typename Value>
    void put_value(int attribute, const Value& value)
    {
        fits_ = nla_put(message_.get(), attribute, sizeof value, &value) == 0 && fits_;
    }
    /// What `fill` puts goes inside of `attribute`.
    template <typename Fill>
    void nest(int attribute, const Fill& fill)
    {
        nlattr* const outer = nla_nest_start(message_.get(), attribute);
        fits_ = outer != nullptr && fits_;
        if (outer == nullptr)
            return;
        fill();
        nla_nest_end(message_.get(), outer);
    }

    /// The message; null when something was too long for one.
    [[nodiscard]] NlMessage take() { return fits_ ? std::move(message_) : nullptr; }

  private:
    NlMessage message_;
    bool fits_ = false;
};

} // namespace harness
