// What a failed test's report tells: every process, every namespace's links.
#pragma once

#include "harness/netlink.hpp"
#include "harness/netlink_history.hpp"
#include "harness/process.hpp"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace harness::report {

struct Note
{
    std::string title;
    std::string text;
};

struct SeenLink
{
    LinkState state;
    std::string peer_ns; ///< The namespace that `state.peer` is in; empty: there is no peer, or it is nobody's here.
};

struct SeenLinks
{
    std::vector<SeenLink> links;
    std::string error; ///< Why nothing was seen.
    bool gone = false; ///< That is how they were when the test was done with them, before anything failed.
};

/// All that is kept of a test.
struct Kept
{
    std::vector<std::shared_ptr<const ProcessRecord>> processes;
    std::vector<std::shared_ptr<const NetlinkHistory>> histories; ///< One a namespace.
    std::vector<Note> notes;
    std::map<std::string, SeenLinks> links; ///< By namespace.
};

[[nodiscard]] const Kept& kept();

/// Forgets the last test. Called when one starts.
void start();
/// Keeps a program's record until the test is over.
void add(std::shared_ptr<const ProcessRecord> process);
/// Keeps what a namespace's kernel said until the test is over.
void add(std::shared_ptr<const NetlinkHistory> history);
/// Forgets what that one's kernel said: it is none of the test's network.
void leave_out(const Namespace& ns);
/// Keeps a text until the test is over (for what else a test object knows), shown if it fails.
void note(std::string title, std::string text);
/// Describes the links of each namespace that lives, as they are now; later calls change nothing of those that it has.
/// Called at the point of failure, before what the test made is gone.
void snapshot_all() noexcept;
/// The links of each namespace that lives are about to go: should an assertion fail later, this is how they were.
void remember_all() noexcept;
/// The test of that name has failed and is over: what sanitizers reported of its programs is kept, one file a program.
void collect(const std::string& case_name);
/// The lines of a program that a report shows: of too many the first and the last, and where they were left out a line
/// that says so.
[[nodiscard]] std::vector<Line> shown_lines(const ProcessRecord& process);
/// The whole report, in lines: what `note` kept, each program, what they wrote and were given and what netlink told in
/// the order of time, the links, the frames.
[[nodiscard]] std::string text();
/// The waits of the whole run that came near their deadlines, a line each behind `mark`: a test that will time out some
/// day.
[[nodiscard]] std::string late_waits_text(const std::string& mark);
/// Writes the report to standard error, each line behind "# ".
void write();

/// A reporter that calls `write` itself, after what it says about the failure, tells so; otherwise the listener does.
void leave_to_reporter();
[[nodiscard]] bool left_to_reporter();

} // namespace harness::report
