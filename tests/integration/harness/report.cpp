#include "harness/report.hpp"

#include "harness/case_name.hpp"
#include "harness/netlink.hpp"
#include "harness/recorder.hpp"
#include "harness/sanitizer.hpp"
#include "harness/wait.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <map>
#include <sstream>
#include <unistd.h>
#include <vector>

namespace harness::report {

namespace {

struct Note
{
    std::string title;
    std::string text;
};

struct Kept
{
    std::vector<std::shared_ptr<const ProcessRecord>> processes;
    std::vector<Note> notes;
    std::map<std::string, std::string> links; ///< By namespace.
};

Kept& kept()
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
    std::size_t process;
    std::string text;
};

std::string seconds(Clock::duration time)
{
    std::array<char, 32> text{};
    static_cast<void>(std::snprintf(text.data(), text.size(), "%8.3f", std::chrono::duration<double>(time).count()));
    return text.data();
}

void collect_lines(std::vector<TimedLine>& all, const ProcessRecord& process, std::size_t number)
{
    const auto lines = process.output.lines();
    const bool too_many = lines.size() > lines_at_start + lines_at_end;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (too_many && i == lines_at_start) {
            i = lines.size() - lines_at_end;
            all.push_back({lines[i].time, number, "... lines left out here ..."});
        }
        all.push_back({lines[i].time, number, (lines[i].stream == Stream::Err ? "err " : "out ") + lines[i].text});
    }
}

void describe_process(std::ostringstream& text, const ProcessRecord& process, std::size_t number)
{
    text << '[' << number << "] " << process.command() << "\n    pid " << process.pid;
    if (!process.ns.empty())
        text << " in " << process.ns;
    text << ", " << (process.status ? process.status->describe() : "still running") << ", " << process.output.bytes()
         << " bytes of output";
    if (process.output.lines_left_out() > 0)
        text << ' ' << process.output.left_out_mark();
    text << '\n';
    if (!process.core.empty())
        text << "    " << process.core << '\n';
}

void describe_timeline(std::ostringstream& text)
{
    std::vector<TimedLine> lines;
    std::size_t number = 0;
    for (const auto& process : kept().processes) {
        ++number;
        lines.push_back({process->started, number, "started " + process->command()});
        collect_lines(lines, *process, number);
        if (process->status)
            lines.push_back({process->ended, number, process->status->describe()});
    }
    std::stable_sort(lines.begin(), lines.end(), [](const auto& a, const auto& b) { return a.time < b.time; });
    if (!lines.empty())
        text << "seconds since the test started, [program], what it wrote:\n";
    for (const auto& line : lines)
        text << seconds(line.time - test_start()) << " [" << line.process << "] " << line.text << '\n';
}

std::string links_of(const Namespace& ns)
{
    const auto netlink = ns.netlink();
    const auto links = netlink ? (*netlink)->links() : tl::unexpected<Error>{netlink.error()};
    if (!links)
        return links.error().message() + '\n';
    std::string text;
    for (const auto& link : *links)
        text += link.describe() + '\n';
    return text;
}

} // namespace

void start()
{
    kept() = {};
}

void add(std::shared_ptr<const ProcessRecord> process)
{
    kept().processes.push_back(std::move(process));
}

void note(std::string title, std::string text)
{
    kept().notes.push_back({std::move(title), std::move(text)});
}

void snapshot_all() noexcept
try {
    for (const Namespace* ns : live_namespaces())
        if (kept().links.count(ns->name()) == 0)
            kept().links.emplace(ns->name(), links_of(*ns));
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

std::string text()
{
    std::ostringstream text;
    std::size_t number = 0;
    if (!kept().processes.empty())
        text << "programs:\n";
    for (const auto& process : kept().processes)
        describe_process(text, *process, ++number);
    describe_timeline(text);
    for (const auto& wait : late_waits())
        if (wait.test.empty() || wait.test == running_case().text())
            text << "near its deadline: " << wait.describe() << '\n';
    for (const auto& [name, links] : kept().links)
        text << "links of " << name << ":\n" << links;
    text << recorder::text();
    for (const auto& note : kept().notes)
        text << note.title << ":\n" << note.text << '\n';
    return text.str();
}

std::string late_waits_text(const std::string& mark)
{
    constexpr unsigned most = 10; // The first ones tell enough.
    std::map<std::string, unsigned> count;
    std::string text;
    for (const auto& wait : late_waits())
        if (++count[wait.test] <= most)
            text += mark + "near its deadline: " + wait.test + ": " + wait.describe() + '\n';
    for (const auto& [test, all] : count)
        if (all > most)
            text += mark + "near its deadline: " + test + ": " + std::to_string(all - most) + " more waits\n";
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
