// The processes that there are.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <set>
#include <sys/types.h>

/// Every process that this one can see.
inline std::set<pid_t> processes()
{
    std::set<pid_t> result;
    for (const auto& entry : std::filesystem::directory_iterator{"/proc"})
        if (const pid_t pid = std::atoi(entry.path().filename().c_str()); pid > 0) // NOLINT(cert-err34-c)
            result.insert(pid);
    return result;
}
