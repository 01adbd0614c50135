// The one way to wait: on events of everything the test holds, under the one deadline of the test.
#pragma once

#include "harness/error.hpp"
#include "harness/where.hpp"

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

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

/// How long each test may take; starts with the test. See `scaled`.
inline constexpr std::chrono::seconds default_test_time{20};

/// The running test may take that long (scaled), counted from its start. One that comes to its end later has failed.
void allow(std::chrono::milliseconds time);
[[nodiscard]] Clock::time_point test_deadline();
[[nodiscard]] Clock::time_point test_start();
/// `time` times LLDPD_TEST_TIMEOUT_FACTOR, times what valgrind or an emulated processor makes everything slower.
[[nodiscard]] std::chrono::milliseconds scaled(std::chrono::milliseconds time);
/// Everything takes that many times longer from now on, the running test's deadline included.
void slow_down(double factor);
/// Somebody looked at the running test for that long: it may take so much more.
void forgive(Clock::duration time);
/// Called when a test starts: its deadline is counted from now.
void start_test_clock();
/// Called when it has ended, and its whole name is known.
void stop_test_clock(const std::string& test);

/// A wait that was fulfilled, but only when 80 % or more of the time until its deadline had gone.
struct LateWait
{
    std::string test; ///< Empty while it runs.
    std::string what;
    Clock::duration waited;
    Clock::duration used;    ///< From the start of the test, or of the wait where that has a deadline of its own.
    Clock::duration allowed; ///< From there to the deadline.
    unsigned more = 0;       ///< Of the same test, and not kept: the first ones tell enough.

    /// "waited 3.20 s for a neighbor on eth0, which came after 17.10 s of 20.00 s", and how many more there were
    [[nodiscard]] std::string describe() const;
};
/// Those of the run so far, the running test's included, in the order in which they ended. Of each test the first ten.
[[nodiscard]] const std::vector<LateWait>& late_waits();
/// Those of one test that has ended.
[[nodiscard]] std::vector<LateWait> late_waits_of(const std::string& test);

/// What is waited for; and what must be seen for that, where its name alone does not say so.
struct Awaited
{
    Awaited(const char* name) : what{name} {}            // NOLINT(google-explicit-constructor): mostly it is a literal,
    Awaited(std::string name) : what{std::move(name)} {} // NOLINT(google-explicit-constructor): or put together.
    Awaited(std::string_view name) : what{name} {}       // NOLINT(google-explicit-constructor)
    Awaited(std::string name, std::string condition) : what{std::move(name)}, needed{std::move(condition)} {}

    std::string what;   ///< "eth0 to run in ns-1"
    std::string needed; ///< "the flag IFF_RUNNING"
};

/// Waits, handling events, until `reached`, which is asked again after each event. The failure says what was waited
/// for, how long, what `seen` said last, and what was needed. Never ends the test: for destructors and for those who
/// expect a timeout.
[[nodiscard]] Expected<> await(const Awaited& awaited, const Predicate& reached, const Describe& seen = {},
                               std::optional<Clock::time_point> deadline = {});

/// The same, and a timeout ends the test as failed.
void wait_until(const Awaited& awaited, const Predicate& reached, const Describe& seen = {},
                Where where = Where::here());

/// For a state without an event of its own: `reached` is asked at least each `interval`.
void poll_until(const Awaited& awaited, std::chrono::milliseconds interval, const Predicate& reached,
                const Describe& seen = {}, Where where = Where::here());
[[nodiscard]] Expected<> await_polling(const Awaited& awaited, std::chrono::milliseconds interval,
                                       const Predicate& reached, const Describe& seen = {},
                                       std::optional<Clock::time_point> deadline = {});

/// Waits until `attempt`, which returns an optional, holds a value, and returns that.
template <typename Attempt>
auto wait_for(const Awaited& awaited, Attempt attempt, const Describe& seen = {}, Where where = Where::here())
{
    decltype(attempt()) result;
    wait_until(
        awaited, [&] { return (result = attempt()).has_value(); }, seen, where);
    return *std::move(result);
}

} // namespace harness
