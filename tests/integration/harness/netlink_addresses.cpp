// The addresses of interfaces, through netlink.
#include "harness/libnl.hpp"
#include "harness/netlink.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <linux/if_addr.h>

namespace harness {

namespace {

/// Null when the text is no address.
RtnlAddress to_libnl(int index, const std::string& address)
{
    // Without a length libnl makes it that of a host.
    const auto parsed = parse_address(address, AF_UNSPEC);
    if (!parsed || address.find('/') == std::string::npos)
        return nullptr;
    RtnlAddress request{rtnl_addr_alloc()};
    rtnl_addr_set_ifindex(request.get(), index);
    rtnl_addr_set_local(request.get(), parsed.get());
    return request;
}

} // namespace

LinkAddress state_of(rtnl_addr* address)
{
    nl_addr* local = rtnl_addr_get_local(address);
    if (local == nullptr)
        return {};
    std::array<char, INET6_ADDRSTRLEN> text{};
    ::inet_ntop(nl_addr_get_family(local), nl_addr_get_binary_addr(local), text.data(), text.size());
    return {std::string{text.data()} + "/" + std::to_string(rtnl_addr_get_prefixlen(address)),
            rtnl_addr_get_flags(address)};
}

Expected<> Netlink::add_address(int index, const std::string& name, const std::string& address, unsigned flags)
{
    const std::string doing = "add address " + address + " to " + name;
    const auto request = to_libnl(index, address);
    if (!request)
        return failure(std::errc::invalid_argument, doing, on_, "not an address/prefix length");
    if (rtnl_addr_get_family(request.get()) == AF_INET6)
        flags |= IFA_F_NODAD;
    if (flags != 0)
        rtnl_addr_set_flags(request.get(), flags);
    return verdict(rtnl_addr_add(socket_.get(), request.get(), NLM_F_CREATE | NLM_F_EXCL), doing);
}

Expected<> Netlink::remove_address(int index, const std::string& name, const std::string& address)
{
    const std::string doing = "remove address " + address + " from " + name;
    const auto request = to_libnl(index, address);
    if (!request)
        return failure(std::errc::invalid_argument, doing, on_, "not an address/prefix length");
    return verdict(rtnl_addr_delete(socket_.get(), request.get(), 0), doing);
}

Expected<> Netlink::fill_addresses(std::vector<LinkState>& links)
{
    nl_cache* found = nullptr;
    if (auto done = verdict(rtnl_addr_alloc_cache(socket_.get(), &found), "list addresses"); !done)
        return done;
    const Cache cache{found};
    for_each<rtnl_addr>(cache, [&](rtnl_addr* address) {
        for (auto& link : links)
            if (link.index == rtnl_addr_get_ifindex(address))
                link.addresses.push_back(state_of(address));
    });
    return {};
}

} // namespace harness
