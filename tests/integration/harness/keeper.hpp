// --keep: what a failed test has made stays, and can be entered from outside.
#pragma once

namespace harness {

/// Whether the running test has failed and what it made stays, when its objects go.
[[nodiscard]] bool is_kept();

namespace keeper {

/// In the process that stays outside, before anything is isolated: what tells numbers of processes as they are there.
void look_outside();
/// A test starts: what it makes is its own again.
void start();
/// From now on the running test's namespaces, links and programs stay; says how to enter the namespaces. Each is held
/// by a process, one of which goes on reading what the programs write.
void keep();
/// At the end of the run, where something was kept: waits for Enter on standard input or for a signal.
void wait_for_leave();

} // namespace keeper

} // namespace harness
