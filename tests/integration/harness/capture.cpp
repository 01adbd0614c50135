#include "harness/capture.hpp"

#include "harness/packet_socket.hpp"
#include "harness/recorder.hpp"

#include <cstdio>
#include <linux/if_ether.h>
#include <optional>
#include <utility>

namespace harness {

namespace {

bool is_marker(const Frame& frame)
{
    return frame.ethertype() == marker_ethertype;
}

/// A frame like no other before it.
Bytes make_marker(const Link& from)
{
    static std::uint64_t count = 0;
    Bytes marker(ETH_ALEN, 0xff);
    unsigned octet = 0;
    for (std::size_t i = 0; i < ETH_ALEN; ++i)
        // NOLINTNEXTLINE(cert-err34-c): two digits fit; a link without a MAC address gets zeros.
        marker.push_back(from.mac().size() >= i * 3 + 2 && std::sscanf(from.mac().c_str() + i * 3, "%2x", &octet) == 1
                             ? static_cast<std::uint8_t>(octet)
                             : 0);
    marker.push_back(marker_ethertype >> 8);
    marker.push_back(marker_ethertype & 0xff);
    const std::string text = "marker " + std::to_string(++count);
    marker.insert(marker.end(), text.begin(), text.end());
    marker.resize(ETH_ZLEN);
    return marker;
}

} // namespace

/// The recorder takes the frames in: a socket for each capture would cost the kernel some 10 ms when it is closed.
struct Capture::State
{
    explicit State(const Link& its_link)
        : link{its_link}, observation{its_link, [this](const recorder::Seen& seen) { frames.push_back(seen.frame); }}
    {}

    const Link& link;
    std::vector<Frame> frames;
    std::size_t position = 0; ///< How many of the frames have been read.
    recorder::Observation observation;
};

Capture::Capture(std::unique_ptr<State> state) : state_{std::move(state)} {}
Capture::Capture(const Link& link, Where where) : Capture{require(open(link), where)} {}
Capture::Capture(Capture&& other) noexcept = default;
Capture& Capture::operator=(Capture&& other) noexcept = default;
Capture::~Capture() = default;

Expected<Capture> Capture::open(const Link& link)
{
    if (const auto recorded = recorder::record(link); !recorded)
        return tl::unexpected<Error>{recorded.error()};
    return Capture{std::make_unique<State>(link)};
}

Frame Capture::next(std::string_view what, const Wanted& wanted, Where where)
{
    if (!state_)
        fail("wait for a frame with a capture that was moved from", where);
    return wait_for(
        std::string{what} + " on " + state_->link.name(),
        [&]() -> std::optional<Frame> {
            while (state_->position < state_->frames.size()) {
                const Frame& frame = state_->frames[state_->position++];
                if (wanted(frame))
                    return frame;
            }
            return std::nullopt;
        },
        [&] {
            return std::to_string(state_->frames.size()) + " frames in all" +
                   (state_->frames.empty() ? "" : ", the last " + state_->frames.back().describe());
        },
        where);
}

const std::vector<Frame>& Capture::seen() const
{
    static const std::vector<Frame> nothing;
    if (!state_)
        return nothing;
    recorder::take_in();
    return state_->frames;
}

void Capture::inject(std::span<const std::uint8_t> frame, Where where)
{
    if (!state_)
        fail("send a frame with a capture that was moved from", where);
    require(send_frame(state_->link, frame), where);
    // Every capture takes what came, so that a burst needs no more room than there is.
    handle_events(Clock::now());
}

std::vector<Frame> Capture::until_marker(const Link& from, Where where)
{
    // The kernel throws away, and says nothing, what it is given between the carrier's return and its own notice of it.
    from.wait_running(where);
    const auto marker = make_marker(from);
    require(send_frame(from, marker), where);
    std::vector<Frame> before;
    next(
        "a marker frame sent out of " + from.name(),
        [&](const Frame& frame) {
            if (!is_marker(frame))
                before.push_back(frame);
            return frame.bytes == marker;
        },
        where);
    return before;
}

Expected<> send_frame(const Link& link, std::span<const std::uint8_t> frame)
{
    recorder::injecting(frame);
    return send_through_link(link, frame);
}

} // namespace harness
