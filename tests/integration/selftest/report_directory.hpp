// Where a child of a self-test leaves its reports: in memory, gone with the object.
#pragma once

#include "harness/error.hpp"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <string>
#include <sys/mount.h>
#include <vector>

class ReportDirectory
{
  public:
    ReportDirectory()
    {
        if (::mount("none", path, "tmpfs", MS_NOSUID | MS_NODEV, "mode=755") != 0)
            harness::give_up(harness::system_failure("mount a tmpfs", path).value(), harness::Where::here());
    }
    ReportDirectory(ReportDirectory&&) = delete;
    ReportDirectory& operator=(ReportDirectory&&) = delete;
    ReportDirectory(const ReportDirectory&) = delete;
    ReportDirectory& operator=(const ReportDirectory&) = delete;
    ~ReportDirectory() { ::umount(path); }

    /// The paths of the files in a directory of it, sorted.
    [[nodiscard]] static std::vector<std::string> files(const std::string& directory)
    {
        std::vector<std::string> result;
        std::error_code none;
        for (const auto& entry : std::filesystem::directory_iterator{std::filesystem::path{path} / directory, none})
            result.push_back(entry.path());
        std::sort(result.begin(), result.end());
        return result;
    }

    static constexpr const char* path = "/mnt";
};
