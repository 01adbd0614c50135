#include "harness/launch.hpp"

#include "harness/core_dump.hpp"
#include "harness/namespace_state.hpp"
#include "harness/pidfd.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace harness {

namespace {

struct Pipe
{
    Fd read;
    Fd write;
};

/// What the child says when it could not execute the program. Saying nothing means that it did.
struct ChildReport
{
    int error;
    std::array<char, 512> doing;
};

struct Ends
{
    Pipe out;
    Pipe err;
    Pipe in;
    Pipe report;
    Pipe go;
};

Expected<Pipe> make_pipe()
{
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        return system_failure("create a pipe");
    return Pipe{Fd{ends[0]}, Fd{ends[1]}};
}

Expected<Ends> make_pipes(bool input_pipe)
{
    Ends ends;
    for (Pipe* pipe : {&ends.out, &ends.err, &ends.in, &ends.report, &ends.go}) {
        if (pipe == &ends.in && !input_pipe) {
            pipe->read.reset(::open("/dev/null", O_RDONLY | O_CLOEXEC));
            continue;
        }
        auto made = make_pipe();
        if (!made)
            return tl::unexpected<Error>{made.error()};
        *pipe = *std::move(made);
    }
    for (const Fd* mine : {&ends.out.read, &ends.err.read, &ends.in.write})
        if (*mine && ::fcntl(mine->get(), F_SETFL, O_NONBLOCK) != 0)
            return system_failure("make a pipe nonblocking");
    // Room for output that comes while the test does not wait. Best effort: the system may set a lower limit.
    for (const Fd* mine : {&ends.out.read, &ends.err.read})
        ::fcntl(mine->get(), F_SETPIPE_SZ, 1 << 20);
    return ends;
}

[[noreturn]] void report_and_exit(const Fd& report, int error, std::string_view doing)
{
    ChildReport message{.error = error, .doing = {}};
    std::memcpy(message.doing.data(), doing.data(), std::min(doing.size(), message.doing.size() - 1));
    static_cast<void>(!::write(report.get(), &message, sizeof message));
    ::_exit(127);
}

/// In the place of a ChildReport: all is done but to execute the program.
constexpr char ready = 0;

[[noreturn]] void become(const Namespace* ns, const std::vector<std::string>& argv, const LaunchOptions& options,
                         Ends ends)
{
    ends.go.write.reset(); // The parent's end is the only one: should that die, this one need not wait.
    const Fd& report = ends.report.write;
    ::setpgid(0, 0);
    default_signals();
    const auto moved = ns != nullptr ? ns->join() : leave_guards();
    if (!moved)
        report_and_exit(report, moved.error().code.value(), moved.error().doing);
    if (options.directory && ::chdir(options.directory->c_str()) != 0)
        report_and_exit(report, errno, "go to directory " + *options.directory);
    if (::dup2(ends.in.read.get(), 0) < 0 || ::dup2(ends.out.write.get(), 1) < 0 || ::dup2(ends.err.write.get(), 2) < 0)
        report_and_exit(report, errno, "set up standard streams");
    for (const auto& [name, value] : options.environment)
        ::setenv(name.c_str(), value.c_str(), 1);
    char go = 0;
    if (::write(report.get(), &ready, 1) != 1 || ::read(ends.go.read.get(), &go, 1) != 1)
        ::_exit(127);
    allow_core_dump();
    execute(argv);
    report_and_exit(report, errno, "execute");
}

/// Blocks until the child says that it is ready (true), has executed the program or died (false: the pipe closes), or
/// says why it could not.
Expected<bool> await_child(const Fd& report, const std::string& what)
{
    ChildReport message{};
    ssize_t count = 0;
    do {
        count = ::read(report.get(), &message, sizeof message);
    } while (count < 0 && errno == EINTR);
    if (count < 0)
        return system_failure("hear from the child", what);
    if (count <= ssize_t{sizeof ready})
        return count != 0;
    message.doing.back() = '\0';
    return failure({message.error, std::system_category()}, message.doing.data(), what);
}

Expected<> let_go(pid_t child, const LaunchOptions& options, const Ends& ends, const std::string& what)
{
    const auto arrived = await_child(ends.report.read, what);
    if (!arrived)
        return tl::unexpected<Error>{arrived.error()};
    if (!*arrived)
        return failure(std::errc::no_child_process, "become the program", what, "the child died before");
    if (auto done = options.before_exec(child); !done)
        return done;
    if (::write(ends.go.write.get(), "", 1) != 1)
        return system_failure("let the child go on", what);
    return {};
}

} // namespace

void default_signals()
{
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    // Whoever started the test program (nohup, say) may have had some ignored, and that would be inherited.
    for (int number = 1; number < NSIG; ++number)
        ::signal(number, SIG_DFL);
}

void execute(const std::vector<std::string>& argv)
{
    std::vector<char*> words;
    words.reserve(argv.size() + 1);
    for (const auto& word : argv)
        words.push_back(const_cast<char*>(word.c_str())); // execvp's type is older than const.
    words.push_back(nullptr);
    ::execvp(words.front(), words.data());
}

Expected<Launched> launch(const Namespace* ns, const std::vector<std::string>& argv, const LaunchOptions& options)
{
    const std::string what = (argv.empty() ? "nothing" : argv.front()) + (ns != nullptr ? " in " + ns->name() : "");
    if (argv.empty())
        return failure(std::errc::invalid_argument, "execute", what);
    auto ends = make_pipes(options.input_pipe);
    if (!ends)
        return tl::unexpected<Error>{ends.error()};
    const auto forked = ns != nullptr ? ns->fork() : Expected<pid_t>{::fork()};
    if (!forked || *forked < 0)
        return forked ? Expected<Launched>{system_failure("fork", what)} : tl::unexpected<Error>{forked.error()};
    const pid_t pid = *forked;
    if (pid == 0)
        become(ns, argv, options, *std::move(ends));
    ends->out.write.reset();
    ends->err.write.reset();
    ends->in.read.reset();
    ends->report.write.reset();
    ends->go.read.reset();
    Fd pidfd = open_pidfd(pid);
    auto executed = pidfd ? let_go(pid, options, *ends, what) : Expected<>{system_failure("open a pidfd", what)};
    if (executed)
        executed = await_child(ends->report.read, what).map([](bool) {});
    if (!executed) {
        ::kill(pid, SIGKILL);
        ::waitpid(pid, nullptr, 0);
        return tl::unexpected<Error>{executed.error()};
    }
    return Launched{pid, std::move(pidfd), std::move(ends->out.read), std::move(ends->err.read),
                    std::move(ends->in.write)};
}

} // namespace harness
