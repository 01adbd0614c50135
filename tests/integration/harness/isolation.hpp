// The test program's own namespaces, which nothing it starts can leave or outlive.
#pragma once

namespace harness {

/// Moves into fresh pid, mount (private), network, ipc and uts namespaces, with a fresh /proc
/// and /sys.
///
/// Three processes stand afterwards. The caller stays outside: it waits, passes signals on, and ends with the test
/// process's exit status (128 + n for signal n). In the new pid namespace an init, which dies with the caller, reaps
/// orphans and ends with the test process, which takes everything else in there with it. The test process is the only
/// one of them in which this function returns.
///
/// Where namespaces cannot be had: one line on stderr that says what is missing and how to get it, exit status 1.
void isolate();

} // namespace harness
