// This program run again, as a program under test.
#pragma once

#include "harness/process.hpp"

#include <cerrno>
#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

inline std::string this_program()
{
    // Not /proc/self/exe: in a chroot that tells the path from outside.
    return std::filesystem::absolute(program_invocation_name);
}

using Environment = std::map<std::string, std::string>;

/// Hidden tests fail on purpose, and their reports are nobody's to read, unless `environment` says where to put them.
inline Environment child_environment(Environment environment = {})
{
    environment.try_emplace("LLDPD_TEST_REPORT", "");
    return environment;
}

/// The command line for hidden test cases.
inline std::vector<std::string> child_command(const std::string& tests, const std::vector<std::string>& more)
{
    std::vector<std::string> argv{this_program(), tests, "--reporter", "tap-cases"};
    argv.insert(argv.end(), more.begin(), more.end());
    return argv;
}

/// Runs hidden test cases in namespaces below this process's own, to their end.
inline harness::RunResult run_child(const std::string& tests, const std::vector<std::string>& more = {},
                                    Environment environment = {})
{
    return harness::run(child_command(tests, more), {.environment = child_environment(std::move(environment))});
}

/// The same, without waiting for anything.
inline harness::Process start_child(const std::string& tests, const std::vector<std::string>& more = {},
                                    Environment environment = {})
{
    return harness::require(harness::Process::spawn(child_command(tests, more),
                                                    {.environment = child_environment(std::move(environment))}));
}
