// Fork, namespaces, exec: the start of a Process. Not for tests.
#pragma once

#include "harness/error.hpp"
#include "harness/fd.hpp"
#include "harness/namespaces.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace harness {

struct Launched
{
    pid_t pid;
    Fd pidfd;
    Fd out; ///< Nonblocking, to read from.
    Fd err; ///< Nonblocking, to read from.
    Fd in;  ///< Nonblocking, to write to; nothing when it reads /dev/null.
};

struct LaunchOptions
{
    const std::map<std::string, std::string>& environment;
    const std::optional<std::string>& directory;
    bool input_pipe;
    /// Called with the child's number when it is all that the program will be, but still this program. An error: the
    /// child never becomes the program.
    std::function<Expected<>(pid_t)> before_exec;
};

/// `ns` may be null: where the test process started. Returns when the program runs, or could not be executed.
[[nodiscard]] Expected<Launched> launch(const Namespace* ns, const std::vector<std::string>& argv,
                                        const LaunchOptions& options);

/// In a forked child: signals as a program expects to find them.
void default_signals();
/// In a forked child: becomes the program. Returns when that cannot be.
void execute(const std::vector<std::string>& argv);

} // namespace harness
