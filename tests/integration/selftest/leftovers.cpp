// Nothing of a test program stays when it is gone, and two of them do not notice each other.
#include "lldp/test.hpp"
#include "selftest/child.hpp"
#include "selftest/merging.hpp"
#include "selftest/processes.hpp"
#include "selftest/report_directory.hpp"

#include "harness/fd.hpp"
#include "harness/namespaces.hpp"
#include "harness/netlink.hpp"
#include "harness/pidfd.hpp"
#include "harness/test.hpp"
#include "harness/wait.hpp"

#include <algorithm>
#include <array>
#include <catch2/catch_get_random_seed.hpp>
#include <catch2/matchers/catch_matchers_container_properties.hpp>
#include <csignal>
#include <cstdio>
#include <poll.h>
#include <random>
#include <regex>
#include <string>
#include <sys/timerfd.h>
#include <utility>

using namespace harness;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::StartsWith;

namespace {

struct Ending
{
    Fd pidfd;
    Watch watch;
    bool ended = false;
};

/// Waits, by their pidfds, until all of them are gone.
void wait_until_gone(const std::set<pid_t>& pids)
{
    std::map<pid_t, Ending> endings;
    for (const pid_t pid : pids) {
        auto& ending = endings[pid];
        ending.pidfd = open_pidfd(pid);
        if (!ending.pidfd) {
            ending.ended = true;
            continue;
        }
        ending.watch = watch(ending.pidfd.get(), POLLIN, [&ending](short) {
            ending.ended = true;
            ending.watch.stop();
        });
    }
    wait_until("the end of what the killed runner started", [&] {
        return std::all_of(endings.begin(), endings.end(), [](const auto& entry) { return entry.second.ended; });
    });
}

/// Programs that would run for ever, some of which try to get away.
std::vector<Process> start_leaves(Namespaces& ns)
{
    std::vector<Process> leaves;
    leaves.emplace_back(ns(1), std::vector<std::string>{"sleep", "infinity"});
    leaves.emplace_back(
        ns(2), std::vector<std::string>{"sh", "-c",
                                        "setsid --fork sh -c 'echo away; exec sleep infinity'; exec sleep infinity"});
    leaves.emplace_back(
        ns(3), std::vector<std::string>{"sh", "-c",
                                        "trap '' TERM HUP INT; setsid sh -c 'sleep infinity & echo away; wait' "
                                        "& wait"});
    leaves[1].wait_line("away");
    leaves[2].wait_line("away");
    return leaves;
}

/// What a test program could leave behind: each is listed, so that a difference names it.
struct Belongings
{
    std::set<pid_t> processes;
    std::set<std::string> namespaces;
    std::string mounts;
    std::vector<std::string> links;
    std::string files; ///< But for those of a report.
};

/// The places where a test program, or a daemon in one, would write if it were not kept from that.
constexpr std::array places = {"/srv", "/run", "/mnt"};
/// What is written there is meant to stay.
const std::string report_place = "/srv/report";

/// Processes of earlier tests may have gone meanwhile, and their namespaces.
bool nothing_more(const Belongings& before, const Belongings& after)
{
    return new_ones(before.processes, after.processes).empty() &&
           new_ones(before.namespaces, after.namespaces).empty() && after.mounts == before.mounts &&
           after.links == before.links && after.files == before.files;
}

/// Of this pid namespace, and of the place where the test program runs.
Belongings look(const Namespace& place)
{
    Belongings found{.processes = processes(),
                     .namespaces = {},
                     .mounts = place.read_file("/proc/self/mountinfo"),
                     .links = {},
                     .files = {}};
    std::vector<std::string> find = {"find"};
    find.insert(find.end(), places.begin(), places.end());
    find.insert(find.end(), {"-path", report_place, "-prune", "-o", "-print"});
    found.files = run(place, find).out;
    std::error_code none;
    for (const pid_t process : found.processes)
        for (const auto* kind : {"net", "mnt", "pid", "ipc", "uts", "user", "cgroup", "time"})
            found.namespaces.insert(
                std::filesystem::read_symlink("/proc/" + std::to_string(process) + "/ns/" + kind, none));
    found.namespaces.erase(""); // Of a zombie.
    for (const auto& link : require(require(place.netlink())->links()))
        found.links.push_back(link.name);
    return found;
}

/// Some time that nobody knows beforehand.
void wait_for_a_moment(std::mt19937& random)
{
    const long most = std::chrono::nanoseconds{std::chrono::milliseconds{700}}.count();
    const Fd timer{::timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC)};
    const itimerspec times{.it_interval = {}, .it_value = {0, std::uniform_int_distribution<long>{1, most}(random)}};
    REQUIRE(::timerfd_settime(timer.get(), 0, &times, nullptr) == 0);
    bool come = false;
    const Watch moment = watch(timer.get(), POLLIN, [&](short) { come = true; });
    wait_until("a moment", [&] { return come; });
}

/// Times, numbers of processes and the like differ.
std::string verdicts(const std::string& tap)
{
    return std::regex_replace(tap, std::regex{" \\([0-9.]+ s\\)"}, "");
}

/// Much that could be left: namespaces, mounts, links, programs, a daemon.
const char* const busy_tests = "[links],[process],[namespaces],[capture],[report],[.any-daemon]";

/// What lasts until the runner is killed: says so, and waits for that.
void last()
{
    static_cast<void>(std::puts("started"));
    static_cast<void>(std::fflush(stdout));
    allow(std::chrono::hours{1});
    wait_until("nothing", [] { return false; });
}

constexpr NamespaceKinds every_kind{.pid = true, .user = true, .cgroup = true, .time = true};

} // namespace

TEST_CASE("child: waits for ever with programs that run for ever", "[.leaves]")
{
    Namespaces ns;
    const auto leaves = start_leaves(ns);
    last();
}

TEST_CASE("child: has something of everything for ever", "[.has-everything]")
{
    Namespaces ns;
    Links links;
    ns(2).replace_file("/etc/hostname", "replaced\n");
    ns.make(4, every_kind);
    links.veth(ns(1), ns(2));
    const Lldpd lldpd{ns(1)};
    const auto leaves = start_leaves(ns);
    const Process elsewhere{ns(4), {"sleep", "infinity"}};
    last();
}

TEST_CASE("nothing that the runner started outlives it", "[isolation]")
{
    const auto how = GENERATE(SIGKILL, SIGTERM);
    const auto before = processes();
    const auto runner = start_child("[.leaves]");
    runner.wait_line("started");
    const auto started = new_ones(before, processes());
    CAPTURE(started);
    CHECK(started.size() >= 3 + 5); // The runner's three, and at least five of the leaves'.
    require(runner.signal(how));
    wait_until_gone(started);
    // The runner itself is a zombie, which this process may still look at; what it left, init reaps in its own time.
    auto expected = before;
    expected.insert(runner.pid());
    poll_until("nothing but what was before", std::chrono::milliseconds{1},
               [&] { return new_ones(expected, processes()).empty(); });
}

TEST_CASE("a runner that is killed at any moment leaves no process, namespace, mount, link or file", "[isolation]")
{
    allow(std::chrono::minutes{1});
    std::mt19937 random{Catch::getSeed()};
    Namespaces ns;
    ns.make(2, every_kind); // Skips where the kernel lacks one.
    for (const auto* path : places)
        ns(1).replace_directory(path);
    // Some are killed while they start, some while they do one thing after the other, some with all at once.
    const std::array<std::pair<std::string, std::string>, 3> runs{
        {{busy_tests, ""}, {busy_tests, "ok 1 - "}, {"[.has-everything]", "started"}}};
    for (unsigned count = 0; count < 12; ++count) {
        auto before = look(ns(1));
        const auto& [tests, sign] = runs.at(count % runs.size());
        const Process runner{
            ns(1),
            {this_program(), tests, "--reporter", "tap-cases", "--order", "rand"},
            {.environment = child_environment({{"TMPDIR", "/srv"}, {"LLDPD_TEST_REPORT", report_place}}),
             .directory = "/srv"}};
        CAPTURE(count, tests);
        if (!sign.empty()) {
            runner.wait_line(sign);
            CHECK(new_ones(before.processes, processes()).size() >= 3);
        }
        wait_for_a_moment(random);
        require(runner.signal(SIGKILL));
        CHECK(runner.wait().signal == SIGKILL);
        // The runner is a zombie as long as its object lives, whose end would kill all its group and hide what is left.
        // What it left to the init of this pid namespace, that reaps in its own time.
        before.processes.insert(runner.pid());
        Belongings after;
        const auto same = await_polling("the end of all that it started", std::chrono::milliseconds{1}, [&] {
            after = look(ns(1));
            return nothing_more(before, after);
        });
        CHECK_THAT(new_ones(before.processes, after.processes), Catch::Matchers::IsEmpty());
        CHECK_THAT(new_ones(before.namespaces, after.namespaces), Catch::Matchers::IsEmpty());
        CHECK(after.mounts == before.mounts);
        CHECK(after.links == before.links);
        CHECK(after.files == before.files);
        REQUIRE(same);
    }
    // A report is all that stays, with the cores of programs that crash on purpose: that it is there shows that files
    // would be seen.
    CHECK_THAT(run(ns(1), {"find", report_place, "-type", "f"}).out,
               Catch::Matchers::Matches(
                   "(/srv/report/(cases/[^/]*\\.jsonl|(frames|sent)/[^/]*\\.pcapng|cores/[^/]*\\.core)\n)+"));
}

TEST_CASE("two suites at the same time, with a report in common, do not notice each other", "[isolation]")
{
    allow(std::chrono::minutes{1});
    const ReportDirectory directory;
    const std::string tests = "[capture],[.any-daemon]"; // Of the same names, numbers and addresses.
    const Environment environment{{"LLDPD_TEST_REPORT", ReportDirectory::path}};
    const auto first = start_child(tests, {"--order", "decl"}, environment);
    const auto second = start_child(tests, {"--order", "decl"}, environment);
    for (const auto* each : {&first, &second}) {
        const auto status = each->wait();
        CAPTURE(each->out());
        CHECK(status.success());
    }
    CHECK_THAT(first.out(), ContainsSubstring("ok 1 - "));
    CHECK(verdicts(first.out()) == verdicts(second.out()));
    CHECK(ReportDirectory::files("cases").size() == 2);
    CHECK_THAT(
        merge({ReportDirectory::path, ReportDirectory::path}).out,
        StartsWith("report-merge: " + std::to_string(2 * count(first.out(), "\nok ") + 2) + " passed, 0 failed, "));
}
