// Switching the test process between namespaces.
#include "harness/namespace_state.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>
#include <vector>

namespace harness {

namespace {

/// A guard that lives.
struct Entered
{
    unsigned long id;
    std::shared_ptr<const Namespace::State> ns;
    Fd directory; ///< Where the process goes when this guard goes.
};

/// Where the test process is: where it started, kept open while any guard lives, and the guards, the youngest last.
struct Whereabouts
{
    NamespaceDescriptors base;
    std::vector<Entered> guards;
    unsigned long last_id = 0;
};

Whereabouts& whereabouts()
{
    static Whereabouts the_one;
    return the_one;
}

std::string working_directory()
{
    std::array<char, 4096> path{};
    return ::getcwd(path.data(), path.size()) != nullptr ? path.data() : "/";
}

/// Those of the test process, as far as guards change them. A kernel without cgroups has no such namespace.
Expected<NamespaceDescriptors> open_own_namespaces()
{
    NamespaceDescriptors result;
    for (std::size_t i = 0; i < result.size(); ++i) {
        if (!namespace_kinds[i].guarded)
            continue;
        const std::string path = std::string{"/proc/self/ns/"} + namespace_kinds[i].file;
        result[i].reset(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
        if (!result[i] && !(errno == ENOENT && namespace_kinds[i].asked != nullptr))
            return system_failure("open namespace", path);
    }
    return result;
}

Expected<> set_namespace(int descriptor, const NamespaceKind& kind, const std::string& name)
{
    if (::setns(descriptor, kind.flag) != 0)
        return system_failure(std::string{"enter the "} + kind.name + " namespace", name);
    return {};
}

/// Moves this process into those of a set that guards change, and into the test's own where it has none.
/// The path of the working directory stays, where it exists there.
Expected<> switch_to(const NamespaceDescriptors& descriptors, const std::string& name)
{
    const auto& base = whereabouts().base;
    const std::string directory = working_directory();
    for (std::size_t i = 0; i < descriptors.size(); ++i) {
        const Fd& next = descriptors[i] ? descriptors[i] : base[i];
        if (!namespace_kinds[i].guarded || !next)
            continue;
        if (auto done = set_namespace(next.get(), namespace_kinds[i], name); !done)
            return done;
    }
    // Entering a mount namespace lands in its root.
    static_cast<void>(::chdir(directory.c_str()));
    return {};
}

/// To where the youngest guard, or none, wants the process.
Expected<> return_to_youngest()
{
    const auto& here = whereabouts();
    if (here.guards.empty())
        return switch_to(here.base, "where the test started");
    return switch_to(here.guards.back().ns->made.descriptors, here.guards.back().ns->name);
}

} // namespace

int descriptor_of(const NamespaceDescriptors& descriptors, int flag)
{
    for (std::size_t i = 0; i < descriptors.size(); ++i)
        if (namespace_kinds[i].flag == flag)
            return descriptors[i].get();
    return -1;
}

Expected<> leave_guards()
{
    const auto& here = whereabouts();
    return here.guards.empty() ? Expected<>{} : switch_to(here.base, "where the test started");
}

Guard::Guard(Guard&& other) noexcept : id_{std::exchange(other.id_, 0)} {}

Guard::~Guard()
{
    if (id_ == 0)
        return;
    auto& guards = whereabouts().guards;
    const auto mine =
        std::find_if(guards.begin(), guards.end(), [this](const Entered& entered) { return entered.id == id_; });
    Entered left = std::move(*mine);
    const auto younger = guards.erase(mine);
    if (younger != guards.end()) {
        // A younger guard still holds. It shall bring back to where this one would have.
        younger->directory = std::move(left.directory);
        return;
    }
    const auto back = return_to_youngest();
    check_quietly(back.has_value(), back ? std::string{} : back.error().message());
    check_quietly(::fchdir(left.directory.get()) == 0,
                  std::string{"go back to the working directory: "} + std::strerror(errno));
    if (guards.empty())
        whereabouts().base = {};
}

Expected<Guard> Namespace::try_enter() const
{
    if (!state_)
        return failure(std::errc::bad_file_descriptor, "enter a namespace that was moved from");
    auto& here = whereabouts();
    if (here.guards.empty()) {
        auto base = open_own_namespaces();
        if (!base)
            return tl::unexpected<Error>{base.error()};
        here.base = *std::move(base);
    }
    Entered entered{++here.last_id, state_, Fd{::open(".", O_PATH | O_DIRECTORY | O_CLOEXEC)}};
    if (!entered.directory)
        return system_failure("open the working directory");
    if (const auto done = switch_to(state_->made.descriptors, state_->name); !done) {
        static_cast<void>(return_to_youngest());
        return tl::unexpected<Error>{done.error()};
    }
    here.guards.push_back(std::move(entered));
    return Guard{here.last_id};
}

Guard Namespace::enter(Where where) const
{
    return require(try_enter(), where);
}

Expected<pid_t> Namespace::fork() const
{
    if (!state_)
        return failure(std::errc::bad_file_descriptor, "enter a namespace that was moved from");
    // Of pids, a process chooses the namespace of its next children, and stays itself where it is.
    const int pids = descriptor_of(state_->made.descriptors, CLONE_NEWPID);
    if (pids >= 0 && ::setns(pids, CLONE_NEWPID) != 0)
        return system_failure("fork into the pid namespace", name());
    const pid_t child = ::fork();
    const int error = errno;
    if (child != 0 && pids >= 0 && ::setns(state_->made.pids_outside.get(), CLONE_NEWPID) != 0)
        return system_failure("leave the pid namespace", name());
    if (child < 0)
        return failure({error, std::system_category()}, "fork", name());
    return child;
}

Expected<> Namespace::join() const
{
    if (!state_)
        return failure(std::errc::bad_file_descriptor, "enter a namespace that was moved from");
    const std::string directory = working_directory();
    // Before anything: in the set's user namespace nobody may enter the test's own.
    if (auto left = leave_guards(); !left)
        return left;
    for (std::size_t i = 0; i < namespace_kinds.size(); ++i) {
        const Fd& next = state_->made.descriptors[i];
        if (!next || namespace_kinds[i].flag == CLONE_NEWPID) // See fork().
            continue;
        if (auto done = set_namespace(next.get(), namespace_kinds[i], name()); !done)
            return done;
    }
    static_cast<void>(::chdir(directory.c_str()));
    return {};
}

} // namespace harness
