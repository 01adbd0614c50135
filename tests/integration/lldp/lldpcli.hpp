// The client under test.
#pragma once

#include "harness/namespaces.hpp"
#include "harness/process.hpp"
#include "lldp/host.hpp"
#include "lldp/key_value.hpp"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace lldptest {

using harness::Namespace;
using harness::RunResult;

/// Runs the client in a namespace, against the daemon that listens on a socket there. A client that crashes, leaks or
/// leaves a sanitizer's report fails the test, whatever else it does.
class Lldpcli
{
  public:
    using Arguments = std::vector<std::string>;
    using Wanted = std::function<bool(const KeyValue&)>;

    explicit Lldpcli(const Namespace& ns, std::string socket = control_socket);

    /// Runs it to its end, however it ends.
    RunResult run(const Arguments& arguments, Where where = Where::here()) const;
    /// Runs it to its end, which must be exit status 0, and gives its standard output.
    std::string text(const Arguments& arguments, Where where = Where::here()) const;
    /// The same with `-f keyvalue`, parsed.
    KeyValue keyvalue(const Arguments& arguments, Where where = Where::here()) const;
    /// Asks again, when `lldpcli watch` tells of a change and else now and then, until the answer is wanted. `what`
    /// names that in the failure, which shows the last answer.
    KeyValue wait(std::string_view what, const Arguments& arguments, const Wanted& wanted, Where where = Where::here());
    /// Starts it, for a command that goes on: `watch`.
    harness::Process start(const Arguments& arguments, Where where = Where::here()) const;

    /// Ends what `wait` left running.
    void stop_watching() noexcept;

  private:
    [[nodiscard]] Arguments command(const Arguments& arguments) const;

    const Namespace* ns_;
    std::string socket_;
    std::unique_ptr<harness::Process> watch_;
};

/// A command line put together: `Words{"configure"} + setting`.
[[nodiscard]] Lldpcli::Arguments operator+(Lldpcli::Arguments left, const Lldpcli::Arguments& right);

/// Fails the running test when a client ended by a signal or a sanitizer wrote something.
void check_client(const std::string& command, const RunResult& result, Where where = Where::here()) noexcept;

} // namespace lldptest
