// What a failed test's report tells: every process, every namespace's links.
#pragma once

#include "harness/process.hpp"

#include <memory>
#include <string>

namespace harness::report {

/// Forgets the last test. Called when one starts.
void start();
/// Keeps a program's record until the test is over.
void add(std::shared_ptr<const ProcessRecord> process);
/// Keeps a text until the test is over (for what else a test object knows), shown if it fails.
void note(std::string title, std::string text);
/// Describes the links of each namespace that lives, as they are now; later calls change nothing of those that it has.
/// Called at the point of failure, before what the test made is gone.
void snapshot_all() noexcept;
/// The test of that name has failed and is over: what sanitizers reported of its programs is kept, one file a program.
void collect(const std::string& case_name);
/// The whole report, in lines: what `note` kept, each program, what they wrote in the order of time, the links,
/// the frames.
[[nodiscard]] std::string text();
/// The waits of the whole run that came near their deadlines, a line each behind `mark`: a test that will time out some
/// day. Of each test only some.
[[nodiscard]] std::string late_waits_text(const std::string& mark);
/// Writes the report to standard error, each line behind "# ".
void write();

/// A reporter that calls `write` itself, after what it says about the failure, tells so; otherwise the listener does.
void leave_to_reporter();
[[nodiscard]] bool left_to_reporter();

} // namespace harness::report
