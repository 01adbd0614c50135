// The one way to wait: on events of everything the test holds, under the one deadline of the test.
#pragma once

#include "harness/error.hpp"
#include "harness/where.hpp"

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace harness {

using Clock = std::chrono::steady_clock;
using Predicate = std::function<bool()>;
using Describe = std::function<std::string()>;

/// Keeps a descriptor in the reactor; leaving takes it out. A moved-from object watches nothing.
class Watch
{
  public:
    Watch() = default;
    Watch(Watch&& other) noexcept;
    Watch& operator=(Watch&& other) noexcept;
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;
    ~Watch();
    /// Waits for other poll(2) events from now on.
    void events(short events) const;
    void stop() noexcept;

  private:
    friend Watch watch(int fd, short events, std::function<void(short)> ready);
    explicit Watch(unsigned long id) : id_{id} {}
    unsigned long id_ = 0;
};

/// Whenever the test waits for anything, `ready` is called when poll(2) reports any of `events` (or a hangup) on `fd`.
[[nodiscard]] Watch watch(int fd, short events, std::function<void(short)> ready);

/// Handles what is ready now, or else the first that becomes ready before `until`. False: nothing did.
bool handle_events(Clock::time_point until);

/// How long each test may take; starts with the test. Scaled by LLDPD_TEST_TIMEOUT_FACTOR.
inline constexpr std::chrono::seconds default_test_time{20};

/// The running test may take that long (scaled), counted from its start.
void allow(std::chrono::milliseconds time);
[[nodiscard]] Clock::time_point test_deadline();
[[nodiscard]] Clock::time_point test_start();
/// `time` times LLDPD_TEST_TIMEOUT_FACTOR.
[[nodiscard]] std::chrono::milliseconds scaled(std::chrono::milliseconds time);
/// Called when a test starts: its deadline is counted from now.
void start_test_clock();

/// Waits, handling events, until `reached`, which is asked again after each event. The failure says what was waited
/// for, how long, and what `seen` said last. Never ends the test: for destructors and for those who expect a timeout.
[[nodiscard]] Expected<> await(std::string_view what, const Predicate& reached, const Describe& seen = {},
                               std::optional<Clock::time_point> deadline = {});

/// The same, and a timeout ends the test as failed.
void wait_until(std::string_view what, const Predicate& reached, const Describe& seen = {},
                Where where = Where::here());

/// For a state without an event of its own: `reached` is asked at least each `interval`.
void poll_until(std::string_view what, std::chrono::milliseconds interval, const Predicate& reached,
                const Describe& seen = {}, Where where = Where::here());
[[nodiscard]] Expected<> await_polling(std::string_view what, std::chrono::milliseconds interval,
                                       const Predicate& reached, const Describe& seen = {},
                                       std::optional<Clock::time_point> deadline = {});

/// Waits until `attempt`, which returns an optional, holds a value, and returns that.
template <typename Attempt>
auto wait_for(std::string_view what, Attempt attempt, const Describe& seen = {}, Where where = Where::here())
{
    decltype(attempt()) result;
    wait_until(
        what, [&] { return (result = attempt()).has_value(); }, seen, where);
    return *std::move(result);
}

} // namespace harness
