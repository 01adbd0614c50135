#include "harness/terminal.hpp"

#include "harness/launch.hpp"
#include "harness/pidfd.hpp"

#include <csignal>
#include <cstdio>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

namespace harness::terminal {

namespace {

bool taken = false;

/// The group that the terminal's signals go to, and that may read from it.
bool put_in_front(pid_t group)
{
    return ::tcsetpgrp(STDIN_FILENO, group) == 0;
}

/// In the child.
[[noreturn]] void become(const Namespace* ns, const std::vector<std::string>& argv)
{
    ::setpgid(0, 0);
    put_in_front(::getpgrp()); // As the parent does: whoever comes first.
    default_signals();
    const auto moved = ns != nullptr ? ns->join() : Expected<>{};
    if (!moved)
        static_cast<void>(std::fprintf(stderr, "# %s\n", moved.error().message().c_str()));
    else
        execute(argv);
    std::perror(("# execute " + argv.front()).c_str());
    ::_exit(127);
}

} // namespace

void take()
{
    // Its number outside is unknown in here, so a group that shall come back to the front must be one of in here.
    ::setpgid(0, 0);
    for (const int number : {SIGTTOU, SIGTTIN, SIGTSTP})
        ::signal(number, SIG_IGN);
    put_in_front(::getpgrp());
}

void give_back() noexcept
{
    ::signal(SIGTTOU, SIG_IGN);
    put_in_front(::getpgrp());
}

Expected<Foreground> Foreground::start(const Namespace* ns, const std::vector<std::string>& argv)
{
    if (taken)
        return failure(std::errc::device_or_resource_busy, "start " + argv.front() + " on the terminal");
    const auto forked = ns != nullptr ? ns->fork() : Expected<pid_t>{::fork()};
    if (!forked || *forked < 0)
        return forked ? Expected<Foreground>{system_failure("fork", argv.front())}
                      : tl::unexpected<Error>{forked.error()};
    const pid_t pid = *forked;
    if (pid == 0)
        become(ns, argv);
    ::setpgid(pid, pid);
    put_in_front(pid);
    taken = true;
    Foreground started{pid, open_pidfd(pid)};
    if (!started.pidfd_)
        return system_failure("open a pidfd", argv.front());
    return started;
}

bool Foreground::is_taken()
{
    return taken;
}

Foreground::Foreground(Foreground&& other) noexcept
    : pid_{std::exchange(other.pid_, 0)}, pidfd_{std::move(other.pidfd_)}
{}

Foreground::~Foreground()
{
    if (pid_ == 0)
        return;
    ::kill(-pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
    put_in_front(::getpgrp());
    taken = false;
}

bool Foreground::ended() const
{
    pollfd end{.fd = pidfd_.get(), .events = POLLIN, .revents = 0};
    return ::poll(&end, 1, 0) != 0;
}

void Foreground::wait() const noexcept
try {
    const Watch end = watch(pidfd_.get(), POLLIN, [](short) {});
    static_cast<void>(await(
        "the end of a program on the terminal", [this] { return ended(); }, {},
        Clock::now() + std::chrono::hours{24 * 365}));
} catch (...) {
    // Then it is killed.
}

} // namespace harness::terminal
