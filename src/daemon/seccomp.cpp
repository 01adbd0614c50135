#include "config.h"

#include "daemon/seccomp.hpp"

#include <cerrno>
#include <cstdlib>
#include <initializer_list>
#include <linux/sockios.h>
#include <memory>
#include <optional>
#include <seccomp.h>
#include <span>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>

namespace lldp::daemon {

namespace {

/// A call that is allowed, or one only with that argument. Names are libseccomp's, so one list serves every
/// architecture: what is not there, or not yet known to libseccomp, is passed over. Where one thing has gone by several
/// calls, all of them are named, since it is the C library that chooses.
struct Allowed
{
    const char* call = nullptr;
    std::optional<scmp_arg_cmp> only = std::nullopt;
};

constexpr scmp_arg_cmp first_is(scmp_datum_t value)
{
    return {0, SCMP_CMP_EQ, value, 0};
}

constexpr scmp_arg_cmp second_is(scmp_datum_t value)
{
    return {1, SCMP_CMP_EQ, value, 0};
}

constexpr Allowed in_both[] = {
    // memory
    {"brk"},
    {"madvise"},
    {"mmap"},
    {"mmap2"},
    {"mremap"},
    {"munmap"},
    {"futex"},
    {"futex_time64"},
    {"getrandom"},
    // time and the event loop
    {"clock_gettime"},
    {"clock_gettime64"},
    {"gettimeofday"},
    {"time"},
    {"epoll_ctl"},
    {"epoll_pwait"},
    {"epoll_pwait2"},
    {"epoll_wait"},
    {"poll"},
    {"ppoll"},
    {"ppoll_time64"},
    {"restart_syscall"},
    // signals, also one's own: raise(3), abort(3)
    {"rt_sigaction"},
    {"rt_sigprocmask"},
    {"rt_sigreturn"},
    {"sigreturn"},
    {"getpid"},
    {"gettid"},
    {"tgkill"},
    {"exit"},
    {"exit_group"},
    // descriptors; dup2 is for the standard streams, when the daemon leaves its terminal
    {"read"},
    {"readv"},
    {"write"},
    {"writev"},
    {"close"},
    {"dup2"},
    {"dup3"},
    {"fstat"},
    {"fstat64"},
    {"newfstatat"},
    {"getsockname"},
    {"recv"},
    {"recvfrom"},
    {"recvmsg"},
    {"send"},
    {"sendmsg"},
    {"sendto"},
    // the log, when whoever keeps it was started again
    {"socket", first_is(AF_UNIX)},
    {"connect"},
    {"uname"}, // gethostname(2)
    // drivers
    {"ioctl", second_is(SIOCETHTOOL)},
};

constexpr Allowed in_worker[] = {
    {"accept4"}, {"accept"},                  // libevent's and the C library's second choice
    {"fcntl"},   {"fcntl64"}, {"setsockopt"}, // promiscuous ports
    {"wait4"},   {"waitid"},  {"waitpid"},
};

constexpr Allowed in_monitor[] = {
    // requests of the worker
    {"open"},
    {"openat"},
    {"pipe2"},
    {"socket", first_is(AF_NETLINK)},
    {"socket", first_is(AF_PACKET)},
    {"bind"},
    {"setsockopt"},
    {"ioctl", second_is(SIOCGIFNAME)},
    // children, and the end
    {"clone"},
    {"clone3"},
    {"fork"},
    {"vfork"},
    {"kill"},
    {"wait4"},
    {"waitid"},
    {"waitpid"},
    {"unlink"},
    {"unlinkat"},
    // the child that asks the resolver, with whichever modules /etc/nsswitch.conf names
    {"prctl", first_is(PR_SET_PDEATHSIG)},
    {"prctl", first_is(PR_CAPBSET_READ)}, // a module that loads libcap
    {"close_range"},
    {"set_robust_list"},
    {"socket", first_is(AF_INET)},
    {"socket", first_is(AF_INET6)},
    {"getpeername"},
    {"getsockopt"},
    {"shutdown"},
    {"recvmmsg"},
    {"recvmmsg_time64"},
    {"sendmmsg"},
    {"ioctl", second_is(FIONREAD)},
    {"clock_nanosleep"},
    {"clock_nanosleep_time64"},
    {"nanosleep"},
    {"eventfd2"},
    {"timerfd_create"},
    {"timerfd_settime"},
    {"timerfd_settime64"},
    // the client that reads the configuration, and what either loads
    {"access"},
    {"faccessat"},
    {"faccessat2"},
    {"execve"},
    {"arch_prctl"},
    {"set_thread_area"},
    {"set_tls"},
    {"set_tid_address"},
    {"rseq"},
    {"prlimit64"},
    {"getrlimit"},
    {"ugetrlimit"},
    {"mprotect"},
    {"mseal"},
    {"pread64"},
    {"lseek"},
    {"_llseek"},
    {"fcntl"},
    {"fcntl64"},
    {"fstatat64"},
    {"lstat"},
    {"lstat64"},
    {"stat"},
    {"stat64"},
    {"statx"},
    {"fstatfs"},
    {"fstatfs64"},
    {"statfs"},
    {"statfs64"},
    {"getcwd"},
    {"getdents"},
    {"getdents64"},
    {"readlink"},
    {"readlinkat"},
    {"getegid"},
    {"getegid32"},
    {"geteuid"},
    {"geteuid32"},
    {"getgid"},
    {"getgid32"},
    {"getuid"},
    {"getuid32"},
    {"getppid"},
    {"sysinfo"},
    {"sched_getaffinity"},
    {"sched_yield"},
    {"ioctl", second_is(TCGETS)},
};

#if defined(SANITIZED) || defined(COVERAGE)
/// What sanitizers and gcov do in the process that they watch. A clone of it, which traces it, looks for leaks.
constexpr Allowed for_instruments[] = {
    // the tracer and its subject
    {"clone"},
    {"fork"},
    {"getppid"},
    {"kill"},
    {"prctl"},
    {"process_vm_readv"},
    {"ptrace"},
    {"sigaltstack"},
    {"wait4"},
    // what /proc tells of them
    {"getdents"},
    {"getdents64"},
    {"open"},
    {"openat"},
    {"readlink"},
    {"readlinkat"},
    {"stat"},
    // the sanitizers' own memory, limits and time
    {"getrlimit"},
    {"mincore"},
    {"mprotect"},
    {"nanosleep"},
    {"personality"},
    {"pipe"},
    {"pipe2"},
    {"prlimit64"},
    {"sched_getaffinity"},
    {"sched_yield"},
    // reports and counters in files
    {"fcntl"},
    {"fcntl64"},
    {"ioctl"},
    {"lseek"},
    {"mkdir"},
};
#else
constexpr std::span<const Allowed> for_instruments{};
#endif

struct Release
{
    void operator()(scmp_filter_ctx filter) const { ::seccomp_release(filter); }
};
using Filter = std::unique_ptr<void, Release>;

/// libseccomp returns error numbers, negated.
tl::unexpected<Error> filter_failure(int error, std::string_view doing, std::string_view on = {})
{
    return failure(std::error_code{std::abs(error), std::generic_category()}, doing, on);
}

Expected<> allow(const Filter& filter, std::span<const Allowed> list)
{
    for (const auto& [call, only] : list) {
        const auto number = ::seccomp_syscall_resolve_name(call);
        if (number == __NR_SCMP_ERROR)
            continue;
        const auto error =
            ::seccomp_rule_add_array(filter.get(), SCMP_ACT_ALLOW, number, only ? 1 : 0, only ? &*only : nullptr);
        if (error < 0)
            return filter_failure(error, "allow the system call", call);
    }
    return {};
}

} // namespace

Expected<> restrict_system_calls(Role role)
{
    const Filter filter{::seccomp_init(SCMP_ACT_KILL_PROCESS)};
    if (!filter)
        return filter_failure(ENOMEM, "make a filter of system calls");
    for (const std::span<const Allowed> list :
         {std::span<const Allowed>{in_both}, std::span<const Allowed>{for_instruments},
          role == Role::Worker ? std::span<const Allowed>{} : std::span<const Allowed>{in_monitor},
          role == Role::Monitor ? std::span<const Allowed>{} : std::span<const Allowed>{in_worker}})
        if (auto done = allow(filter, list); !done)
            return done;
    if (const auto error = ::seccomp_load(filter.get()); error < 0)
        return filter_failure(error, "install the filter of system calls");
    return {};
}

} // namespace lldp::daemon
