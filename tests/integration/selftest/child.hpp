// This program run again, as a program under test.
#pragma once

#include "harness/process.hpp"

#include <cerrno>
#include <filesystem>
#include <string>
#include <vector>

inline std::string this_program()
{
    // Not /proc/self/exe: in a chroot that tells the path from outside.
    return std::filesystem::absolute(program_invocation_name);
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
