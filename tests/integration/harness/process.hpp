// Programs, run inside namespaces without the test process going there.
#pragma once

#include "harness/error.hpp"
#include "harness/fd.hpp"
#include "harness/namespaces.hpp"
#include "harness/output.hpp"
#include "harness/wait.hpp"
#include "harness/where.hpp"

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

namespace harness {

/// How a program ended: by itself with a code, or by a signal.
struct ExitStatus
{
    std::optional<int> code;
    std::optional<int> signal;

    [[nodiscard]] bool success() const { return code == 0; }
    /// "exit status 3", "killed by signal 11 (Segmentation fault)"
    [[nodiscard]] std::string describe() const;
};

/// Everything that is known of a program, kept for the failure report after the program has gone.
struct ProcessRecord
{
    std::vector<std::string> argv;
    std::string ns; ///< Empty: the test process's own.
    pid_t pid = 0;
    Clock::time_point started;
    Clock::time_point ended;
    std::optional<ExitStatus> status; ///< Nothing while it runs.
    Output output;
    std::string core = {}; ///< After a crash: where the core is, or why there is none.

    /// "lldpd -d -r"
    [[nodiscard]] std::string command() const;
};

struct SpawnOptions
{
    /// Added to the test process's own environment.
    std::map<std::string, std::string> environment = {};
    /// Written to its standard input, which is then closed. Nothing: the input stays open for `write`.
    std::optional<std::string> input = std::string{};
    /// Output beyond that many bytes at the start and as many at the end is left out, with a mark.
    std::size_t keep = std::size_t{4} << 20;
    /// The working directory inside; nothing: the test process's own.
    std::optional<std::string> directory = {};
    /// The tests are about it: what --gdb, --valgrind, --strace and --perf are for.
    bool subject = false;
    /// So many words at the start are of a program that becomes that one: 2 in {"setpriv", "--no-new-privs", "lldpd"}.
    std::size_t through = 0;
};

/// A running program, leader of its own process group. When the object goes, the group is killed and the program
/// reaped, unless it is `kept`. Its output is read whenever the test waits for anything.
class Process
{
  public:
    /// `argv[0]` without a slash is searched for in PATH. A program that cannot be executed is an Error.
    [[nodiscard]] static Expected<Process> spawn(const Namespace& ns, std::vector<std::string> argv,
                                                 SpawnOptions options = {});
    /// In the test process's own namespaces.
    [[nodiscard]] static Expected<Process> spawn(std::vector<std::string> argv, SpawnOptions options = {});

    Process(const Namespace& ns, std::vector<std::string> argv, SpawnOptions options = {}, Where where = Where::here());

    Process(Process&& other) noexcept;
    Process& operator=(Process&& other) noexcept;
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;
    ~Process();

    /// 0 when moved from.
    [[nodiscard]] pid_t pid() const;
    /// Whether it has ended; looks now.
    [[nodiscard]] bool exited() const;
    /// How it ended; nothing while it runs.
    [[nodiscard]] std::optional<ExitStatus> status() const;
    /// Everything it wrote so far, and was given, in the order in which it came (reads what is there now).
    [[nodiscard]] const Output& output() const;
    [[nodiscard]] std::string out() const;
    [[nodiscard]] std::string err() const;
    /// "lldpd -d -r (pid 7 in ns-1)"
    [[nodiscard]] std::string describe() const;

    /// The test has failed and --keep is asked for: the program outlives its object.
    [[nodiscard]] bool kept() const;

    /// Sends a signal to the program alone. Fails (ESRCH) when it has ended.
    [[nodiscard]] Expected<> signal(int number) const;
    /// Waits for its end, until the test's deadline.
    ExitStatus wait(Where where = Where::here()) const;
    /// The same without ending the test, until `deadline` (nothing: the test's).
    [[nodiscard]] Expected<ExitStatus> await_exit(std::optional<Clock::time_point> deadline = {}) const noexcept;
    /// Asks it to end (SIGTERM), kills its group after `patience` (scaled). Never ends the test: for destructors.
    /// An error: it did not end when asked to.
    Expected<ExitStatus> stop(std::chrono::milliseconds patience = std::chrono::seconds{5}) const noexcept;

    /// Waits for a line of its output that comes after the last line found this way; fails early if it ends before.
    Line wait_line(std::string_view what, const std::function<bool(const Line&)>& wanted,
                   Where where = Where::here()) const;
    Line wait_line(const std::string& part, Where where = Where::here()) const;

    /// Queues text for its standard input (see SpawnOptions::input); it is written whenever the test waits.
    void write(std::string_view text) const;
    void close_input() const;

  private:
    friend std::vector<int> keep_programs();
    struct Running;
    explicit Process(std::unique_ptr<Running> running);
    [[nodiscard]] static Expected<Process> start(const Namespace* ns, std::vector<std::string> argv,
                                                 SpawnOptions options);
    std::unique_ptr<Running> running_;
};

struct RunResult
{
    ExitStatus status;
    std::string out;
    std::string err;
};

/// How it ended and what it wrote, for failures.
[[nodiscard]] std::string describe(const RunResult& result);

/// Runs a program to its end (under the test's deadline), however it ends.
RunResult run(const Namespace& ns, std::vector<std::string> argv, SpawnOptions options = {},
              Where where = Where::here());
RunResult run(std::vector<std::string> argv, SpawnOptions options = {}, Where where = Where::here());

/// Every program that runs now is `kept`. Returns the descriptors that what they write comes from: somebody must read
/// on.
[[nodiscard]] std::vector<int> keep_programs();

} // namespace harness
