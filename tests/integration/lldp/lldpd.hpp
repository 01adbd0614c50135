// The daemon under test.
#pragma once

#include "harness/failure.hpp"
#include "harness/namespaces.hpp"
#include "harness/process.hpp"
#include "lldp/lldpcli.hpp"
#include "lldp/other_process.hpp"

#include <cstddef>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace lldptest {

using harness::ExitStatus;

/// What `lldpcli show statistics` counts of an interface: frames, then neighbors.
struct Counters
{
    unsigned long tx = 0;
    unsigned long rx = 0;
    unsigned long discarded = 0;    ///< rx_discarded_cnt
    unsigned long unrecognized = 0; ///< rx_unrecognized_cnt, TLVs
    unsigned long aged_out = 0;     ///< ageout_cnt
    unsigned long inserted = 0;     ///< insert_cnt
    unsigned long deleted = 0;      ///< delete_cnt

    bool operator==(const Counters&) const = default;
};

/// A running daemon in a namespace, which it prepares first (see prepare()). When the object goes, the daemon is asked
/// to end (SIGTERM), and the test fails if it crashes, exits with another status than 0, does not end, leaks, or if any
/// of its processes left a sanitizer's report.
class Lldpd
{
  public:
    using Arguments = std::vector<std::string>;

    /// Starts the daemon and waits until it answers and has read its configuration.
    explicit Lldpd(const Namespace& ns, const Arguments& arguments = {}, Where where = Where::here());
    /// Starts it without waiting: see ready().
    [[nodiscard]] static Lldpd start(const Namespace& ns, const Arguments& arguments = {}, Where where = Where::here());
    /// For a daemon that refuses to start: runs it to its end. Sanitizer reports and crashes fail the test.
    static RunResult run(const Namespace& ns, const Arguments& arguments, Where where = Where::here());

    Lldpd(Lldpd&& other) noexcept;
    Lldpd& operator=(Lldpd&&) = delete;
    Lldpd(const Lldpd&) = delete;
    Lldpd& operator=(const Lldpd&) = delete;
    ~Lldpd();

    Lldpd& ready(Where where = Where::here());
    [[nodiscard]] const Namespace& ns() const;
    [[nodiscard]] Lldpcli& lldpcli() const;

    /// Waits until the interface has a neighbor, and gives what `show neighbors details` says of it, keys from behind
    /// the interface's name: "chassis.mac". More than one neighbor there fails the test.
    KeyValue neighbor(const std::string& interface, Where where = Where::here()) const;
    /// Those that the interface has now, in the order of the answer.
    [[nodiscard]] std::vector<KeyValue> neighbors(const std::string& interface, Where where = Where::here()) const;
    /// Waits until the interface has that many neighbors.
    std::vector<KeyValue> wait_neighbors(const std::string& interface, std::size_t count,
                                         Where where = Where::here()) const;
    /// Waits until it has a neighbor with that value.
    KeyValue neighbor_with(const std::string& interface, const std::string& key, const std::string& value,
                           Where where = Where::here()) const;
    void wait_no_neighbor(const std::string& interface, Where where = Where::here()) const;
    /// As they are now.
    [[nodiscard]] Counters counters(const std::string& interface, Where where = Where::here()) const;

    [[nodiscard]] const harness::Process& process() const;
    /// What all its processes wrote so far.
    [[nodiscard]] const harness::Output& output() const;
    void signal(int number, Where where = Where::here()) const;
    /// The process that was started.
    [[nodiscard]] OtherProcess monitor(Where where = Where::here()) const;
    /// The unprivileged one.
    [[nodiscard]] OtherProcess worker(Where where = Where::here()) const;
    /// The process that follows the network, whichever that is in this build.
    [[nodiscard]] OtherProcess follower(Where where = Where::here()) const;

    /// Asks it to end, and checks how it does, now.
    void stop(Where where = Where::here());
    /// Waits for an end that the test brought about; the test judges it. Sanitizer reports still fail the test.
    ExitStatus wait(Where where = Where::here());

  private:
    friend class Lldpds;
    struct State;
    explicit Lldpd(std::unique_ptr<State> state);
    void ask_to_end() const noexcept;
    std::unique_ptr<State> state_;
};

/// Does something that the daemon learns of only when it is all over: until then its process that follows the network
/// stands still.
void behind_the_back_of(const Lldpd& lldpd, const std::function<void()>& action);

/// How a daemon is started that is not an Lldpd: with the arguments given and no others, and judged by the test alone.
struct Directly
{
    std::vector<std::string> through = {}; ///< Words in front of it, of a program that becomes it.
    std::map<std::string, std::string> environment = {};
    std::optional<std::string> directory = {}; ///< The working directory; nothing: the test process's own.
};

/// Starts it in a namespace, which is prepared first.
[[nodiscard]] harness::Process start_directly(const Namespace& ns, const Lldpd::Arguments& arguments,
                                              const Directly& how = {}, Where where = Where::here());
/// Runs it to its end, however it ends. Sanitizer reports and crashes fail the test.
RunResult run_directly(const Namespace& ns, const Lldpd::Arguments& arguments, const Directly& how = {},
                       Where where = Where::here());

/// Many daemons, started and stopped side by side.
class Lldpds
{
  public:
    Lldpds() = default;
    Lldpds(Lldpds&&) = delete;
    Lldpds& operator=(Lldpds&&) = delete;
    Lldpds(const Lldpds&) = delete;
    Lldpds& operator=(const Lldpds&) = delete;
    ~Lldpds();

    /// Does not wait.
    Lldpd& start(const Namespace& ns, const Lldpd::Arguments& arguments = {}, Where where = Where::here());
    /// Waits for all of them.
    void ready(Where where = Where::here());

  private:
    std::deque<Lldpd> daemons_;
    harness::Unwinding unwinding_;
};

} // namespace lldptest

template <>
struct Catch::StringMaker<lldptest::Counters>
{
    static std::string convert(const lldptest::Counters& counters);
};
