#include "daemon/smart_filter.hpp"

#include <algorithm>
#include <array>

namespace lldp::daemon {

namespace {

constexpr Filter all{};
constexpr Filter fewest{.enabled = true};
constexpr Filter one_protocol{.enabled = true, .one_protocol = true};
constexpr Filter one_neighbor{.enabled = true, .one_neighbor = true};
constexpr Filter both{.enabled = true, .one_protocol = true, .one_neighbor = true};

constexpr std::array<SmartMode, last_smart_mode + 1> modes{{
    {.incoming = all, .outgoing = all},                   // 0
    {.incoming = one_protocol, .outgoing = one_protocol}, // 1
    {.incoming = one_protocol, .outgoing = all},          // 2
    {.incoming = all, .outgoing = one_protocol},          // 3
    {.incoming = fewest, .outgoing = fewest},             // 4
    {.incoming = fewest, .outgoing = all},                // 5
    {.incoming = all, .outgoing = fewest},                // 6
    {.incoming = both, .outgoing = both},                 // 7
    {.incoming = both, .outgoing = all},                  // 8
    {.incoming = one_neighbor, .outgoing = one_protocol}, // 9
    {.incoming = all, .outgoing = one_neighbor},          // 10
    {.incoming = one_neighbor, .outgoing = all},          // 11
    {.incoming = one_neighbor, .outgoing = one_neighbor}, // 12
    {.incoming = one_neighbor, .outgoing = fewest},       // 13
    {.incoming = one_protocol, .outgoing = one_neighbor}, // 14
    {.incoming = one_protocol, .outgoing = fewest},       // 15
    {.incoming = both, .outgoing = one_neighbor},         // 16
    {.incoming = both, .outgoing = fewest},               // 17
    {.incoming = fewest, .outgoing = one_neighbor},       // 18
    {.incoming = fewest, .outgoing = one_protocol},       // 19
}};

/// Whether `left` is rather kept than `right`, where only one is. Where nothing tells them apart, they come in the
/// order of preference.
bool is_better(const Filter& filter, const Heard& left, const Heard& right)
{
    if (left.neighbors != right.neighbors)
        return left.neighbors != 0 && (right.neighbors == 0 || left.neighbors < right.neighbors);
    return filter.one_neighbor && !filter.one_protocol && left.since < right.since;
}

} // namespace

const SmartMode& smart_mode(unsigned number)
{
    return modes.at(number);
}

Kept kept(const Filter& filter, std::span<const Heard> heard, std::size_t protocol)
{
    if (heard[protocol].neighbors == 0)
        return Kept::None;
    if (!filter.enabled)
        return Kept::All;
    const auto best = std::ranges::min_element(
        heard, [&](const Heard& left, const Heard& right) { return is_better(filter, left, right); });
    const bool one = filter.one_protocol || filter.one_neighbor;
    if (one ? &*best != &heard[protocol] : best->neighbors != heard[protocol].neighbors)
        return Kept::None;
    return filter.one_neighbor ? Kept::First : Kept::All;
}

bool Shown::includes(const Neighbor& neighbor) const
{
    return kept == Kept::All || (kept == Kept::First && &neighbor == first);
}

Shown shown(const Filter& incoming, const Agent& agent)
{
    const auto* first = agent.first_neighbor();
    const auto count = agent.neighbors().size();
    const std::array heard{Heard{.neighbors = count, .since = first != nullptr ? first->arrived : Clock::time_point{}}};
    switch (kept(incoming, heard, 0)) {
    case Kept::All:
        return {.kept = Kept::All, .count = count, .first = first};
    case Kept::First:
        return {.kept = Kept::First, .count = 1, .first = first};
    case Kept::None:
        break;
    }
    return {};
}

} // namespace lldp::daemon
