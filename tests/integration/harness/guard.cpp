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

/// To where the youngest guard, or none, wants the process.
Expected<> return_to_youngest()
{
    const auto& here = whereabouts();
    if (here.guards.empty())
        return set_namespaces(here.base, "where the test started");
    return set_namespaces(here.guards.back().ns->descriptors, here.guards.back().ns->name);
}

} // namespace

Expected<NamespaceDescriptors> open_namespaces(const std::string& process)
{
    NamespaceDescriptors result;
    for (std::size_t i = 0; i < result.size(); ++i) {
        const std::string path = "/proc/" + process + "/ns/" + namespace_kinds[i].name;
        result[i].reset(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
        if (!result[i])
            return system_failure("open namespace", path);
    }
    return result;
}

Expected<> set_namespaces(const NamespaceDescriptors& descriptors, const std::string& name)
{
    const std::string directory = working_directory();
    for (std::size_t i = 0; i < descriptors.size(); ++i)
        if (::setns(descriptors[i].get(), namespace_kinds[i].flag) != 0)
            return system_failure(std::string{"enter the "} + namespace_kinds[i].name + " namespace", name);
    // Entering a mount namespace lands in its root.
    static_cast<void>(::chdir(directory.c_str()));
    return {};
}

Expected<> leave_guards()
{
    const auto& here = whereabouts();
    return here.guards.empty() ? Expected<>{} : set_namespaces(here.base, "where the test started");
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
        auto base = open_namespaces("self");
        if (!base)
            return tl::unexpected<Error>{base.error()};
        here.base = *std::move(base);
    }
    Entered entered{++here.last_id, state_, Fd{::open(".", O_PATH | O_DIRECTORY | O_CLOEXEC)}};
    if (!entered.directory)
        return system_failure("open the working directory");
    if (const auto done = set_namespaces(state_->descriptors, state_->name); !done) {
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

Expected<> Namespace::join() const
{
    if (!state_)
        return failure(std::errc::bad_file_descriptor, "enter a namespace that was moved from");
    return set_namespaces(state_->descriptors, state_->name);
}

} // namespace harness
