// Mounts that are moved by descriptor. Not for tests.
#pragma once

#include "harness/fd.hpp"

#include <fcntl.h>
#include <sys/mount.h>
#include <sys/syscall.h>
#include <unistd.h>

// glibc 2.36 was the first to know these, and to have functions for the calls.
#ifndef OPEN_TREE_CLONE
#define OPEN_TREE_CLONE 1
#define OPEN_TREE_CLOEXEC O_CLOEXEC
#define MOVE_MOUNT_F_EMPTY_PATH 0x4
#endif
#ifndef AT_RECURSIVE
#define AT_RECURSIVE 0x8000
#endif

namespace harness {

/// What is mounted at `path`, seen from `directory`, once more, and attached nowhere. `flags`: AT_EMPTY_PATH,
/// AT_RECURSIVE. Nothing on failure; errno tells why.
[[nodiscard]] inline Fd copy_mount(int directory, const char* path, unsigned flags = 0)
{
    return Fd{static_cast<int>(::syscall(SYS_open_tree, directory, path, flags | OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC))};
}

/// Mounts such a copy. False on failure; errno tells why.
[[nodiscard]] inline bool attach_mount(const Fd& copy, const char* path)
{
    return ::syscall(SYS_move_mount, copy.get(), "", AT_FDCWD, path, MOVE_MOUNT_F_EMPTY_PATH) == 0;
}

} // namespace harness
