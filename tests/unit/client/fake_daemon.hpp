// A daemon for one test: answers requests from a script, on a real socket in a directory of its own.
#pragma once

#include "base/fd.hpp"
#include "control/protocol.hpp"
#include "temporary_directory.hpp"

#include <mutex>
#include <string>
#include <thread>
#include <vector>

/// For each request in turn, the octets to send in answer. After the last answer the connection is closed. A new
/// connection goes on with the script where the last one ended.
class FakeDaemon
{
  public:
    using Script = std::vector<lldp::Bytes>;
    enum class After { Listen, HangUp }; ///< an answer

    explicit FakeDaemon(Script script, After after = After::Listen);
    ~FakeDaemon();
    FakeDaemon(const FakeDaemon&) = delete;
    FakeDaemon& operator=(const FakeDaemon&) = delete;

    [[nodiscard]] std::string socket() const { return directory_ / "socket"; }
    /// All requests that came until now; ends the daemon.
    std::vector<lldp::control::Request> requests();

  private:
    void serve();
    /// False when the daemon is to end.
    bool announce(int connection);
    bool converse(int connection);

    TemporaryDirectory directory_;
    Script script_;
    After after_;
    std::size_t answered_ = 0;
    std::vector<lldp::control::Request> requests_;
    lldp::Fd listener_;
    std::mutex mutex_;
    int connection_ = -1; ///< the one being served, under the mutex
    bool ending_ = false; ///< under the mutex
    std::thread thread_;
};
