#include "lldp/other_process.hpp"

#include "harness/error.hpp"
#include "harness/pidfd.hpp"
#include "harness/wait.hpp"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <linux/seccomp.h>
#include <memory>
#include <poll.h>
#include <sstream>
#include <sys/capability.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <type_traits>
#include <unistd.h>
#include <utility>

namespace lldptest {

namespace {

namespace fs = std::filesystem;

struct CapFree
{
    void operator()(std::remove_pointer_t<cap_t>* state) const { ::cap_free(state); }
    void operator()(char* text) const { ::cap_free(text); }
};

fs::path proc(pid_t pid)
{
    return "/proc/" + std::to_string(pid);
}

std::vector<uid_t> as_ids(const std::vector<unsigned long>& numbers)
{
    static_assert(std::is_same_v<uid_t, gid_t>);
    return {numbers.begin(), numbers.end()};
}

/// 0 when it has gone.
pid_t parent_of(pid_t pid)
{
    std::ifstream file{proc(pid) / "stat"};
    std::string line;
    std::getline(file, line);
    // "7 (name, which may hold anything) S 1 …"
    const auto name_end = line.rfind(')');
    if (name_end == std::string::npos)
        return 0;
    std::istringstream rest{line.substr(name_end + 1)};
    char state = 0;
    pid_t parent = 0;
    rest >> state >> parent;
    return parent;
}

fs::path program_of(pid_t pid)
{
    std::error_code none;
    return fs::read_symlink(proc(pid) / "exe", none);
}

/// "S (sleeping)", as the kernel calls it.
std::string state_of(pid_t pid)
{
    std::ifstream file{proc(pid) / "status"};
    const std::string key = "State:\t";
    for (std::string line; std::getline(file, line);)
        if (line.starts_with(key))
            return "its state is " + line.substr(key.size());
    return "it is gone";
}

[[noreturn]] void give_up(const char* doing, pid_t pid, Where where)
{
    harness::give_up({{errno, std::system_category()}, doing, "process " + std::to_string(pid), {}}, where);
}

} // namespace

OtherProcess::OtherProcess(pid_t pid, Where where) : pid_{pid}, handle_{harness::open_pidfd(pid)}
{
    if (!handle_)
        give_up("open a process", pid, where);
}

void OtherProcess::signal(int number, Where where) const
{
    if (::syscall(SYS_pidfd_send_signal, handle_.get(), number, nullptr, 0) != 0)
        give_up("send a signal", pid_, where);
}

bool OtherProcess::gone() const
{
    pollfd ended{.fd = handle_.get(), .events = POLLIN, .revents = 0};
    return ::poll(&ended, 1, 0) == 1;
}

void OtherProcess::wait_gone(Where where) const
{
    bool ended = false;
    const auto watched = harness::watch(handle_.get(), POLLIN, [&](short) { ended = true; });
    harness::wait_until(
        "the end of process " + std::to_string(pid_), [&] { return ended; }, [this] { return state_of(pid_); }, where);
}

void OtherProcess::wait_idle(Where where) const
{
    static constexpr unsigned enough = 10;
    std::vector<unsigned long> before;
    unsigned same = 0;
    harness::poll_until(
        "process " + std::to_string(pid_) + " to have nothing to do", std::chrono::milliseconds{10},
        [&] {
            auto switches = status_line("voluntary_ctxt_switches", where);
            switches.push_back(status_line("nonvoluntary_ctxt_switches", where).front());
            const bool rests = state_of(pid_).find("sleeping") != std::string::npos && switches == before;
            same = rests ? same + 1 : 0;
            before = std::move(switches);
            return same >= enough;
        },
        [this] { return state_of(pid_); }, where);
}

std::vector<unsigned long> OtherProcess::status_line(const std::string& key, Where where) const
{
    std::ifstream file{proc(pid_) / "status"};
    for (std::string line; std::getline(file, line);) {
        if (line.compare(0, key.size() + 1, key + ":") != 0)
            continue;
        std::istringstream numbers{line.substr(key.size() + 1)};
        std::vector<unsigned long> result;
        for (unsigned long number = 0; numbers >> number;)
            result.push_back(number);
        return result;
    }
    harness::fail("/proc/" + std::to_string(pid_) + "/status has no line " + key, where);
}

std::vector<uid_t> OtherProcess::uids(Where where) const
{
    return as_ids(status_line("Uid", where));
}

std::vector<gid_t> OtherProcess::gids(Where where) const
{
    return as_ids(status_line("Gid", where));
}

std::vector<gid_t> OtherProcess::groups(Where where) const
{
    return as_ids(status_line("Groups", where));
}

bool OtherProcess::no_new_privileges(Where where) const
{
    return status_line("NoNewPrivs", where) == std::vector<unsigned long>{1};
}

bool OtherProcess::has_filtered_calls(Where where) const
{
    return status_line("Seccomp", where) == std::vector<unsigned long>{SECCOMP_MODE_FILTER};
}

std::vector<std::string> OtherProcess::capabilities(Where where) const
{
    const std::unique_ptr<std::remove_pointer_t<cap_t>, CapFree> state{::cap_get_pid(pid_)};
    if (!state)
        give_up("read the capabilities", pid_, where);
    std::vector<std::string> result;
    cap_flag_value_t set = CAP_CLEAR;
    for (cap_value_t number = 0; ::cap_get_flag(state.get(), number, CAP_PERMITTED, &set) == 0; ++number)
        if (set == CAP_SET)
            result.emplace_back(std::unique_ptr<char, CapFree>{::cap_to_name(number)}.get());
    std::sort(result.begin(), result.end());
    return result;
}

std::optional<unsigned long> OtherProcess::memory(Where where) const
{
    // The sanitizers' shadow is that large, and nothing else is: 1 TiB.
    constexpr unsigned long shadow = 1UL << 30U;
    if (status_line("VmSize", where).at(0) > shadow)
        return std::nullopt;
    return status_line("RssAnon", where).at(0);
}

std::vector<harness::Fd> OtherProcess::descriptors(Where where) const
{
    std::vector<harness::Fd> copies;
    std::error_code error;
    fs::directory_iterator entry{proc(pid_) / "fd", error};
    for (; !error && entry != fs::directory_iterator{}; entry.increment(error)) {
        harness::Fd copy{static_cast<int>(
            ::syscall(SYS_pidfd_getfd, handle_.get(), std::atoi(entry->path().filename().c_str()), 0))};
        if (copy)
            copies.push_back(std::move(copy));
        else if (errno != EBADF) // It has been closed meanwhile.
            give_up("fetch a descriptor", pid_, where);
    }
    if (error)
        harness::give_up({error, "list the descriptors", "process " + std::to_string(pid_), {}}, where);
    return copies;
}

bool OtherProcess::has_root(const std::string& path, Where where) const
{
    // Both are links that the kernel follows to the directory itself, whatever mount namespace this process is in. The
    // parent, which is not confined, gives the namespace.
    struct stat root
    {};
    struct stat expected
    {};
    if (::stat((proc(pid_) / "root").c_str(), &root) != 0 ||
        ::stat((proc(parent_of(pid_)) / "root" / fs::path{path}.relative_path()).c_str(), &expected) != 0)
        give_up("read the root directory", pid_, where);
    return root.st_dev == expected.st_dev && root.st_ino == expected.st_ino;
}

std::vector<pid_t> same_program_children(pid_t parent)
{
    std::vector<pid_t> result;
    const auto program = program_of(parent);
    std::error_code error;
    for (fs::directory_iterator entry{"/proc", error}; !error && entry != fs::directory_iterator{};
         entry.increment(error)) {
        const auto name = entry->path().filename().string();
        pid_t pid = 0;
        const auto [end, bad] = std::from_chars(name.data(), name.data() + name.size(), pid);
        if (bad == std::errc{} && end == name.data() + name.size() && parent_of(pid) == parent &&
            program_of(pid) == program)
            result.push_back(pid);
    }
    return result;
}

} // namespace lldptest
