// Fork, namespaces, exec: the start of a Process. Not for tests.
#pragma once

#include "harness/error.hpp"
#include "harness/fd.hpp"
#include "harness/namespaces.hpp"

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

/// `ns` may be null: where the test process started. Returns when the program runs, or could not be executed.
[[nodiscard]] Expected<Launched> launch(const Namespace* ns, const std::vector<std::string>& argv,
                                        const std::map<std::string, std::string>& environment,
                                        const std::optional<std::string>& directory, bool input_pipe);

} // namespace harness
