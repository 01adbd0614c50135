// The test program's own namespaces, which nothing it starts can leave or outlive.
#pragma once

#include <functional>

namespace harness {

/// The exit status where no test can run. Automake calls it a skip.
inline constexpr int cannot_run = 77;

/// Moves into fresh pid, mount (private), network, ipc, uts and cgroup namespaces, with a fresh /proc and /sys. Who is
/// not root with all capabilities enters a user namespace first, and is root from then on.
///
/// Three processes stand afterwards. The caller stays outside: it waits, passes signals on, and ends with the test
/// process's exit status (128 + n for signal n). In the new pid namespace an init, which dies with the caller, reaps
/// orphans and ends with the test process, which takes everything else in there with it. The test process is the only
/// one of them in which this function returns. At the end the caller calls `at_end` first, with that status, and ends
/// with what that returns.
///
/// Where namespaces cannot be had: one line on stderr that says what is missing and what to set, exit status 77.
void isolate(const std::function<int(int status)>& at_end = {});

} // namespace harness
