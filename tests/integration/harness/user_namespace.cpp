#include "harness/user_namespace.hpp"

#include "harness/fd.hpp"
#include "harness/id_map.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <grp.h>
#include <memory>
#include <sched.h>
#include <sys/capability.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <type_traits>
#include <unistd.h>

namespace harness {

namespace {

struct CapFree
{
    void operator()(cap_t state) const { ::cap_free(state); }
};

bool has_capabilities(std::initializer_list<cap_value_t> needed)
{
    const std::unique_ptr<std::remove_pointer_t<cap_t>, CapFree> state{::cap_get_proc()};
    return std::all_of(needed.begin(), needed.end(), [&](cap_value_t each) {
        cap_flag_value_t set = CAP_CLEAR;
        return state && ::cap_get_flag(state.get(), each, CAP_EFFECTIVE, &set) == 0 && set == CAP_SET;
    });
}

OrLine<std::array<IdMap, id_kinds.size()>> plan_maps(bool as_outside)
{
    std::array<IdMap, id_kinds.size()> maps;
    for (std::size_t i = 0; i < maps.size(); ++i) {
        auto map = as_outside ? OrLine<IdMap>{same_ids(id_kinds[i])} : subordinate_ids(id_kinds[i]);
        if (!map)
            return tl::unexpected<std::string>{std::move(map.error())};
        maps[i] = *std::move(map);
    }
    return maps;
}

/// Only from outside can the ids of a namespace be mapped, so this process stays there. It waits for a word that there
/// is one, and says how it went: nothing, or the line for the user.
[[noreturn]] void map_from_outside(pid_t process, const Fd& connection, const std::array<IdMap, id_kinds.size()>& maps,
                                   bool as_outside)
{
    char none = 0;
    if (::read(connection.get(), &none, 1) != 1)
        ::_exit(EXIT_FAILURE);
    OrLine<> done;
    for (std::size_t i = 0; i < maps.size() && done; ++i)
        done =
            as_outside ? write_ids(process, id_kinds[i], maps[i]) : map_subordinate_ids(process, id_kinds[i], maps[i]);
    // One byte more, since a message of none would look like the end.
    const std::string said = (done ? "" : done.error()) + '\n';
    static_cast<void>(!::write(connection.get(), said.data(), said.size()));
    ::_exit(EXIT_SUCCESS);
}

OrLine<> unshare_and_await_maps(const Fd& connection)
{
    if (::unshare(CLONE_NEWUSER) != 0)
        return tl::unexpected<std::string>{why_no_user_namespace(errno)};
    std::array<char, 4096> said{};
    if (::write(connection.get(), "", 1) != 1 || ::read(connection.get(), said.data(), said.size() - 1) < 1)
        return tl::unexpected<std::string>{"the process that maps the ids died"};
    if (said.front() != '\n')
        return tl::unexpected<std::string>{std::string{said.data(), std::strlen(said.data()) - 1}};
    // The user already is root in here; of the user's groups, nobody is left.
    if (::setgroups(0, nullptr) != 0 || ::setresgid(0, 0, 0) != 0 || ::setresuid(0, 0, 0) != 0)
        return tl::unexpected<std::string>{std::string{"nobody can become root in the user namespace: "} +
                                           std::strerror(errno)};
    return {};
}

/// "" when there is no such file.
std::string first_word(const char* path)
{
    std::string word;
    std::ifstream{path} >> word;
    return word;
}

} // namespace

std::string missing_capabilities()
{
    struct Needed
    {
        cap_value_t value;
        const char* name;
    };
    static constexpr std::array needed = {
        Needed{CAP_CHOWN, "CAP_CHOWN"},         Needed{CAP_DAC_OVERRIDE, "CAP_DAC_OVERRIDE"},
        Needed{CAP_KILL, "CAP_KILL"},           Needed{CAP_SETGID, "CAP_SETGID"},
        Needed{CAP_SETUID, "CAP_SETUID"},       Needed{CAP_NET_ADMIN, "CAP_NET_ADMIN"},
        Needed{CAP_NET_RAW, "CAP_NET_RAW"},     Needed{CAP_SYS_CHROOT, "CAP_SYS_CHROOT"},
        Needed{CAP_SYS_ADMIN, "CAP_SYS_ADMIN"},
    };
    std::string missing;
    for (const auto& each : needed)
        if (!has_capabilities({each.value}))
            missing += (missing.empty() ? "" : ", ") + std::string{each.name};
    return missing;
}

OrLine<> enter_user_namespace()
{
    const bool as_outside = ::geteuid() == 0 && has_capabilities({CAP_SETUID, CAP_SETGID});
    const auto maps = plan_maps(as_outside);
    if (!maps)
        return tl::unexpected<std::string>{maps.error()};
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0)
        return tl::unexpected<std::string>{std::string{"there is no socket pair: "} + std::strerror(errno)};
    Fd mine{ends[0]};
    Fd theirs{ends[1]};
    const pid_t self = ::getpid();
    const pid_t mapper = ::fork();
    if (mapper < 0)
        return tl::unexpected<std::string>{std::string{"no process can be started: "} + std::strerror(errno)};
    if (mapper == 0) {
        mine.reset();
        map_from_outside(self, theirs, *maps, as_outside);
    }
    theirs.reset();
    auto done = unshare_and_await_maps(mine);
    mine.reset();
    ::waitpid(mapper, nullptr, 0);
    return done;
}

std::string why_no_user_namespace(int error)
{
    struct Switch
    {
        const char* path;
        const char* forbids;
        const char* said;
    };
    static constexpr std::array switches = {
        Switch{"/proc/sys/user/max_user_namespaces", "0",
               "user namespaces are forbidden: set sysctl user.max_user_namespaces to more than 0"},
        Switch{"/proc/sys/kernel/unprivileged_userns_clone", "0",
               "user namespaces are for root only: set sysctl kernel.unprivileged_userns_clone=1"},
        Switch{"/proc/sys/kernel/apparmor_restrict_unprivileged_userns", "1",
               "AppArmor restricts user namespaces: set sysctl kernel.apparmor_restrict_unprivileged_userns=0"},
    };
    for (const auto& each : switches)
        if (first_word(each.path) == each.forbids)
            return each.said;
    switch (error) {
    case EPERM:
    case EACCES:
        return "a policy forbids user namespaces: in a container, start it with --privileged; in a chroot, leave it";
    case ENOSPC:
        return "the limit is reached: raise the sysctls user.max_{user,pid,mnt,net,ipc,uts,cgroup}_namespaces";
    case EINVAL:
    case ENOSYS:
        return "the kernel has no user namespaces: it needs CONFIG_USER_NS";
    default:
        return std::string{"the kernel makes no user namespace: "} + std::strerror(error);
    }
}

} // namespace harness
