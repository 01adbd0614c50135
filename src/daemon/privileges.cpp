#include "config.h"

#include "daemon/privileges.hpp"

#include "daemon/log.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <cstring>
#include <grp.h>
#include <memory>
#include <pwd.h>
#include <span>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>
#ifdef USE_LIBCAP
#include <sys/capability.h>
#endif

namespace lldp::daemon {

namespace {

Expected<> become(const Identity& identity)
{
    if (::setgroups(0, nullptr) < 0)
        return system_failure("drop supplementary groups");
    if (::setresgid(identity.gid, identity.gid, identity.gid) < 0)
        return system_failure("become group", std::to_string(identity.gid));
    if (::setresuid(identity.uid, identity.uid, identity.uid) < 0)
        return system_failure("become user", std::to_string(identity.uid));
    return {};
}

#ifdef USE_LIBCAP
struct FreeCapabilities
{
    void operator()(cap_t capabilities) const { ::cap_free(capabilities); }
};
using Capabilities = std::unique_ptr<std::remove_pointer_t<cap_t>, FreeCapabilities>;

/// Makes the given capabilities the only ones. `inherited` are those of them that a program may keep that this process
/// executes.
Expected<> set_capabilities(std::span<const cap_value_t> kept, std::span<const cap_value_t> inherited = {})
{
    const Capabilities wanted{::cap_init()};
    if (!wanted)
        return system_failure("allocate a capability set");
    const auto choose = [&](cap_flag_t set, std::span<const cap_value_t> chosen) {
        return chosen.empty() ||
               ::cap_set_flag(wanted.get(), set, static_cast<int>(chosen.size()), chosen.data(), CAP_SET) == 0;
    };
    if (!choose(CAP_PERMITTED, kept) || !choose(CAP_EFFECTIVE, kept) || !choose(CAP_INHERITABLE, inherited))
        return system_failure("choose capabilities");
    if (::cap_set_proc(wanted.get()) < 0)
        return system_failure("set capabilities");
    return {};
}

bool has_capability(cap_value_t capability)
{
    const Capabilities present{::cap_get_proc()};
    cap_flag_value_t set = CAP_CLEAR;
    return present && ::cap_get_flag(present.get(), capability, CAP_EFFECTIVE, &set) == 0 && set == CAP_SET;
}

/// "CAP_NET_RAW"
std::string name_of(cap_value_t capability)
{
    auto* const name = ::cap_to_name(capability);
    std::string text{name != nullptr ? name : ""};
    ::cap_free(name);
    std::ranges::transform(text, text.begin(), [](unsigned char c) { return std::toupper(c); });
    return text;
}
#endif

} // namespace

Expected<> require_capabilities()
{
#ifdef USE_LIBCAP
    // CHOWN gives the control socket to the daemon's user; the last three make the two processes what they are.
    static constexpr std::array<cap_value_t, 5> needed{CAP_NET_RAW, CAP_CHOWN, CAP_SETGID, CAP_SETUID, CAP_SYS_CHROOT};
    std::string missing;
    for (const auto capability : needed)
        if (!has_capability(capability))
            missing += (missing.empty() ? "" : ", ") + name_of(capability);
    if (!missing.empty())
        return failure(std::make_error_code(std::errc::operation_not_permitted),
                       "lldpd takes capabilities of root, of which this process lacks", missing);
#endif
    return {};
}

Expected<Identity> find_identity(std::string_view user, std::string_view group)
{
    const auto* found_user = ::getpwnam(std::string{user}.c_str());
    if (found_user == nullptr)
        return failure(std::make_error_code(std::errc::no_such_process),
                       "no " + std::string{user} + " user for privilege separation, please create it");
    const Identity identity{.uid = found_user->pw_uid};
    const auto* found_group = ::getgrnam(std::string{group}.c_str());
    if (found_group == nullptr)
        return failure(std::make_error_code(std::errc::no_such_process),
                       "no " + std::string{group} + " group for privilege separation, please create it");
    return Identity{.uid = identity.uid, .gid = found_group->gr_gid};
}

Expected<> prepare_root_directory(const std::string& path)
{
    for (auto end = path.find('/', 1);; end = path.find('/', end + 1)) {
        const auto part = path.substr(0, end);
        if (::mkdir(part.c_str(), 0755) < 0 && errno != EEXIST)
            return system_failure("create the worker's root directory", part);
        if (end == std::string::npos)
            return {};
    }
}

Expected<> confine(const Identity& identity, const std::string& root_directory)
{
    if (::chroot(root_directory.c_str()) < 0 || ::chdir("/") < 0)
        return system_failure("enter root directory", root_directory);
    if (auto done = become(identity); !done)
        return done;
#ifdef USE_LIBCAP
    if (auto done = set_capabilities({}); !done)
        return done;
#endif
    if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
        return system_failure("give up gaining privileges");
    return {};
}

Expected<> keep_few_capabilities([[maybe_unused]] const Identity& identity)
{
#ifdef USE_LIBCAP
    // NET_RAW opens packet sockets, NET_ADMIN gives their frames the highest priority and interfaces an alias,
    // DAC_OVERRIDE removes the control socket from a directory that belongs to root. A container may have been denied
    // the latter two.
    std::vector<cap_value_t> kept;
    for (const cap_value_t capability : {CAP_NET_RAW, CAP_NET_ADMIN, CAP_DAC_OVERRIDE}) {
        if (has_capability(capability))
            kept.push_back(capability);
        else
            log::warn("privsep", "without {}, which this process lacks, not all will work", name_of(capability));
    }
    // The client is to read again what it has read as root. A container may have been denied the lesser of the two.
    std::vector<cap_value_t> for_client;
    if (has_capability(CAP_DAC_READ_SEARCH)) {
        kept.push_back(CAP_DAC_READ_SEARCH);
        for_client.push_back(CAP_DAC_READ_SEARCH);
    } else if (has_capability(CAP_DAC_OVERRIDE)) {
        for_client.push_back(CAP_DAC_OVERRIDE);
    }
    if (::prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0) < 0)
        return system_failure("keep capabilities across the change of user");
    if (auto done = become(identity); !done)
        return done;
    if (auto done = set_capabilities(kept, for_client); !done)
        return done;
    for (const auto capability : for_client)
        if (::prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, capability, 0, 0) < 0)
            log::warn("privsep", "what only root may read is not read again: {}", std::strerror(errno));
    if (::prctl(PR_SET_KEEPCAPS, 0, 0, 0, 0) < 0)
        return system_failure("keep capabilities no longer");
#endif
    return {};
}

} // namespace lldp::daemon
