#include "daemon/pattern.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <fnmatch.h>

namespace lldp::daemon {

namespace {

/// An IPv6 address as the system writes it (IETF RFC 5952), whichever way it was given. Nothing else has a colon: no
/// interface may be called so.
std::string normal(std::string item)
{
    if (item.find(':') == std::string::npos)
        return item;
    std::ranges::transform(item, item.begin(), [](char c) { return c >= 'A' && c <= 'F' ? c - 'A' + 'a' : c; });
    in6_addr address{};
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (::inet_pton(AF_INET6, item.c_str(), &address) == 1 &&
        ::inet_ntop(AF_INET6, &address, text.data(), text.size()) != nullptr)
        return text.data();
    return item;
}

bool fits(const std::string& wildcard, std::string_view name)
{
    return !name.empty() && ::fnmatch(wildcard.c_str(), std::string{name}.c_str(), 0) == 0;
}

} // namespace

Pattern::Pattern(std::string_view text) : text_{text}
{
    while (!text.empty()) {
        const auto comma = std::min(text.find(','), text.size());
        auto item = text.substr(0, comma);
        text.remove_prefix(std::min(comma + 1, text.size()));

        auto kind = Kind::Simple;
        if (item.starts_with("!!")) {
            kind = Kind::Allow;
            item.remove_prefix(2);
        } else if (item.starts_with('!')) {
            kind = Kind::Deny;
            item.remove_prefix(1);
        }
        if (!item.empty())
            items_.push_back({kind, normal(std::string{item})});
    }
}

bool Pattern::any(Kind kind, std::string_view name, std::string_view other) const
{
    return std::ranges::any_of(items_, [&](const Item& item) {
        return item.kind == kind && (fits(item.wildcard, name) || fits(item.wildcard, other));
    });
}

Match Pattern::match(std::string_view name, std::string_view other) const
{
    if (!permits(name, other) || !(any(Kind::Simple, name, other) || any(Kind::Allow, name, other)))
        return Match::No;
    const bool exact = std::ranges::any_of(items_, [&](const Item& item) {
        return item.kind != Kind::Deny && (item.wildcard == name || (!other.empty() && item.wildcard == other));
    });
    return exact ? Match::Exact : Match::Yes;
}

bool Pattern::only_denies() const
{
    return std::ranges::all_of(items_, [](const Item& item) { return item.kind == Kind::Deny; });
}

bool Pattern::permits(std::string_view name, std::string_view other) const
{
    return any(Kind::Allow, name, other) || !any(Kind::Deny, name, other);
}

} // namespace lldp::daemon
