// The smart filter: who is shown, and what is spoken, on a port where several are heard. Devices that do not know a
// protocol pass its frames on, so of several protocols the one with the fewest neighbors is most likely that of the
// device at the other end of the wire.
#pragma once

#include "daemon/agent.hpp"

#include <cstddef>
#include <cstdint>
#include <span>

namespace lldp::daemon {

struct Filter
{
    bool enabled = false;      ///< only the protocols with the fewest neighbors are kept
    bool one_protocol = false; ///< of those only the one that is preferred
    bool one_neighbor = false; ///< of all that are left only who has been there for the longest
};

struct SmartMode
{
    Filter incoming; ///< which neighbors are shown
    /// Which protocols are spoken: those of which the filter keeps somebody, and the preferred one where nobody is
    /// heard. That is LLDP whatever the filter is, for as long as it is the only protocol, so nothing has to ask.
    Filter outgoing;
};

inline constexpr unsigned last_smart_mode = 19;
inline constexpr unsigned standard_smart_mode = 15;

/// From 0 to `last_smart_mode`.
[[nodiscard]] const SmartMode& smart_mode(unsigned number);

/// What a port hears in one protocol.
struct Heard
{
    std::size_t neighbors = 0;
    Clock::time_point since{}; ///< when the first of them came
};

enum class Kept : std::uint8_t { None, First, All };

/// Which neighbors the filter keeps of one of the protocols, by its place in `heard`, which begins with the protocol
/// that is preferred.
[[nodiscard]] Kept kept(const Filter& filter, std::span<const Heard> heard, std::size_t protocol);

/// Those neighbors of an agent that are shown.
struct Shown
{
    Kept kept = Kept::None;
    std::size_t count = 0;
    const Neighbor* first = nullptr; ///< who has been there for the longest

    [[nodiscard]] bool includes(const Neighbor& neighbor) const;
};

[[nodiscard]] Shown shown(const Filter& incoming, const Agent& agent);

/// Who is told of a change.
enum class Audience : std::uint8_t {
    Everybody,
    WithHidden,    ///< who wants to hear of hidden neighbors, too
    WithoutHidden, ///< the others, for whom somebody comes who was hidden
};

} // namespace lldp::daemon
