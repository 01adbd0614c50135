#include "harness/id_map.hpp"

#include "harness/fd.hpp"
#include "harness/process.hpp"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <pwd.h>
#include <sstream>
#include <sys/prctl.h>
#include <unistd.h>

namespace harness {

namespace {

/// System accounts, such as a daemon's, have ids below it.
constexpr unsigned long first_ordinary_id = 1000;
constexpr auto patience = std::chrono::seconds{10};

tl::unexpected<std::string> line(std::string text)
{
    return tl::unexpected<std::string>{std::move(text)};
}

std::vector<std::string> words(const std::string& text)
{
    std::istringstream stream{text};
    return {std::istream_iterator<std::string>{stream}, {}};
}

/// Runs a program of the package uidmap to its end.
OrLine<RunResult> run_to_end(const std::vector<std::string>& argv)
{
    const auto process = Process::spawn(argv);
    if (!process)
        return line(argv.front() + " is not there: install the package uidmap");
    const auto ended = process->await_exit(Clock::now() + scaled(patience));
    if (!ended)
        return line(argv.front() + " does not end");
    return RunResult{*ended, process->out(), process->err()};
}

unsigned long end_of(const IdMap& map)
{
    return map.empty() ? 0 : map.back().inside + map.back().count;
}

bool holds_any(const IdMap& map, unsigned long first, unsigned long count)
{
    return std::any_of(map.begin(), map.end(), [&](const IdRange& each) {
        return first < each.outside + each.count && each.outside < first + count;
    });
}

/// Adds what getsubids listed, in lines like "0: somebody 100000 65536", one behind the other.
void add_listed(IdMap& map, const std::string& listed)
{
    std::istringstream lines{listed};
    std::string number;
    std::string owner;
    unsigned long first = 0;
    unsigned long count = 0;
    while (lines >> number >> owner >> first >> count)
        if (count > 0 && !holds_any(map, first, count)) // The kernel takes no id twice.
            map.push_back({end_of(map), first, count});
}

IdMap own_map(const IdKind& kind)
{
    IdMap map;
    std::ifstream file{std::string{"/proc/self/"} + kind.map};
    for (IdRange range{}; file >> range.inside >> range.outside >> range.count;)
        map.push_back(range);
    return map;
}

} // namespace

OrLine<IdMap> subordinate_ids(const IdKind& kind)
{
    const auto* user = ::getpwuid(::getuid());
    if (user == nullptr)
        return line("user " + std::to_string(::getuid()) +
                    " has no name, and so no subordinate ids: run as a user that /etc/passwd knows");
    const std::string name = user->pw_name;
    auto command = words(kind.lister);
    command.push_back(name);
    const auto listed = run_to_end(command);
    if (!listed)
        return line(listed.error());
    IdMap map{{0, kind.map == id_kinds[0].map ? ::getuid() : ::getgid(), 1}};
    // It fails when there are none.
    add_listed(map, listed->status.success() ? listed->out : "");
    if (end_of(map) < first_ordinary_id)
        return line(name + " has " + (map.size() == 1 ? "no" : "too few") + " subordinate " + kind.name +
                    " ids: add a line like " + name + ":100000:65536 to " + kind.owners +
                    ", with ids that nobody else has");
    return map;
}

IdMap same_ids(const IdKind& kind)
{
    IdMap map = own_map(kind);
    for (auto& range : map)
        range.outside = range.inside;
    return map;
}

OrLine<> check_ids(const IdKind& kind)
{
    unsigned long system_ids = 0;
    for (const auto& range : own_map(kind))
        if (range.inside < first_ordinary_id)
            system_ids += std::min(range.count, first_ordinary_id - range.inside);
    if (system_ids == first_ordinary_id)
        return {};
    return line("this user namespace has too few " + std::string{kind.name} + " ids (see /proc/self/" + kind.map +
                "): leave it, or map the ids from 0 to " + std::to_string(first_ordinary_id - 1) + " at least");
}

OrLine<> map_subordinate_ids(pid_t process, const IdKind& kind, const IdMap& map)
{
    std::vector<std::string> argv{kind.mapper, std::to_string(process)};
    for (const auto& range : map)
        for (const auto number : {range.inside, range.outside, range.count})
            argv.push_back(std::to_string(number));
    const auto result = run_to_end(argv);
    if (!result)
        return line(result.error());
    if (result->status.success())
        return {};
    if (::prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1)
        return line(std::string{kind.mapper} + " gains no privileges here: run outside of what set no_new_privs");
    return line(std::string{kind.mapper} + " could not map the ids, see that it is set-user-ID root; it says: " +
                result->err.substr(0, result->err.find('\n')));
}

OrLine<> write_ids(pid_t process, const IdKind& kind, const IdMap& map)
{
    std::ostringstream text;
    for (const auto& range : map)
        text << range.inside << ' ' << range.outside << ' ' << range.count << '\n';
    // The kernel wants it in one piece.
    const auto path = "/proc/" + std::to_string(process) + "/" + kind.map;
    const Fd file{::open(path.c_str(), O_WRONLY | O_CLOEXEC)};
    if (!file || ::write(file.get(), text.str().data(), text.str().size()) < 0)
        return line(why_no_user_namespace(errno));
    return {};
}

} // namespace harness
