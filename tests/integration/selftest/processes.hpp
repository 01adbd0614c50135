// What there is while a test runs, and what is new: processes, and the descriptors of this one.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <iterator>
#include <set>
#include <sys/types.h>

/// Every process that this one can see, in pid namespaces below its own too.
inline std::set<pid_t> processes()
{
    std::set<pid_t> result;
    for (const auto& entry : std::filesystem::directory_iterator{"/proc"})
        if (const pid_t pid = std::atoi(entry.path().filename().c_str()); pid > 0) // NOLINT(cert-err34-c)
            result.insert(pid);
    return result;
}

template <typename T>
std::set<T> new_ones(const std::set<T>& before, const std::set<T>& after)
{
    std::set<T> result;
    std::set_difference(after.begin(), after.end(), before.begin(), before.end(), std::inserter(result, result.end()));
    return result;
}

inline std::size_t open_descriptors()
{
    const std::filesystem::directory_iterator all{"/proc/self/fd"};
    return static_cast<std::size_t>(std::distance(begin(all), end(all)));
}
