#include "harness/isolation.hpp"

#include "harness/fd.hpp"
#include "harness/id_map.hpp"
#include "harness/mounts.hpp"
#include "harness/pidfd.hpp"
#include "harness/user_namespace.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <string>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace harness {

namespace {

/// The cgroup namespace, where the kernel has such, only because nobody may return to one of another's: a test that
/// went into a new one could not leave that again.
int own_namespaces()
{
    return CLONE_NEWPID | CLONE_NEWNS | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS |
           (::access("/proc/self/ns/cgroup", F_OK) == 0 ? CLONE_NEWCGROUP : 0);
}

constexpr std::array forwarded = {SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2};

/// At once: no destructors, no leak checker on what the processes share.
[[noreturn]] void refuse(const std::string& why)
{
    static_cast<void>(std::fprintf(stderr, "no test can run: %s\n", why.c_str()));
    ::_exit(cannot_run);
}

void need(const OrLine<>& done)
{
    if (!done)
        refuse(done.error());
}

std::string why_no_namespaces(int error)
{
    switch (error) {
    case EPERM:
    case EACCES:
        return "a policy forbids namespaces: in a container, start it with --privileged";
    case ENOSPC:
        return "the limit is reached: raise the sysctls user.max_{pid,mnt,net,ipc,uts,cgroup}_namespaces";
    case EINVAL:
        return "the kernel was built without some namespaces: it needs CONFIG_{PID,NET,IPC,UTS}_NS";
    default:
        return std::string{"the kernel makes no namespaces: "} + std::strerror(error);
    }
}

/// `path` is /proc or /sys. Only root of the whole machine may mount one where parts of the old one are hidden.
std::string why_no_fresh(const std::string& path, int error)
{
    if (error == EPERM)
        return "parts of " + path +
               " are hidden, so that no fresh one can be mounted: in a container, start it with --privileged";
    return "no fresh " + path + " can be mounted: " + std::strerror(error);
}

sigset_t relayed_signals()
{
    sigset_t set;
    ::sigemptyset(&set);
    ::sigaddset(&set, SIGCHLD);
    for (const int number : forwarded)
        ::sigaddset(&set, number);
    return set;
}

/// Passes signals on to `child` until it ends, reaping whatever else ends. Returns what a shell would call its status.
/// What the terminal sends reaches the child without help.
int relay(pid_t child, const sigset_t& signals)
{
    for (;;) {
        int status = 0;
        pid_t ended = 0;
        while ((ended = ::waitpid(-1, &status, WNOHANG)) > 0)
            if (ended == child)
                return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
        siginfo_t info{};
        const int number = ::sigwaitinfo(&signals, &info);
        if (number > 0 && number != SIGCHLD && info.si_code <= 0)
            ::kill(child, number);
    }
}

/// The process ends when its parent does, also when that happened before this call. `parent` is the parent's pidfd:
/// getppid() tells nothing across pid namespaces.
void die_with(const Fd& parent)
{
    if (::prctl(PR_SET_PDEATHSIG, SIGKILL) != 0)
        refuse(std::string{"no signal tells of the parent's death: "} + std::strerror(errno));
    pollfd ended{.fd = parent.get(), .events = POLLIN, .revents = 0};
    if (::poll(&ended, 1, 0) != 0)
        ::_exit(cannot_run);
}

struct statx place(int directory)
{
    struct statx result
    {};
    ::statx(directory, "", AT_EMPTY_PATH, STATX_INO | STATX_MNT_ID, &result);
    return result;
}

bool is_same(const struct statx& left, const struct statx& right)
{
    return left.stx_ino == right.stx_ino && left.stx_dev_major == right.stx_dev_major &&
           left.stx_dev_minor == right.stx_dev_minor && left.stx_mnt_id == right.stx_mnt_id;
}

/// Makes the new mount namespace private. Entering one lands in its root, which in a chroot would be outside of that:
/// there, ours is put over it. What failed, or nothing.
const char* take_root()
{
    std::array<char, 4096> directory{};
    if (::getcwd(directory.data(), directory.size()) == nullptr)
        return "find the working directory";
    const Fd ours{::open("/", O_PATH | O_DIRECTORY | O_CLOEXEC)};
    const Fd mounts{::open("/proc/self/ns/mnt", O_RDONLY | O_CLOEXEC)};
    if (!ours || !mounts)
        return "open / and /proc/self/ns/mnt";
    if (::setns(mounts.get(), CLONE_NEWNS) != 0)
        return "enter the new mount namespace";
    if (::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0)
        return "make the mounts private";
    const Fd root{::open("/", O_PATH | O_DIRECTORY | O_CLOEXEC)};
    if (!is_same(place(ours.get()), place(root.get()))) {
        const Fd tree = copy_mount(ours.get(), "", AT_EMPTY_PATH | AT_RECURSIVE);
        if (!tree || !attach_mount(tree, "/"))
            return "make the root directory that of the new mount namespace";
        if (::fchdir(tree.get()) != 0 || ::chroot(".") != 0)
            return "enter the root directory";
    }
    return ::chdir(directory.data()) == 0 ? nullptr : "return to the working directory";
}

/// Process 1 of the new pid namespace. Returns in the test process only; the kernel kills that, and all it started,
/// when process 1 ends.
void become_init(Fd outer, const sigset_t& signals, const sigset_t& before)
{
    die_with(outer);
    outer.reset();
    if (::mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, nullptr) != 0)
        refuse(why_no_fresh("/proc", errno));
    // It shows the network namespace that it was mounted in, not the machine's interfaces.
    if (::mount("sysfs", "/sys", "sysfs", MS_NOSUID | MS_NODEV | MS_NOEXEC, nullptr) != 0)
        refuse(why_no_fresh("/sys", errno));
    const pid_t child = ::fork();
    if (child < 0)
        refuse(std::string{"the test process cannot be forked: "} + std::strerror(errno));
    if (child > 0)
        ::_exit(relay(child, signals));
    ::sigprocmask(SIG_SETMASK, &before, nullptr);
}

} // namespace

void isolate(const std::function<int(int status)>& at_end)
{
    Fd self = open_pidfd(::getpid());
    if (!self)
        refuse("it takes a kernel with pidfd_open, Linux 5.3 or newer");
    const bool root = ::geteuid() == 0;
    const auto missing = missing_capabilities();
    const bool privileged = root && missing.empty();
    const auto why = privileged ? why_no_namespaces : why_no_user_namespace;
    if (!privileged)
        need(enter_user_namespace().map_error([&](const std::string& reason) {
            return root ? "root lacks " + missing + " here, and otherwise " + reason : reason;
        }));
    for (const auto& kind : id_kinds)
        need(check_ids(kind));
    if (::unshare(own_namespaces()) != 0)
        refuse(why(errno));
    if (const char* failed = take_root(); failed != nullptr)
        refuse("it does not work to " + std::string{failed} + ": " + why(errno));

    const sigset_t signals = relayed_signals();
    sigset_t before;
    ::sigprocmask(SIG_BLOCK, &signals, &before);
    const pid_t init = ::fork();
    if (init < 0)
        refuse(std::string{"no process can be started: "} + std::strerror(errno));
    if (init > 0) {
        self.reset();
        const int status = relay(init, signals);
        ::_exit(at_end ? at_end(status) : status);
    }
    become_init(std::move(self), signals, before);
}

} // namespace harness
