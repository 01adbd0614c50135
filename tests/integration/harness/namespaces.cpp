#include "harness/namespaces.hpp"

#include "harness/namespace_state.hpp"
#include "harness/packet_socket.hpp"
#include "harness/recorder.hpp"
#include "harness/report.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <net/if.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

namespace harness {

namespace {

std::vector<const Namespace*>& live()
{
    static auto& the_one = *new std::vector<const Namespace*>;
    return the_one;
}

/// What the child that makes a set tells its parent: where it failed, or that it did not.
struct ChildReport
{
    int error;
    std::array<char, 64> doing;
    ino_t mounts; ///< Which mount namespace it is in.
};

ino_t mounts_of(const std::string& process)
{
    struct stat found
    {};
    return ::stat(("/proc/" + process + "/ns/mnt").c_str(), &found) == 0 ? found.st_ino : 0;
}

bool bring_loopback_up()
{
    const Fd socket{::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0)};
    ifreq request{};
    std::strncpy(request.ifr_name, "lo", sizeof request.ifr_name - 1);
    request.ifr_flags = IFF_UP;
    return socket && ::ioctl(socket.get(), SIOCSIFFLAGS, &request) == 0;
}

/// IPv6 addresses are usable at once, instead of after a second of duplicate address detection. No IPv6 is fine too.
void switch_off_duplicate_address_detection()
{
    const Fd file{::open("/proc/sys/net/ipv6/conf/default/accept_dad", O_WRONLY | O_CLOEXEC)};
    if (file)
        static_cast<void>(!::write(file.get(), "0", 1));
}

/// In the child: what is being done when it fails, or nothing.
const char* make_set(const std::string& name)
{
    int flags = 0;
    for (const auto& kind : namespace_kinds)
        flags |= kind.flag;
    if (!leave_guards())
        return "leave the namespaces entered";
    if (::unshare(flags) != 0)
        return "create namespaces";
    if (::sethostname(name.data(), name.size()) != 0)
        return "set the hostname";
    if (::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0)
        return "make the mounts private";
    // A sysfs shows the network namespace that it was mounted in.
    if (::mount("sysfs", "/sys", "sysfs", MS_NOSUID | MS_NODEV | MS_NOEXEC, nullptr) != 0)
        return "mount a fresh /sys";
    if (!bring_loopback_up())
        return "bring lo up";
    switch_off_duplicate_address_detection();
    return nullptr;
}

/// Tells how it went and stays, keeping the namespaces alive, until the parent has opened them.
[[noreturn]] void run_child(const std::string& name, const Fd& parent)
{
    ChildReport report{};
    if (const char* failed = make_set(name); failed != nullptr) {
        report.error = errno;
        std::strncpy(report.doing.data(), failed, report.doing.size() - 1);
    }
    report.mounts = mounts_of("self");
    static_cast<void>(!::write(parent.get(), &report, sizeof report));
    char none = 0;
    static_cast<void>(!::read(parent.get(), &none, 1));
    ::_exit(0);
}

/// In the parent.
Expected<NamespaceDescriptors> take_from_child(pid_t child, const Fd& connection, const std::string& name)
{
    ChildReport report{};
    if (::read(connection.get(), &report, sizeof report) != sizeof report)
        return failure(std::errc::no_child_process, "create namespaces", name, "the child that makes them died");
    if (report.error != 0)
        return failure({report.error, std::system_category()}, report.doing.data(), name);
    // What is mounted in a namespace that is not the child's would be mounted on the machine.
    if (report.mounts == 0 || report.mounts != mounts_of(std::to_string(child)))
        return failure(std::errc::no_such_process, "find the namespaces of a child", name,
                       "/proc is that of another pid namespace");
    return open_namespaces(std::to_string(child));
}

} // namespace

Expected<Namespace> Namespace::create(std::string name)
{
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0)
        return system_failure("create a socket pair", name);
    Fd mine{ends[0]};
    Fd theirs{ends[1]};
    const pid_t child = ::fork();
    if (child < 0)
        return system_failure("fork", name);
    if (child == 0) {
        mine.reset();
        run_child(name, theirs);
    }
    theirs.reset();
    auto descriptors = take_from_child(child, mine, name);
    mine.reset();
    ::waitpid(child, nullptr, 0);
    if (!descriptors)
        return tl::unexpected<Error>{descriptors.error()};
    return Namespace{std::make_shared<State>(State{std::move(name), *std::move(descriptors)})};
}

Namespace::Namespace(std::shared_ptr<State> state) : state_{std::move(state)}
{
    if (!state_)
        return;
    // Whoever owned it before is no longer the one that lives.
    std::erase(live(), state_->owner);
    state_->owner = this;
    live().push_back(this);
}

Namespace::Namespace(Namespace&& other) noexcept : Namespace{std::move(other.state_)} {}

Namespace& Namespace::operator=(Namespace&& other) noexcept
{
    if (this != &other) {
        const Namespace gone{std::move(state_)};
        if (other.state_) {
            std::replace(live().begin(), live().end(), other.state_->owner, static_cast<const Namespace*>(this));
            other.state_->owner = this;
        }
        state_ = std::move(other.state_);
    }
    return *this;
}

Namespace::~Namespace()
{
    if (!state_)
        return;
    if (std::uncaught_exceptions() > state_->exceptions)
        report::snapshot(*this);
    recorder::end(*this);
    std::erase(live(), this);
}

const std::string& Namespace::name() const
{
    static const std::string nobody;
    return state_ ? state_->name : nobody;
}

int Namespace::net() const
{
    return state_ ? state_->descriptors.front().get() : -1;
}

const Namespace* Namespace::from(const std::weak_ptr<const State>& watched)
{
    const auto state = watched.lock();
    return state ? state->owner : nullptr;
}

Expected<Netlink*> Namespace::netlink() const
{
    if (!state_)
        return failure(std::errc::bad_file_descriptor, "use a namespace that was moved from");
    if (!state_->netlink) {
        const auto inside = try_enter();
        if (!inside)
            return tl::unexpected<Error>{inside.error()};
        auto opened = Netlink::open(state_->name);
        if (!opened)
            return tl::unexpected<Error>{opened.error()};
        state_->netlink = *std::move(opened);
    }
    return &*state_->netlink;
}

Expected<int> Namespace::packet_sender() const
{
    if (!state_)
        return failure(std::errc::bad_file_descriptor, "use a namespace that was moved from");
    if (!state_->packet_sender) {
        auto opened = open_packet_socket(*this);
        if (!opened)
            return tl::unexpected<Error>{opened.error()};
        state_->packet_sender = *std::move(opened);
    }
    return state_->packet_sender.get();
}

Namespace& Namespaces::operator()(unsigned number, Where where)
{
    const auto found = sets_.find(number);
    if (found != sets_.end())
        return found->second;
    return sets_.emplace(number, require(Namespace::create("ns-" + std::to_string(number)), where)).first->second;
}

std::vector<const Namespace*> live_namespaces()
{
    return live();
}

} // namespace harness
