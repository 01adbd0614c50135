#include "harness/link_events.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace harness {

namespace {

std::string describe(const Expected<std::vector<LinkState>>& links)
{
    if (!links)
        return links.error().message();
    std::string result;
    for (const auto& link : *links)
        result += (result.empty() ? "" : "; ") + link.describe();
    return result;
}

const LinkState* find(const std::vector<LinkState>& links, const std::string& name)
{
    const auto found =
        std::find_if(links.begin(), links.end(), [&](const LinkState& link) { return link.name == name; });
    return found == links.end() ? nullptr : &*found;
}

} // namespace

Expected<> await_links(const Namespace& ns, const Awaited& awaited, const WantedLinks& wanted)
{
    auto netlink = ns.netlink();
    if (!netlink)
        return tl::unexpected<Error>{netlink.error()};
    Expected<std::vector<LinkState>> links;
    return await(
        awaited,
        [&] {
            links = (*netlink)->links();
            return links && wanted(*links);
        },
        [&] { return describe(links); });
}

void wait_links(const Namespace& ns, const Awaited& awaited, const WantedLinks& wanted, Where where)
{
    require(await_links(ns, awaited, wanted), where);
}

LinkState wait_link(const Namespace& ns, const std::string& name, Where where)
{
    std::optional<LinkState> result;
    wait_links(
        ns, "link " + name + " in " + ns.name(),
        [&](const std::vector<LinkState>& links) {
            if (const LinkState* link = find(links, name))
                result = *link;
            return result.has_value();
        },
        where);
    return *std::move(result);
}

void wait_no_link(const Namespace& ns, const std::string& name, Where where)
{
    wait_links(
        ns, {"link " + name + " to go from " + ns.name(), "no link of that name"},
        [&](const std::vector<LinkState>& links) { return find(links, name) == nullptr; }, where);
}

} // namespace harness
