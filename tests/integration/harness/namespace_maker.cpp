// The making of a set of namespaces: by a child, whose they are until the test process holds their descriptors.
#include "harness/keeper.hpp"
#include "harness/namespace_state.hpp"
#include "harness/pidfd.hpp"
#include "harness/user_namespace.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <net/if.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace harness {

namespace {

/// What a child tells its parent: where it failed, or that it did not.
struct ChildReport
{
    int error = 0;
    bool failed = false;
    std::array<char, 64> doing = {};
    std::array<char, 256> text = {};
};

/// The descriptors beside those of the namespaces that the test process gets.
struct Beside
{
    Fd init;
    Fd pids_outside;
};

bool wanted(const NamespaceKind& kind, const NamespaceKinds& more)
{
    return kind.asked == nullptr || more.*kind.asked;
}

template <std::size_t Size>
void keep(std::array<char, Size>& room, const std::string& text)
{
    std::strncpy(room.data(), text.c_str(), Size - 1);
}

ChildReport report_of(const Expected<>& result)
{
    ChildReport report;
    if (result)
        return report;
    report.failed = true;
    report.error = result.error().code.value();
    keep(report.doing, result.error().doing);
    keep(report.text, result.error().text);
    return report;
}

Expected<> result_of(const ChildReport& report, const std::string& name)
{
    if (!report.failed)
        return {};
    return failure({report.error, std::system_category()}, report.doing.data(), name, report.text.data());
}

/// Sends a report with descriptors beside it. Best effort: a parent that hears nothing knows what that means.
void send_report(const Fd& parent, const ChildReport& report, const std::vector<int>& descriptors)
{
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int) * (namespace_kinds.size() + 2))> control{};
    iovec content{.iov_base = const_cast<ChildReport*>(&report), .iov_len = sizeof report};
    msghdr message{};
    message.msg_iov = &content;
    message.msg_iovlen = 1;
    if (!descriptors.empty()) {
        const std::size_t size = sizeof(int) * descriptors.size();
        message.msg_control = control.data();
        message.msg_controllen = CMSG_SPACE(size);
        cmsghdr* const rights = CMSG_FIRSTHDR(&message);
        rights->cmsg_level = SOL_SOCKET;
        rights->cmsg_type = SCM_RIGHTS;
        rights->cmsg_len = CMSG_LEN(size);
        std::memcpy(CMSG_DATA(rights), descriptors.data(), size);
    }
    static_cast<void>(::sendmsg(parent.get(), &message, MSG_NOSIGNAL));
}

/// Receives one. Nothing: whoever should have sent it died.
std::optional<ChildReport> receive_report(const Fd& child, std::vector<Fd>& descriptors)
{
    ChildReport report;
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int) * (namespace_kinds.size() + 2))> control{};
    iovec content{.iov_base = &report, .iov_len = sizeof report};
    msghdr message{};
    message.msg_iov = &content;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    if (::recvmsg(child.get(), &message, MSG_CMSG_CLOEXEC) != sizeof report)
        return {};
    const cmsghdr* const rights = CMSG_FIRSTHDR(&message);
    if (rights == nullptr || rights->cmsg_type != SCM_RIGHTS)
        return report;
    const std::size_t count = (rights->cmsg_len - CMSG_LEN(0)) / sizeof(int);
    for (std::size_t i = 0; i < count; ++i) {
        int fd = -1;
        std::memcpy(&fd, CMSG_DATA(rights) + i * sizeof fd, sizeof fd);
        descriptors.emplace_back(fd);
    }
    return report;
}

struct Connection
{
    Fd mine;
    Fd theirs;
};

Expected<Connection> connect()
{
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0)
        return system_failure("create a socket pair");
    return Connection{Fd{ends[0]}, Fd{ends[1]}};
}

bool bring_loopback_up()
{
    const Fd socket{::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0)};
    ifreq request{};
    std::strncpy(request.ifr_name, "lo", sizeof request.ifr_name - 1);
    request.ifr_flags = IFF_UP;
    return socket && ::ioctl(socket.get(), SIOCSIFFLAGS, &request) == 0;
}

bool write_to(const char* path, const std::string& text)
{
    const Fd file{::open(path, O_WRONLY | O_CLOEXEC)};
    return file && ::write(file.get(), text.data(), text.size()) >= 0;
}

bool mount_fresh(const char* type, const char* path)
{
    return ::mount(type, path, type, MS_NOSUID | MS_NODEV | MS_NOEXEC, nullptr) == 0;
}

/// How far the clocks of the next child are ahead.
Expected<> set_clocks(const NamespaceKinds& more)
{
    const auto offset = std::to_string(more.clock_offset.count());
    if (more.clock_offset.count() != 0 &&
        !write_to("/proc/self/timens_offsets", "monotonic " + offset + " 0\nboottime " + offset + " 0\n"))
        return system_failure("set the clocks ahead by " + offset + " s");
    return {};
}

/// `own`: /proc/self/ns. A kind that the kernel lacks has no file there.
Expected<> unshare_all(const Fd& own, const NamespaceKinds& more)
{
    int flags = 0;
    for (const auto& kind : namespace_kinds)
        if (wanted(kind, more)) {
            if (::faccessat(own.get(), kind.file, F_OK, AT_SYMLINK_NOFOLLOW) != 0)
                return failure({ENOSYS, std::system_category()},
                               std::string{"create a namespace of kind "} + kind.name);
            flags |= kind.flag;
        }
    if (more.user) {
        // As a whole, with the ids: what the next call makes belongs to it.
        if (const auto entered = enter_user_namespace(); !entered)
            return failure(std::error_code{}, "create a user namespace", {}, entered.error());
        flags &= ~CLONE_NEWUSER;
    }
    if (::unshare(flags) != 0)
        return system_failure("create namespaces");
    return {};
}

Expected<> set_up(const std::string& name)
{
    if (::sethostname(name.data(), name.size()) != 0)
        return system_failure("set the hostname");
    if (::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0)
        return system_failure("make the mounts private");
    // A sysfs shows the network namespace that it was mounted in.
    if (!mount_fresh("sysfs", "/sys"))
        return system_failure("mount a fresh /sys");
    if (!bring_loopback_up())
        return system_failure("bring lo up");
    // IPv6 addresses are usable at once, instead of after a second of duplicate address detection. No IPv6 is fine too.
    static_cast<void>(write_to("/proc/sys/net/ipv6/conf/default/accept_dad", "0"));
    return {};
}

/// Process 1 of a pid namespace: mounts its /proc, says how that went, and keeps nothing open, least of all the other
/// ends of programs' pipes. Whatever is orphaned in there goes without being waited for.
[[noreturn]] void run_init(const Fd& parent)
{
    ::signal(SIGCHLD, SIG_IGN);
    const bool mounted = mount_fresh("proc", "/proc");
    send_report(parent, report_of(mounted ? Expected<>{} : system_failure("mount a fresh /proc")), {});
    if (::syscall(SYS_close_range, 0U, ~0U, 0U) != 0) // Linux 5.9. glibc 2.34 was the first to have the function.
        for (int fd = 0; fd < static_cast<int>(::sysconf(_SC_OPEN_MAX)); ++fd)
            ::close(fd);
    for (;;)
        ::pause();
}

/// Its pidfd. The machine's, or the test's, own init waits for it in the end.
Expected<Fd> start_init()
{
    auto connection = connect();
    if (!connection)
        return tl::unexpected<Error>{connection.error()};
    const pid_t init = ::fork();
    if (init < 0)
        return system_failure("start process 1 of a pid namespace");
    if (init == 0)
        run_init(connection->theirs);
    connection->theirs.reset();
    Fd pidfd = open_pidfd(init);
    if (!pidfd)
        return system_failure("open a pidfd");
    std::vector<Fd> none;
    const auto report = receive_report(connection->mine, none);
    if (!report)
        return failure(std::errc::no_child_process, "start process 1 of a pid namespace");
    if (auto done = result_of(*report, {}); !done)
        return tl::unexpected<Error>{done.error()};
    return pidfd;
}

Expected<NamespaceDescriptors> open_own(const Fd& own, const NamespaceKinds& more)
{
    NamespaceDescriptors result;
    for (std::size_t i = 0; i < result.size(); ++i) {
        if (!wanted(namespace_kinds[i], more))
            continue;
        result[i].reset(::openat(own.get(), namespace_kinds[i].file, O_RDONLY | O_CLOEXEC));
        if (!result[i])
            return system_failure(std::string{"open the new namespace of kind "} + namespace_kinds[i].name);
    }
    return result;
}

/// In the child.
Expected<NamespaceDescriptors> make_set(const std::string& name, const NamespaceKinds& more, Beside& beside)
{
    if (auto left = leave_guards(); !left)
        return tl::unexpected<Error>{left.error()};
    // From here on by descriptor: the set may get another /proc, in which this process is not.
    const Fd own{::open("/proc/self/ns", O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    if (!own)
        return system_failure("open /proc/self/ns");
    beside.pids_outside.reset(more.pid ? ::openat(own.get(), "pid", O_RDONLY | O_CLOEXEC) : -1);
    auto done = unshare_all(own, more);
    if (done)
        done = set_clocks(more);
    if (done)
        done = set_up(name);
    if (!done)
        return tl::unexpected<Error>{done.error()};
    if (more.pid) {
        auto init = start_init();
        if (!init)
            return tl::unexpected<Error>{init.error()};
        beside.init = *std::move(init);
    }
    return open_own(own, more);
}

[[noreturn]] void run_child(const std::string& name, const NamespaceKinds& more, const Fd& parent)
{
    Beside beside;
    const auto made = make_set(name, more, beside);
    std::vector<int> descriptors;
    if (made)
        for (const auto& each : *made)
            if (each)
                descriptors.push_back(each.get());
    if (made && more.pid)
        descriptors.insert(descriptors.end(), {beside.init.get(), beside.pids_outside.get()});
    send_report(parent, report_of(made ? Expected<>{} : tl::unexpected<Error>{made.error()}), descriptors);
    ::_exit(0);
}

/// In the parent.
Expected<MadeNamespaces> take_from_child(const Fd& connection, const std::string& name, const NamespaceKinds& more)
{
    std::vector<Fd> descriptors;
    const auto report = receive_report(connection, descriptors);
    if (!report)
        return failure(std::errc::no_child_process, "create namespaces", name, "the child that makes them died");
    if (auto done = result_of(*report, name); !done)
        return tl::unexpected<Error>{done.error()};
    MadeNamespaces made;
    auto next = descriptors.begin();
    for (std::size_t i = 0; i < namespace_kinds.size(); ++i)
        if (wanted(namespace_kinds[i], more) && next != descriptors.end())
            made.descriptors[i] = std::move(*next++);
    if (more.pid && descriptors.end() - next == 2)
        return MadeNamespaces{std::move(made.descriptors), InitProcess{std::move(next[0])}, std::move(next[1])};
    return made;
}

} // namespace

InitProcess::~InitProcess()
{
    if (pidfd_ && !is_kept())
        ::syscall(SYS_pidfd_send_signal, pidfd_.get(), SIGKILL, nullptr, 0);
}

Expected<MadeNamespaces> make_namespaces(const std::string& name, const NamespaceKinds& more)
{
    if (more.clock_offset.count() != 0 && !more.time)
        return failure(std::errc::invalid_argument, "create namespaces", name,
                       "clocks that are ahead take a time namespace");
    auto connection = connect();
    if (!connection)
        return tl::unexpected<Error>{connection.error()};
    const pid_t child = ::fork();
    if (child < 0)
        return system_failure("fork", name);
    if (child == 0) {
        connection->mine.reset();
        run_child(name, more, connection->theirs);
    }
    connection->theirs.reset();
    auto made = take_from_child(connection->mine, name, more);
    ::waitpid(child, nullptr, 0);
    return made;
}

} // namespace harness
