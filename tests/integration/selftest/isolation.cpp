#include "selftest/child.hpp"

#include "harness/fd.hpp"
#include "harness/namespaces.hpp"
#include "harness/test.hpp"
#include "harness/wait.hpp"

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <poll.h>
#include <set>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>

using namespace harness;
using Catch::Matchers::ContainsSubstring;

namespace {

std::string namespace_of(const std::string& process, const std::string& kind)
{
    std::error_code code;
    return std::filesystem::read_symlink("/proc/" + process + "/ns/" + kind, code).string();
}

/// Every process that this one can see.
std::set<pid_t> processes()
{
    std::set<pid_t> result;
    for (const auto& entry : std::filesystem::directory_iterator{"/proc"})
        if (const pid_t pid = std::atoi(entry.path().filename().c_str()); pid > 0) // NOLINT(cert-err34-c)
            result.insert(pid);
    return result;
}

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
        ending.pidfd.reset(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
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

void say(const std::string& line)
{
    static_cast<void>(std::puts(line.c_str()));
    static_cast<void>(std::fflush(stdout));
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

} // namespace

TEST_CASE("child: waits for ever with programs that run for ever", "[.leaves]")
{
    Namespaces ns;
    const auto leaves = start_leaves(ns);
    say("started");
    allow(std::chrono::hours{1});
    wait_until("nothing", [] { return false; });
}

TEST_CASE("child: tells its namespaces", "[.tells-namespaces]")
{
    for (const auto* kind : {"pid", "mnt", "net", "ipc", "uts"})
        say("namespace " + namespace_of("self", kind));
    say("parent " + std::to_string(::getppid()));
}

TEST_CASE("child: mounts and looks around", "[.mounts]")
{
    Namespaces ns;
    ns(1).replace_directory("/media");
    ns(1).write_file("/media/mine", "");
    say(run(ns(1), {"ls", "/media", "/mnt"}).out);
}

TEST_CASE("child: is killed", "[.is-killed]")
{
    ::raise(SIGKILL);
}

TEST_CASE("the test program has namespaces of its own", "[isolation]")
{
    const auto result = run_child("[.tells-namespaces]");
    REQUIRE(result.status.success());
    CHECK_THAT(result.out, ContainsSubstring("parent 1\n"));
    for (const auto* kind : {"pid", "mnt", "net", "ipc", "uts"}) {
        CHECK_THAT(result.out, ContainsSubstring("namespace " + std::string{kind} + ":["));
        CHECK_THAT(result.out, !ContainsSubstring(namespace_of("self", kind)));
    }
}

TEST_CASE("the test program sees only processes of its own", "[isolation]")
{
    CHECK(::getppid() == 1);
    CHECK(processes() == std::set<pid_t>{1, ::getpid()});
}

TEST_CASE("a test program that dies by a signal makes the runner's status 128 and the signal's number", "[isolation]")
{
    const auto result = run_child("[.is-killed]");
    CHECK(result.status.code == 128 + SIGKILL);
    CHECK_THAT(result.out, !ContainsSubstring("1.."));
}

TEST_CASE("a signal to the runner reaches the test program", "[isolation]")
{
    const auto child = start_child("[.leaves]");
    child.wait_line("started");
    require(child.signal(SIGTERM));
    CHECK(child.wait().code == 128 + SIGTERM);
    CHECK_THAT(child.out(), ContainsSubstring("not ok 1"));
}

TEST_CASE("nothing that the runner started outlives it", "[isolation]")
{
    const auto how = GENERATE(SIGKILL, SIGTERM);
    const auto before = processes();
    const auto runner = start_child("[.leaves]");
    runner.wait_line("started");
    std::set<pid_t> started = processes();
    for (const pid_t pid : before)
        started.erase(pid);
    CAPTURE(started);
    CHECK(started.size() >= 3 + 5); // The runner's three, and at least five of the leaves'.
    require(runner.signal(how));
    wait_until_gone(started);
    // The runner itself is a zombie, which this process may still look at; what it left, init reaps in its own time.
    auto expected = before;
    expected.insert(runner.pid());
    poll_until("nothing but what was before", std::chrono::milliseconds{1}, [&] { return processes() == expected; });
}

TEST_CASE("in a chroot the tests stay there, and what they mount is theirs alone", "[isolation]")
{
    Namespaces ns;
    ns(1).replace_directory("/srv");
    ns(1).write_file("/srv/root/place", "");
    ns(1).mount("/", "/srv/root", "", MS_BIND | MS_REC);
    ns(1).mount("tmpfs", "/srv/root/mnt", "tmpfs");
    ns(1).write_file("/srv/root/mnt/chrooted", "");
    const auto mounts = ns(1).read_file("/proc/self/mountinfo");

    const auto result = run(ns(1), {"chroot", "/srv/root", this_program(), "[.mounts]"});

    CHECK(result.status.success());
    CHECK_THAT(result.out, ContainsSubstring("/media:\nmine\n\n/mnt:\nchrooted\n"));
    CHECK(ns(1).read_file("/proc/self/mountinfo") == mounts);
}

TEST_CASE("without privileges the runner says in one line what is missing, and exits with 1", "[isolation]")
{
    Namespaces ns;
    // Where the ordinary user can reach it.
    ns(1).replace_directory("/srv");
    {
        const auto inside = ns(1).enter();
        std::filesystem::copy_file(this_program(), "/srv/selftest");
    }
    struct Missing
    {
        std::vector<std::string> without;
        std::string said;
    };
    const Missing root{{"setpriv", "--reuid=65534", "--clear-groups", "--inh-caps=-all", "--bounding-set=-all"},
                       "only root can make them: run as root, for example with sudo"};
    const Missing capability{{"setpriv", "--inh-caps=-sys_admin", "--bounding-set=-sys_admin"},
                             "CAP_SYS_ADMIN is missing"};
    for (const auto& missing : {root, capability}) {
        auto argv = missing.without;
        argv.emplace_back("/srv/selftest");
        const auto refused = run(ns(1), argv);
        CHECK(refused.status.code == 1);
        CHECK(refused.out.empty());
        CHECK_THAT(refused.err, ContainsSubstring(missing.said));
        CHECK(std::count(refused.err.begin(), refused.err.end(), '\n') == 1);

        argv.emplace_back("--list-tests");
        const auto listed = run(ns(1), argv);
        CHECK(listed.status.success());
        CHECK_THAT(listed.out, ContainsSubstring("nothing that the runner started outlives it"));
    }
}
