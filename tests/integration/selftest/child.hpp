// This program run again, as a program under test.
#pragma once

#include "harness/process.hpp"

#include <array>
#include <string>
#include <unistd.h>
#include <vector>

inline std::string this_program()
{
    std::array<char, 4096> path{};
    const auto length = ::readlink("/proc/self/exe", path.data(), path.size() - 1);
    return {path.data(), length > 0 ? static_cast<std::size_t>(length) : 0};
}

/// Runs hidden test cases in namespaces below this process's own, to their end.
inline harness::RunResult run_child(const std::string& tests, std::vector<std::string> more = {})
{
    std::vector<std::string> argv{this_program(), tests, "--reporter", "tap-cases"};
    argv.insert(argv.end(), more.begin(), more.end());
    return harness::run(std::move(argv));
}

/// The same, without waiting for anything.
inline harness::Process start_child(const std::string& tests)
{
    return harness::require(harness::Process::spawn({this_program(), tests, "--reporter", "tap-cases"}));
}
