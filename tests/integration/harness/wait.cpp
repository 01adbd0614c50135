#include "harness/wait.hpp"

#include "harness/fd.hpp"
#include "harness/test_clock.hpp"

#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <poll.h>
#include <stdexcept>
#include <sys/timerfd.h>
#include <utility>
#include <vector>

namespace harness {

namespace {

struct Watched
{
    int fd;
    short events;
    std::function<void(short)> ready;
};

struct Reactor
{
    std::map<unsigned long, std::shared_ptr<Watched>> watched;
    unsigned long last_id = 0;
};

/// One for the process, which has one thread. Never destroyed: what static objects still watch at exit may be last.
Reactor& reactor()
{
    static Reactor& the_one = *new Reactor;
    return the_one;
}

int poll_timeout(Clock::time_point until)
{
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now()).count();
    if (left <= 0)
        return 0;
    constexpr auto most = std::numeric_limits<int>::max();
    return left < most ? static_cast<int>(left) : most;
}

/// Waits within a wait: only the outermost is the test's own.
class Depth
{
  public:
    Depth() { ++depth_; }
    Depth(Depth&&) = delete;
    Depth& operator=(Depth&&) = delete;
    Depth(const Depth&) = delete;
    Depth& operator=(const Depth&) = delete;
    ~Depth() { --depth_; }

    static bool outermost() { return depth_ == 1; }
    static bool any() { return depth_ > 0; }

  private:
    static inline int depth_ = 0;
};

/// How often any wait has waited for an event. What is true at once, without that, was not waited for.
unsigned long& pauses()
{
    static unsigned long count = 0;
    return count;
}

/// A wait within a wait has met the deadline of both. Passes by all that is between them.
class OutOfTime final : public std::runtime_error
{
  public:
    using std::runtime_error::runtime_error;
};

Error timeout(const Awaited& awaited, Clock::time_point began, const Describe& seen, const std::string& within = {})
{
    const auto now = Clock::now();
    std::string text = "waited " + seconds(now - began) + ", the test runs for " + seconds(now - test_start()) +
                       " and may for " + seconds(test_deadline() - test_start());
    if (seen)
        text += "; last seen: " + seen();
    if (!within.empty())
        text += "; meanwhile: " + within;
    text += "; needed: " + (awaited.needed.empty() ? awaited.what : awaited.needed);
    return Error{std::make_error_code(std::errc::timed_out), "wait for " + awaited.what, {}, text};
}

} // namespace

Watch::Watch(Watch&& other) noexcept : id_{std::exchange(other.id_, 0)} {}

Watch& Watch::operator=(Watch&& other) noexcept
{
    if (this != &other) {
        stop();
        id_ = std::exchange(other.id_, 0);
    }
    return *this;
}

Watch::~Watch()
{
    stop();
}

void Watch::events(short events) const
{
    const auto found = reactor().watched.find(id_);
    if (found != reactor().watched.end())
        found->second->events = events;
}

void Watch::stop() noexcept
{
    reactor().watched.erase(std::exchange(id_, 0));
}

Watch watch(int fd, short events, std::function<void(short)> ready)
{
    const auto id = ++reactor().last_id;
    reactor().watched.emplace(id, std::make_shared<Watched>(Watched{fd, events, std::move(ready)}));
    return Watch{id};
}

bool handle_events(Clock::time_point until)
{
    std::vector<pollfd> polled;
    std::vector<unsigned long> ids;
    for (const auto& [id, watched] : reactor().watched) {
        polled.push_back({.fd = watched->fd, .events = watched->events, .revents = 0});
        ids.push_back(id);
    }
    if (::poll(polled.data(), polled.size(), poll_timeout(until)) <= 0)
        return false;
    for (std::size_t i = 0; i < polled.size(); ++i) {
        if (polled[i].revents == 0)
            continue;
        // What was ready before may have taken this one out, and this one may take itself out.
        const auto found = reactor().watched.find(ids[i]);
        if (found == reactor().watched.end())
            continue;
        const auto keep = found->second;
        keep->ready(polled[i].revents);
    }
    return true;
}

Expected<> await(const Awaited& awaited, const Predicate& reached, const Describe& seen,
                 std::optional<Clock::time_point> deadline)
{
    const Depth depth;
    const auto began = Clock::now();
    const auto pauses_before = pauses();
    try {
        for (;; ++pauses()) {
            // Take in what has already happened, so that `reached` judges the present. Once: a program that never stops
            // writing must not keep us from asking.
            handle_events(began);
            if (reached()) {
                if (pauses() != pauses_before && Depth::outermost())
                    note_if_late(awaited.what, began, deadline);
                return {};
            }
            const auto until = deadline.value_or(test_deadline());
            if (Clock::now() >= until)
                return tl::unexpected<Error>{timeout(awaited, began, seen)};
            handle_events(until);
        }
    } catch (const OutOfTime& inner) {
        if (!Depth::outermost())
            throw;
        return tl::unexpected<Error>{timeout(awaited, began, seen, inner.what())};
    }
}

void leave_to_outer_wait(const Error& error)
{
    if (Depth::any() && error.code == std::errc::timed_out && Clock::now() >= test_deadline())
        throw OutOfTime{error.doing};
}

void wait_until(const Awaited& awaited, const Predicate& reached, const Describe& seen, Where where)
{
    require(await(awaited, reached, seen), where);
}

Expected<> await_polling(const Awaited& awaited, std::chrono::milliseconds interval, const Predicate& reached,
                         const Describe& seen, std::optional<Clock::time_point> deadline)
{
    const Fd timer{::timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK)};
    const auto ns = std::chrono::duration_cast<std::chrono::nanoseconds>(interval).count();
    const timespec every{.tv_sec = ns / 1'000'000'000, .tv_nsec = ns % 1'000'000'000};
    const itimerspec times{.it_interval = every, .it_value = every};
    if (!timer || ::timerfd_settime(timer.get(), 0, &times, nullptr) != 0)
        return system_failure("make a timer", awaited.what);
    const Watch ticks = watch(timer.get(), POLLIN, [&](short) {
        std::uint64_t count = 0;
        static_cast<void>(::read(timer.get(), &count, sizeof count));
    });
    return await(awaited, reached, seen, deadline);
}

void poll_until(const Awaited& awaited, std::chrono::milliseconds interval, const Predicate& reached,
                const Describe& seen, Where where)
{
    require(await_polling(awaited, interval, reached, seen), where);
}

} // namespace harness
