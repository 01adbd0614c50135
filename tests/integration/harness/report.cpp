#include "harness/report.hpp"

#include "harness/case_name.hpp"
#include "harness/namespaces.hpp"
#include "harness/recorder.hpp"
#include "harness/sanitizer.hpp"
#include "harness/wait.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <sstream>
#include <unistd.h>
#include <utility>

namespace harness::report {

namespace {

Kept& the()
{
    static Kept the_one;
    return the_one;
}

bool reporter_writes = false;

/// A report that nobody can read tells nothing: so many lines of each program, at the start and at the end.
constexpr std::size_t lines_at_start = 200;
constexpr std::size_t lines_at_end = 400;

struct TimedLine
{
    Clock::time_point time;
    std::string source; ///< A program's number, a namespace's name.
    std::string text;
};

std::string seconds(Clock::duration time)
{
    std::array<char, 32> text{};
    static_cast<void>(std::snprintf(text.data(), text.size(), "%8.3f", std::chrono::duration<double>(time).count()));
    return text.data();
}

void collect_lines(std::vector<TimedLine>& all, const ProcessRecord& process, const std::string& number)
{
    all.push_back({process.started, number, "started " + process.command()});
    for (const auto& line : shown_lines(process))
        all.push_back({line.time, number, std::string{name_of(line.stream)} + ' ' + line.text});
    if (process.status)
        all.push_back({process.ended, number, process.status->describe()});
}

void describe_process(std::ostringstream& text, const ProcessRecord& process, std::size_t number)
{
    text << '[' << number << "] " << process.command() << "\n    pid " << process.pid;
    if (!process.ns.empty())
        text << " in " << process.ns;
    text << ", " << (process.status ? process.status->describe() : "still running") << ", " << process.output.bytes()
         << " bytes of output";
    if (const auto left_out = process.output.left_out(); left_out.lines > 0)
        text << ' ' << left_out.mark();
    text << '\n';
    if (!process.core.empty())
        text << "    " << process.core << '\n';
}

void describe_timeline(std::ostringstream& text)
{
    std::vector<TimedLine> lines;
    std::size_t number = 0;
    for (const auto& process : kept().processes)
        collect_lines(lines, *process, std::to_string(++number));
    for (const auto& history : kept().histories)
        for (auto& event : history->events())
            lines.push_back({event.time, history->ns(), "netlink " + std::move(event.text)});
    std::stable_sort(lines.begin(), lines.end(), [](const auto& a, const auto& b) { return a.time < b.time; });
    if (!lines.empty())
        text << "seconds since the test started, [program or namespace], what it wrote and was given, what its kernel "
                "told:\n";
    for (const auto& line : lines)
        text << seconds(line.time - test_start()) << " [" << line.source << "] " << line.text << '\n';
}

/// By the number that `ns` knows it by; its own has none.
std::string name_of(const std::optional<int>& number, const Namespace& ns, Netlink& netlink)
{
    if (!number)
        return ns.name();
    for (const Namespace* other : live_namespaces())
        if (const auto found = netlink.number_of(other->net()); found && *found == number)
            return other->name();
    return {};
}

SeenLinks see_links(const Namespace& ns)
{
    const auto netlink = ns.netlink();
    const auto links = netlink ? (*netlink)->links() : tl::unexpected<Error>{netlink.error()};
    if (!links)
        return {.links = {}, .error = links.error().message()};
    SeenLinks seen;
    for (const auto& link : *links)
        seen.links.push_back({link, link.peer != 0 ? name_of(link.peer_netns, ns, **netlink) : std::string{}});
    return seen;
}

/// What was seen at a failure stays.
void see(const Namespace& ns, bool going)
{
    ns.take_in_events();
    if (const auto before = the().links.find(ns.name()); before != the().links.end() && !before->second.gone)
        return;
    auto seen = see_links(ns);
    seen.gone = going;
    the().links.insert_or_assign(ns.name(), std::move(seen));
}

} // namespace

const Kept& kept()
{
    return the();
}

void start()
{
    the() = {};
}

void add(std::shared_ptr<const ProcessRecord> process)
{
    for (const Namespace* ns : live_namespaces())
        ns->take_in_events(); // What came before the program stands before it.
    the().processes.push_back(std::move(process));
}

void add(std::shared_ptr<const NetlinkHistory> history)
{
    the().histories.push_back(std::move(history));
}

void leave_out(const Namespace& ns)
{
    std::erase_if(the().histories, [&](const auto& history) { return history->ns() == ns.name(); });
}

void note(std::string title, std::string text)
{
    the().notes.push_back({std::move(title), std::move(text)});
}

void snapshot_all() noexcept
try {
    for (const Namespace* ns : live_namespaces())
        see(*ns, false);
} catch (...) {
    // A report without it is better than no report.
}

void collect(const std::string& case_name)
{
    for (const auto& process : kept().processes) {
        const auto first = sanitizer_report(process->output);
        if (!first)
            continue;
        const auto directory = recorder::directory("sanitizers");
        if (!directory || directory->empty()) {
            note("sanitizer", *first);
            continue;
        }
        const auto path =
            *directory + "/" + recorder::safe_name(case_name) + "." + std::to_string(process->pid) + ".txt";
        std::ofstream{path} << process->command() << '\n' << process->output.text(Stream::Err);
        note("sanitizer", *first + "\nall that it wrote: " + path);
    }
}

void remember_all() noexcept
try {
    for (const Namespace* ns : live_namespaces())
        see(*ns, true);
} catch (...) {
    // As above.
}

std::vector<Line> shown_lines(const ProcessRecord& process)
{
    auto lines = process.output.lines();
    if (lines.size() <= lines_at_start + lines_at_end)
        return lines;
    const auto first = lines.begin() + lines_at_start;
    const auto last = lines.end() - lines_at_end;
    *first = {.stream = last->stream, .time = last->time, .text = "... lines left out here ..."};
    lines.erase(first + 1, last);
    return lines;
}

std::string text()
{
    std::ostringstream text;
    std::size_t number = 0;
    if (!kept().processes.empty())
        text << "programs:\n";
    for (const auto& process : kept().processes)
        describe_process(text, *process, ++number);
    describe_timeline(text);
    for (const auto& wait : late_waits_of(running_case().text()))
        text << "near its deadline: " << wait.describe() << '\n';
    for (const auto& [name, seen] : kept().links) {
        text << "links of " << name << (seen.gone ? ", which were gone by then:\n" : ":\n")
             << (seen.error.empty() ? "" : seen.error + '\n');
        for (const auto& link : seen.links)
            text << link.state.describe() << '\n';
    }
    text << recorder::text();
    for (const auto& note : kept().notes)
        text << note.title << ":\n" << note.text << '\n';
    return text.str();
}

std::string late_waits_text(const std::string& mark)
{
    std::string text;
    for (const auto& wait : late_waits())
        text += mark + "near its deadline: " + wait.test + ": " + wait.describe() + '\n';
    return text;
}

void write()
{
    std::istringstream lines{text()};
    std::string all;
    for (std::string line; std::getline(lines, line);)
        all += "# " + line + '\n';
    static_cast<void>(std::fputs(all.c_str(), stderr));
    static_cast<void>(std::fflush(stderr));
}

void leave_to_reporter()
{
    reporter_writes = true;
}

bool left_to_reporter()
{
    return reporter_writes;
}

} // namespace harness::report
