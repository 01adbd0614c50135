// A process that the test did not start itself: the daemon's unprivileged half.
#pragma once

#include "harness/fd.hpp"
#include "harness/where.hpp"

#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace lldptest {

using harness::Where;

class OtherProcess
{
  public:
    /// Must be alive: it is held by a descriptor from here on, whoever may get its number later.
    explicit OtherProcess(pid_t pid, Where where = Where::here());

    [[nodiscard]] pid_t pid() const { return pid_; }
    void signal(int number, Where where = Where::here()) const;
    [[nodiscard]] bool gone() const;
    void wait_gone(Where where = Where::here()) const;
    /// Waits until it has slept for a while without being woken: it is not busy with what never ends.
    void wait_idle(Where where = Where::here()) const;

    /// Real, effective, saved and file system id.
    [[nodiscard]] std::vector<uid_t> uids(Where where = Where::here()) const;
    [[nodiscard]] std::vector<gid_t> gids(Where where = Where::here()) const;
    /// The supplementary groups.
    [[nodiscard]] std::vector<gid_t> groups(Where where = Where::here()) const;
    /// Whether no program that it executes can give it more (NoNewPrivs).
    [[nodiscard]] bool no_new_privileges(Where where = Where::here()) const;
    /// Whether the kernel filters its system calls (Seccomp).
    [[nodiscard]] bool has_filtered_calls(Where where = Where::here()) const;
    /// The permitted ones, by name, sorted: "cap_net_admin".
    [[nodiscard]] std::vector<std::string> capabilities(Where where = Where::here()) const;
    /// Copies of the descriptors that it has now.
    [[nodiscard]] std::vector<harness::Fd> descriptors(Where where = Where::here()) const;
    /// KiB of its own that it has in memory (RssAnon). Nothing where that tells nothing: a sanitizer keeps what was
    /// freed.
    [[nodiscard]] std::optional<unsigned long> memory(Where where = Where::here()) const;
    /// Whether both paths are the same directory: "/" as this process sees it, and `path` in the namespace it is in.
    [[nodiscard]] bool has_root(const std::string& path, Where where = Where::here()) const;

  private:
    [[nodiscard]] std::vector<unsigned long> status_line(const std::string& key, Where where) const;

    pid_t pid_;
    harness::Fd handle_;
};

/// The children of `parent` that run the same program.
[[nodiscard]] std::vector<pid_t> same_program_children(pid_t parent);

} // namespace lldptest
