// Programs for the one who sits at the terminal: a debugger, a shell. Not for tests.
#pragma once

#include "harness/error.hpp"
#include "harness/fd.hpp"
#include "harness/namespaces.hpp"
#include "harness/wait.hpp"

#include <string>
#include <sys/types.h>
#include <vector>

namespace harness::terminal {

/// In the test process, before its first test: what the terminal sends shall reach programs alone that run here.
void take();
/// In the process that stayed outside, at its end: takes the terminal back for what it was started from.
void give_back() noexcept;

/// A program in the foreground of the terminal, until it ends. One at a time. The test goes on waiting meanwhile.
class Foreground
{
  public:
    /// `ns` may be null: in the test process's own namespaces. A program that cannot be executed ends at once.
    [[nodiscard]] static Expected<Foreground> start(const Namespace* ns, const std::vector<std::string>& argv);
    [[nodiscard]] static bool is_taken();

    Foreground(Foreground&& other) noexcept;
    Foreground& operator=(Foreground&&) = delete;
    Foreground(const Foreground&) = delete;
    Foreground& operator=(const Foreground&) = delete;
    /// Kills it, if it still runs.
    ~Foreground();

    [[nodiscard]] bool ended() const;
    /// However long it takes.
    void wait() const noexcept;

  private:
    Foreground(pid_t pid, Fd pidfd) : pid_{pid}, pidfd_{std::move(pidfd)} {}
    pid_t pid_; ///< 0: moved from.
    Fd pidfd_;
};

} // namespace harness::terminal
