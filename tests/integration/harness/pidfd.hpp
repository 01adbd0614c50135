// A process, held by a descriptor: whoever gets its number later is another one.
#pragma once

#include "harness/fd.hpp"

#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

namespace harness {

/// Nothing, with errno, when there is none of that number. Through the kernel's own number: glibc 2.36 was the first to
/// have the function.
[[nodiscard]] inline Fd open_pidfd(pid_t process)
{
    return Fd{static_cast<int>(::syscall(SYS_pidfd_open, process, 0))};
}

} // namespace harness
