// What the benchmarks share: a daemon to be measured, and the way to tell what was measured.
#pragma once

#include "lldp/test.hpp"

#include <chrono>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

namespace bench {

using Milliseconds = std::chrono::duration<double, std::milli>;

/// A line for `run-side-by-side`, whose table says what the name stands for and in which unit the value is.
void tell(std::string_view name, double value);
void tell(std::string_view name, Milliseconds time);

/// A daemon in the foreground, which logs warnings only. It is killed when the object goes: nothing is asked of its
/// end.
class Daemon
{
  public:
    /// Does not wait.
    explicit Daemon(const harness::Namespace& ns, harness::Where where = harness::Where::here());

    /// Waits for its first frame, behind which it runs and answers.
    Daemon& ready(harness::Capture& capture, const harness::Link& link);
    [[nodiscard]] const lldptest::Lldpcli& client() const { return client_; }

    /// What its processes have used so far; waits until they use no more.
    [[nodiscard]] Milliseconds processor_time(harness::Where where = harness::Where::here()) const;
    /// Of all its processes, in MiB (proc(5), smaps_rollup).
    [[nodiscard]] double proportional_set_size(harness::Where where = harness::Where::here()) const;

  private:
    [[nodiscard]] std::vector<pid_t> processes() const;
    [[nodiscard]] Milliseconds used(harness::Where where) const;

    harness::Process process_;
    lldptest::Lldpcli client_;
};

} // namespace bench
