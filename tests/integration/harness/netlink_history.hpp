// What the kernel said of a namespace's links and addresses while a test ran, for the report of its failure.
#pragma once

#include "harness/error.hpp"
#include "harness/fd.hpp"
#include "harness/wait.hpp"

#include <cstddef>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace harness {

struct NetlinkEvent
{
    Clock::time_point time; ///< When the test took it in.
    std::string text;       ///< "eth0: up, not running", "eth0 has 192.0.2.1/24"
};

/// The messages as they came: they are understood only when somebody wants to read them.
class NetlinkHistory
{
  public:
    /// What is kept of a namespace; of later messages only the number.
    static constexpr std::size_t most_messages = 2000;

    explicit NetlinkHistory(std::string ns) : ns_{std::move(ns)} {}

    void add(std::string message);
    /// The kernel had no room for messages that were to come now.
    void lost();

    [[nodiscard]] const std::string& ns() const { return ns_; }
    /// A message that changes nothing of what LinkState shows is no event.
    [[nodiscard]] std::vector<NetlinkEvent> events() const;

  private:
    struct Message
    {
        Clock::time_point time;
        std::string bytes;
    };

    std::string ns_;
    std::deque<Message> messages_;
    std::size_t left_out_ = 0;
    std::optional<Clock::time_point> lost_; ///< For the first time.
};

/// Writes the history of the network namespace that it was opened in, and ends whatever wait for an event there is. Its
/// socket keeps the namespace alive.
class NetlinkListener
{
  public:
    [[nodiscard]] static Expected<NetlinkListener> open(const std::string& ns);

    /// The test does so whenever it waits.
    void take_in() const;
    [[nodiscard]] const std::shared_ptr<NetlinkHistory>& history() const { return history_; }

  private:
    NetlinkListener(Fd socket, std::shared_ptr<NetlinkHistory> history);

    Fd socket_;
    std::shared_ptr<NetlinkHistory> history_;
    Watch watch_;
};

} // namespace harness
