// Sets of namespaces, known by number, held by descriptors, entered through guards.
#pragma once

#include "harness/error.hpp"
#include "harness/fd.hpp"
#include "harness/where.hpp"

#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

namespace harness {

class Netlink;

/// While it lives this process is inside the namespaces it was made for. When it goes, the process is back where it was
/// before, in the working directory it had. Guards may nest, and may go in any order: the youngest that is left counts.
class Guard
{
  public:
    Guard(Guard&& other) noexcept;
    Guard& operator=(Guard&&) = delete;
    Guard(const Guard&) = delete;
    Guard& operator=(const Guard&) = delete;
    ~Guard();

  private:
    friend class Namespace;
    explicit Guard(unsigned long id) : id_{id} {}
    unsigned long id_; ///< 0: nothing to restore.
};

/// Namespaces that a set has beside those of each. Programs (Process) that are started in the set are in all of them; a
/// guard takes the test process into the cgroup namespace, but not into the others, which nobody can leave again, or
/// whose clock would be another than that of the test's deadline. A kind that the kernel lacks skips the test.
struct NamespaceKinds
{
    /// Programs are numbered from 1 on, and see in their /proc no others. 1 is an init that reaps. All that run in
    /// there are killed when the set goes. To the test process in a guard, that /proc has no /proc/self, and so no
    /// /proc/net.
    bool pid = false;
    /// Programs are root there, of all the ids that the test has, but have no power over what is outside of the set.
    bool user = false;
    bool cgroup = false;
    bool time = false;
    /// In a time namespace: how far CLOCK_MONOTONIC and CLOCK_BOOTTIME are ahead.
    std::chrono::seconds clock_offset{0};
};

/// One set of namespaces: network (lo is up, no duplicate address detection), mount (private, with its own /sys), ipc,
/// uts (the hostname is the set's name), and those that were asked for. Lives as long as this object, the guards in it
/// and the processes in it. A moved-from object owns nothing.
class Namespace
{
  public:
    [[nodiscard]] static Expected<Namespace> create(std::string name, const NamespaceKinds& more = {});

    Namespace(Namespace&& other) noexcept;
    Namespace& operator=(Namespace&& other) noexcept;
    Namespace(const Namespace&) = delete;
    Namespace& operator=(const Namespace&) = delete;
    ~Namespace();

    /// "ns-1", which is also the hostname. Empty when moved from.
    [[nodiscard]] const std::string& name() const;
    /// False when moved from.
    [[nodiscard]] explicit operator bool() const { return state_ != nullptr; }

    [[nodiscard]] Guard enter(Where where = Where::here()) const;
    [[nodiscard]] Expected<Guard> try_enter() const;

    /// fork(2) of a child that can join: only a child can be in the set's pid namespace. Returns 0 in the child.
    [[nodiscard]] Expected<pid_t> fork() const;
    /// Moves such a child in for good; the path of the working directory stays.
    [[nodiscard]] Expected<> join() const;

    /// In the set's mount namespace only: a bind mount of a new file with that content over `path`, which must exist.
    void replace_file(const std::string& path, std::string_view content, mode_t mode = 0644,
                      Where where = Where::here()) const;
    [[nodiscard]] Expected<> try_replace_file(const std::string& path, std::string_view content,
                                              mode_t mode = 0644) const;
    /// In the set's mount namespace only: an empty tmpfs over the directory `path`, which must exist.
    void replace_directory(const std::string& path, mode_t mode = 0755, Where where = Where::here()) const;
    /// Writes a file as seen from inside (directories above it are made). Meant for places below a replaced directory:
    /// elsewhere the file system is the machine's own.
    void write_file(const std::string& path, std::string_view content, mode_t mode = 0644,
                    Where where = Where::here()) const;
    /// A file's content as seen from inside.
    [[nodiscard]] std::string read_file(const std::string& path, Where where = Where::here()) const;
    /// A network setting, by its path below /proc/sys: `sysctl("net/ipv4/ip_forward", "1")`.
    void sysctl(const std::string& path, const std::string& value, Where where = Where::here()) const;
    /// Its value, without the end of the line.
    [[nodiscard]] std::string sysctl(const std::string& path, Where where = Where::here()) const;
    /// In the set's mount namespace only: mount(2) with these arguments.
    void mount(const std::string& source, const std::string& target, const std::string& type, unsigned long flags = 0,
               const std::string& data = {}, Where where = Where::here()) const;

    /// The network namespace's descriptor, owned by this object.
    [[nodiscard]] int net() const;
    /// The network namespace's netlink socket, opened when first asked for.
    [[nodiscard]] Expected<Netlink*> netlink() const;
    /// A packet socket in the network namespace, which receives nothing; opened when first asked for, owned by this
    /// object. One for all that is sent, because closing one takes the kernel some 20 ms.
    [[nodiscard]] Expected<int> packet_sender() const;

    /// What a Link holds: tells whether the namespace still lives, and where.
    struct State;
    [[nodiscard]] std::weak_ptr<const State> watch() const { return state_; }
    [[nodiscard]] static const Namespace* from(const std::weak_ptr<const State>& watched);

    /// Gives what the kernel has said until now its place in the report's timeline, as each wait does by itself.
    void take_in_events() const;

  private:
    explicit Namespace(std::shared_ptr<State> state);
    /// What the kernel says of links and addresses is kept for the report from now on.
    [[nodiscard]] Expected<> listen();
    std::shared_ptr<State> state_;
};

/// `Namespaces ns; ns(1)` makes or finds set number 1. Declare it before what lives in it.
class Namespaces
{
  public:
    Namespace& operator()(unsigned number, Where where = Where::here());
    /// Makes set `number`, which must not be there yet, with namespaces of more kinds: `ns.make(3, {.pid = true})`.
    Namespace& make(unsigned number, const NamespaceKinds& more, Where where = Where::here());

  private:
    std::map<unsigned, Namespace> sets_;
};

/// Every Namespace of this process that owns a set, for the failure report: ns-2 before ns-10.
[[nodiscard]] std::vector<const Namespace*> live_namespaces();

} // namespace harness
