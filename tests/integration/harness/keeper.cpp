#include "harness/keeper.hpp"

#include "harness/case_name.hpp"
#include "harness/fd.hpp"
#include "harness/namespaces.hpp"
#include "harness/pidfd.hpp"
#include "harness/process.hpp"

#include <array>
#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <poll.h>
#include <string>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace harness {

namespace {

/// What nsenter calls the namespaces whose files are in /proc/PID/ns.
constexpr std::array<std::pair<const char*, const char*>, 8> kinds{{{"user", " --user"},
                                                                    {"mnt", " --mount"},
                                                                    {"net", " --net"},
                                                                    {"uts", " --uts"},
                                                                    {"ipc", " --ipc"},
                                                                    {"pid", " --pid"},
                                                                    {"cgroup", " --cgroup"},
                                                                    {"time", " --time"}}};

/// Where the runner was started.
struct Outside
{
    Fd proc;
    std::array<std::string, kinds.size()> namespaces;
};

Outside& outside()
{
    static Outside the_one;
    return the_one;
}

bool kept_now = false;
bool kept_any = false;

/// "net:[4026531840]"; empty where the kernel has none of that kind.
std::string namespace_of(const std::string& process, const char* kind)
{
    std::array<char, 64> text{};
    const auto path = process + "/ns/" + kind;
    static_cast<void>(::readlinkat(outside().proc.get(), path.c_str(), text.data(), text.size() - 1));
    return text.data();
}

/// Reads what comes, so that nobody who writes has to wait, until it is killed.
[[noreturn]] void hold(const std::vector<int>& outputs)
{
    std::vector<pollfd> polled;
    polled.reserve(outputs.size());
    for (const int fd : outputs)
        polled.push_back({.fd = fd, .events = POLLIN, .revents = 0});
    std::array<char, 65536> bytes; // NOLINT(cppcoreguidelines-pro-type-member-init): nobody looks at it.
    for (;;) {
        if (::poll(polled.data(), polled.size(), -1) < 0)
            ::pause();
        for (auto& each : polled)
            if (each.revents != 0 && ::read(each.fd, bytes.data(), bytes.size()) == 0)
                each.fd = -1;
    }
}

/// A process in the namespaces, which keeps them alive. It is in them when this returns.
Expected<pid_t> start_holder(const Namespace& ns, const std::vector<int>& outputs)
{
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        return system_failure("create a pipe");
    const Fd inside{ends[0]};
    Fd told{ends[1]};
    auto pid = ns.fork();
    if (!pid)
        return pid;
    if (*pid == 0) {
        ::setpgid(0, 0); // The terminal's signals are for others.
        if (!ns.join() || ::write(told.get(), "", 1) != 1)
            ::_exit(1);
        hold(outputs);
    }
    told.reset();
    char byte = 0;
    if (::read(inside.get(), &byte, 1) == 1)
        return pid;
    ::waitpid(*pid, nullptr, 0);
    return failure(std::errc::no_child_process, "hold", ns.name());
}

/// A process's number as it is outside: the descriptors of the two see the same process, each in its own way.
std::string number_outside(pid_t process)
{
    const Fd pidfd = open_pidfd(process);
    const Fd file{
        ::openat(outside().proc.get(), ("self/fdinfo/" + std::to_string(pidfd.get())).c_str(), O_RDONLY | O_CLOEXEC)};
    std::array<char, 4096> text{};
    if (!pidfd || !file || ::read(file.get(), text.data(), text.size() - 1) <= 0)
        return {};
    const std::string info{text.data()};
    const auto found = info.find("\nPid:\t");
    return found == std::string::npos ? std::string{} : info.substr(found + 6, info.find('\n', found + 1) - found - 6);
}

/// nsenter refuses to enter some kinds where one is already.
std::string way_in(const std::string& holder)
{
    std::string line = "nsenter --target " + holder;
    for (std::size_t i = 0; i < kinds.size(); ++i)
        if (namespace_of(holder, kinds[i].first) != outside().namespaces[i])
            line += kinds[i].second;
    return line + " --root";
}

void say(const std::string& line)
{
    static_cast<void>(std::fputs(line.c_str(), stderr));
    static_cast<void>(std::fflush(stderr));
}

} // namespace

bool is_kept()
{
    return kept_now;
}

void keeper::look_outside()
{
    outside().proc.reset(::open("/proc", O_PATH | O_DIRECTORY | O_CLOEXEC));
    for (std::size_t i = 0; i < kinds.size(); ++i)
        outside().namespaces[i] = namespace_of("self", kinds[i].first);
}

void keeper::start()
{
    kept_now = false;
}

void keeper::keep()
{
    const auto all = live_namespaces();
    if (kept_now || all.empty())
        return;
    kept_now = kept_any = true;
    const auto outputs = keep_programs();
    std::string text = "# kept: " + running_case().text() + "\n";
    for (const Namespace* ns : all) {
        const auto holder = start_holder(*ns, ns == all.front() ? outputs : std::vector<int>{});
        text += "# " + ns->name() + ": " + (holder ? way_in(number_outside(*holder)) : holder.error().message()) + '\n';
    }
    say(text);
}

void keeper::wait_for_leave()
{
    if (!kept_any)
        return;
    sigset_t signals;
    ::sigemptyset(&signals);
    for (const int number : {SIGINT, SIGTERM, SIGHUP})
        ::sigaddset(&signals, number);
    ::sigprocmask(SIG_BLOCK, &signals, nullptr);
    const Fd signal{::signalfd(-1, &signals, SFD_CLOEXEC)};
    say("# the networks of failed tests are kept until you press Enter or Ctrl-C\n");
    std::array<pollfd, 2> polled{pollfd{.fd = signal.get(), .events = POLLIN, .revents = 0},
                                 pollfd{.fd = STDIN_FILENO, .events = POLLIN, .revents = 0}};
    while (::poll(polled.data(), polled.size(), -1) >= 0 && polled[0].revents == 0) {
        char key = 0;
        if (polled[1].revents != 0 && ::read(STDIN_FILENO, &key, 1) <= 0)
            polled[1].fd = -1; // Nobody sits there: a signal then.
        else if (key == '\n')
            return;
    }
}

} // namespace harness
