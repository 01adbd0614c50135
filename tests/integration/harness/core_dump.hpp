// The core that a program leaves when it crashes: found where the kernel put it, kept with the reports. Not for tests.
#pragma once

#include "harness/fd.hpp"

#include <filesystem>
#include <string>
#include <sys/types.h>

namespace harness {

/// Where a program's core would come to lie.
struct CorePlace
{
    /// Of a program that is about to start. Empty where the kernel does not put cores into directories of the programs.
    static CorePlace of(pid_t process);

    Fd directory; ///< The one that it is in.
    Fd root;      ///< Where daemons go.
    std::filesystem::file_time_type since;
};

/// This program's own core, when a test crashes it, would be left where nobody looks: it dumps none from now on.
void leave_no_core() noexcept;
/// In a child that is about to become a program: it may dump core where that would be found and kept, and where the
/// kernel does not put cores into directories of the programs, as whoever started the tests may.
void allow_core_dump() noexcept;

/// When a program ended by a signal that comes with a core: one line that says where that is now, or why there is none.
/// `dumped`: the kernel says that it wrote one. Empty for other signals.
[[nodiscard]] std::string find_core(const CorePlace& place, const std::string& program, pid_t process, int signal,
                                    bool dumped);

} // namespace harness
