// What --gdb, --valgrind, --strace and --perf do to a program. Not for tests.
#pragma once

#include "harness/error.hpp"

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <sys/types.h>
#include <vector>

namespace harness {

/// The tool that was asked for, at work on one program. Everything is a no-op that a tool does not need.
class Tool
{
  public:
    /// For a program that is to be started, `through` words behind the start of the command line; null when no tool was
    /// asked for, not there, or not for one more.
    [[nodiscard]] static std::unique_ptr<Tool> for_program(const std::string& path, const std::string& ns,
                                                           std::size_t through);

    Tool() = default;
    Tool(Tool&&) = delete;
    Tool& operator=(Tool&&) = delete;
    Tool(const Tool&) = delete;
    Tool& operator=(const Tool&) = delete;
    virtual ~Tool() = default;

    /// Changes what will be executed, and with which environment.
    [[nodiscard]] virtual Expected<> prepare(std::vector<std::string>& argv,
                                             std::map<std::string, std::string>& environment) = 0;
    /// The program is about to be executed by that process, which waits.
    [[nodiscard]] virtual Expected<> attach(pid_t process) = 0;
    /// It has ended, and all its group. Says what there is to be seen, and fails the test for what was found.
    virtual void finish() noexcept = 0;
};

/// Whether a directory of the environment's PATH has that program.
[[nodiscard]] bool is_installed(const std::string& program);

/// "--strace took no program: …", when a tool was asked for and there was none for it, so far. Else empty.
[[nodiscard]] std::string idle_tool();

/// Called once, before the first test: deadlines are as far as the tool needs.
void prepare_for_tools();

} // namespace harness
