// The frames that daemons sent, put aside for a judge from outside this tree: see check-sent-frames.
#pragma once

#include "harness/frame.hpp"
#include "harness/namespaces.hpp"

namespace lldptest {

/// LLDP, CDP, FDP, EDP, SONMP: what only a daemon under test sends.
[[nodiscard]] bool is_discovery(const harness::Frame& frame);

/// From now on each such frame that `ns` sends is put into a pcapng file of this test program in the directory "sent"
/// of the reports, with the interface, and the running test as a comment. Equal ones are put there once, for the test
/// that was first. Frames that a test injects are none of them. A frame that came too fast to be looked at fails the
/// test.
void put_aside_sent_frames(const harness::Namespace& ns);

} // namespace lldptest
