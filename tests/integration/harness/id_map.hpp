// Which ids a user namespace shall have. Not for tests.
#pragma once

#include "harness/user_namespace.hpp"

#include <array>
#include <string>
#include <sys/types.h>
#include <vector>

namespace harness {

/// `count` ids from `inside` on are, outside, those from `outside` on.
struct IdRange
{
    unsigned long inside;
    unsigned long outside;
    unsigned long count;
};

using IdMap = std::vector<IdRange>;

/// Users or groups: the kernel treats them alike, and apart.
struct IdKind
{
    const char* name;
    const char* map;    ///< The file in /proc/PID.
    const char* lister; ///< The command that lists a user's subordinate ids.
    const char* mapper; ///< The set-user-ID program that maps them.
    const char* owners; ///< The file that says whose they are.
};

inline constexpr std::array id_kinds = {IdKind{"user", "uid_map", "getsubids", "newuidmap", "/etc/subuid"},
                                        IdKind{"group", "gid_map", "getsubids -g", "newgidmap", "/etc/subgid"}};

/// The user who runs this as 0, then the user's subordinate ids.
[[nodiscard]] OrLine<IdMap> subordinate_ids(const IdKind& kind);
/// Every id that there is in this process's user namespace, as itself.
[[nodiscard]] IdMap same_ids(const IdKind& kind);
/// Whether system accounts have an id in this process's user namespace.
[[nodiscard]] OrLine<> check_ids(const IdKind& kind);

/// Maps the ids of the user namespace that `process` has just made.
[[nodiscard]] OrLine<> map_subordinate_ids(pid_t process, const IdKind& kind, const IdMap& map);
/// The same for a root with CAP_SETUID and CAP_SETGID.
[[nodiscard]] OrLine<> write_ids(pid_t process, const IdKind& kind, const IdMap& map);

} // namespace harness
