// Frames on a link: seen, waited for, and sent.
#pragma once

#include "harness/error.hpp"
#include "harness/frame.hpp"
#include "harness/links.hpp"
#include "harness/wait.hpp"
#include "harness/where.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace harness {

/// Local experimental EtherType 1 of IEEE 802: what marker frames have.
inline constexpr std::uint16_t marker_ethertype = 0x88b5;

/// Sees every frame of a link, which must outlive it, both directions, from the moment it is made, also in another
/// namespace that the link moves to. A moved-from object sees nothing.
class Capture
{
  public:
    using Wanted = std::function<bool(const Frame&)>;

    [[nodiscard]] static Expected<Capture> open(const Link& link);
    explicit Capture(const Link& link, Where where = Where::here());

    Capture(Capture&& other) noexcept;
    Capture& operator=(Capture&& other) noexcept;
    Capture(const Capture&) = delete;
    Capture& operator=(const Capture&) = delete;
    ~Capture();

    /// Waits for a frame that is wanted, behind the reading position, and moves the position behind it. `what` names it
    /// in the failure.
    Frame next(std::string_view what, const Wanted& wanted, Where where = Where::here());
    /// Everything seen so far, markers too.
    [[nodiscard]] const std::vector<Frame>& seen() const;
    /// Sends these bytes out of the link, as they are.
    void inject(std::span<const std::uint8_t> frame, Where where = Where::here());

    /// Proof of what did not come: sends a marker frame out of `from` (this capture's link or the other end of its
    /// wire), waits until it is seen here, returns what came from the reading position on, without markers, and moves
    /// the position behind the marker. What was sent out of `from` before the call is in there, or was never sent.
    std::vector<Frame> until_marker(const Link& from, Where where = Where::here());

  private:
    struct State;
    explicit Capture(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

/// Sends these bytes out of a link, as they are.
[[nodiscard]] Expected<> send_frame(const Link& link, std::span<const std::uint8_t> frame);

} // namespace harness
