#include "harness/process.hpp"

#include "harness/core_dump.hpp"
#include "harness/failure.hpp"
#include "harness/launch.hpp"
#include "harness/report.hpp"
#include "harness/tools.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

namespace harness {

namespace {

constexpr std::size_t chunk_size = std::size_t{64} << 10;
/// What is read at once on request: more than a pipe holds, so all that was there, but not endlessly.
constexpr std::size_t most_at_once = std::size_t{16} << 20;

/// One end of a pipe that the reactor serves.
struct Served
{
    Fd fd;
    Watch watch;

    void close()
    {
        watch.stop();
        fd.reset();
    }
};

} // namespace

std::string ProcessRecord::command() const
{
    std::string result;
    for (const auto& word : argv)
        result += (result.empty() ? "" : " ") + word;
    return result;
}

std::string ExitStatus::describe() const
{
    if (signal)
        return "killed by signal " + std::to_string(*signal) + " (" + ::strsignal(*signal) + ")";
    return code ? "exit status " + std::to_string(*code) : "no exit status";
}

struct Process::Running
{
    std::shared_ptr<ProcessRecord> record;
    Fd pidfd;
    Served out;
    Served err;
    Served in;
    std::string input = {};
    bool close_after_input = false;
    std::unique_ptr<Tool> tool = {};
    CorePlace core_place = {};
    Watch ended = {};
    std::uint64_t next_line = 0;
    bool kept = false;
    Unwinding unwinding = {};

    void serve();
    std::size_t read(Served& pipe, Stream stream);
    void drain();
    void write_input();
    bool look();
    void note_end(const siginfo_t& info);
    static std::vector<Running*>& all();
    void kill_group() const { static_cast<void>(::kill(-record->pid, SIGKILL)); }
    void reap();
};

/// Those that live, in no order.
std::vector<Process::Running*>& Process::Running::all()
{
    static auto& the_one = *new std::vector<Running*>;
    return the_one;
}

void Process::Running::serve()
{
    all().push_back(this);
    out.watch = watch(out.fd.get(), POLLIN, [this](short) { read(out, Stream::Out); });
    err.watch = watch(err.fd.get(), POLLIN, [this](short) { read(err, Stream::Err); });
    ended = watch(pidfd.get(), POLLIN, [this](short) { look(); });
    if (in.fd)
        in.watch = watch(in.fd.get(), 0, [this](short events) {
            // Once nobody reads any more, poll would report that forever.
            if ((events & POLLERR) != 0)
                in.close();
            else
                write_input();
        });
}

/// Takes one chunk; 0 when there is none now.
std::size_t Process::Running::read(Served& pipe, Stream stream)
{
    std::array<char, chunk_size> chunk; // NOLINT(cppcoreguidelines-pro-type-member-init): read() fills it.
    const auto count = pipe.fd ? ::read(pipe.fd.get(), chunk.data(), chunk.size()) : 0;
    if (count > 0) {
        record->output.add(stream, {chunk.data(), static_cast<std::size_t>(count)});
        return static_cast<std::size_t>(count);
    }
    if (count == 0)
        pipe.close();
    return 0;
}

void Process::Running::drain()
{
    for (const auto& [pipe, stream] : {std::pair{&out, Stream::Out}, std::pair{&err, Stream::Err}})
        for (std::size_t taken = 0, count = 1; count != 0 && taken < most_at_once; taken += count)
            count = read(*pipe, stream);
}

void Process::Running::write_input()
{
    if (!in.fd)
        return;
    while (!input.empty()) {
        const auto count = ::write(in.fd.get(), input.data(), input.size());
        if (count < 0 && errno == EAGAIN)
            break;
        if (count < 0)
            return in.close(); // Nobody reads any more.
        record->output.add(Stream::In, std::string_view{input}.substr(0, static_cast<std::size_t>(count)));
        input.erase(0, static_cast<std::size_t>(count));
    }
    if (input.empty() && close_after_input)
        return in.close();
    in.watch.events(input.empty() ? 0 : POLLOUT);
}

/// Whether it has ended. It stays a zombie until it is reaped, so that its number, which is also its group's, cannot
/// become another's.
bool Process::Running::look()
{
    if (record->status)
        return true;
    siginfo_t info{};
    if (::waitid(P_PID, static_cast<id_t>(record->pid), &info, WEXITED | WNOHANG | WNOWAIT) != 0 || info.si_pid == 0)
        return false;
    ended.stop();
    record->ended = Clock::now();
    drain();
    note_end(info);
    return true;
}

void Process::Running::note_end(const siginfo_t& info)
{
    if (info.si_code == CLD_EXITED) {
        record->status = ExitStatus{info.si_status, {}};
        return;
    }
    record->status = ExitStatus{{}, info.si_status};
    record->core = find_core(core_place, record->argv.front(), record->pid, info.si_status, info.si_code == CLD_DUMPED);
}

void Process::Running::reap()
{
    std::erase(all(), this);
    if (kept)
        return;
    kill_group();
    siginfo_t info{};
    while (::waitid(P_PID, static_cast<id_t>(record->pid), &info, WEXITED | WNOWAIT) != 0 && errno == EINTR)
        ;
    look();
    ::waitpid(record->pid, nullptr, 0);
    if (tool)
        tool->finish();
}

Process::Process(std::unique_ptr<Running> running) : running_{std::move(running)} {}
Process::Process(Process&& other) noexcept = default;

Process& Process::operator=(Process&& other) noexcept
{
    if (this != &other) {
        const Process gone{std::move(running_)};
        running_ = std::move(other.running_);
    }
    return *this;
}

Process::~Process()
{
    if (!running_)
        return;
    if (running_->unwinding.is_under_way())
        point_of_failure();
    running_->reap();
}

Process::Process(const Namespace& ns, std::vector<std::string> argv, SpawnOptions options, Where where)
    : Process{require(spawn(ns, std::move(argv), std::move(options)), where)}
{}

Expected<Process> Process::spawn(const Namespace& ns, std::vector<std::string> argv, SpawnOptions options)
{
    return start(&ns, std::move(argv), std::move(options));
}

Expected<Process> Process::spawn(std::vector<std::string> argv, SpawnOptions options)
{
    return start(nullptr, std::move(argv), std::move(options));
}

Expected<Process> Process::start(const Namespace* ns, std::vector<std::string> argv, SpawnOptions options)
{
    const auto place = ns != nullptr ? ns->name() : std::string{};
    auto tool = options.subject && options.through < argv.size()
                    ? Tool::for_program(argv[options.through], place, options.through)
                    : nullptr;
    if (tool)
        if (const auto prepared = tool->prepare(argv, options.environment); !prepared)
            return tl::unexpected<Error>{prepared.error()};
    CorePlace core_place;
    const auto before_exec = [&](pid_t process) {
        core_place = CorePlace::of(process); // Later it may have crashed already.
        return tool ? tool->attach(process) : Expected<>{};
    };
    auto launched = launch(
        ns, argv, {options.environment, options.directory, !options.input || !options.input->empty(), before_exec});
    if (!launched)
        return tl::unexpected<Error>{launched.error()};
    auto record = std::make_shared<ProcessRecord>(ProcessRecord{.argv = std::move(argv),
                                                                .ns = place,
                                                                .pid = launched->pid,
                                                                .started = Clock::now(),
                                                                .ended = {},
                                                                .status = {},
                                                                .output = Output{options.keep}});
    report::add(record);
    auto running = std::make_unique<Running>(Running{.record = std::move(record),
                                                     .pidfd = std::move(launched->pidfd),
                                                     .out = {std::move(launched->out), {}},
                                                     .err = {std::move(launched->err), {}},
                                                     .in = {std::move(launched->in), {}},
                                                     .tool = std::move(tool),
                                                     .core_place = std::move(core_place)});
    running->serve();
    Process process{std::move(running)};
    if (options.input && !options.input->empty()) {
        process.write(*options.input);
        process.close_input();
    }
    return process;
}

pid_t Process::pid() const
{
    return running_ ? running_->record->pid : 0;
}

bool Process::exited() const
{
    return !running_ || running_->look();
}

std::optional<ExitStatus> Process::status() const
{
    return running_ && running_->look() ? running_->record->status : std::nullopt;
}

const Output& Process::output() const
{
    static const Output nothing;
    if (!running_)
        return nothing;
    running_->drain();
    return running_->record->output;
}

std::string Process::out() const
{
    return output().text(Stream::Out);
}

std::string Process::err() const
{
    return output().text(Stream::Err);
}

std::string Process::describe() const
{
    if (!running_)
        return "no program (moved from)";
    const auto& record = *running_->record;
    return record.command() + " (pid " + std::to_string(record.pid) +
           (record.ns.empty() ? ")" : " in " + record.ns + ")");
}

bool Process::kept() const
{
    return running_ && running_->kept;
}

Expected<> Process::signal(int number) const
{
    if (!running_ || running_->look())
        return failure(std::errc::no_such_process, "send signal " + std::to_string(number), describe());
    if (::kill(running_->record->pid, number) != 0)
        return system_failure("send signal " + std::to_string(number), describe());
    return {};
}

Expected<ExitStatus> Process::await_exit(std::optional<Clock::time_point> deadline) const noexcept
try {
    if (!running_)
        return failure(std::errc::no_such_process, "wait for a program that was moved from");
    const auto done = await(
        {"the end of " + describe(), "its exit status"}, [this] { return running_->look(); }, [] { return "it runs"; },
        deadline);
    if (!done)
        return tl::unexpected<Error>{done.error()};
    return *running_->record->status;
} catch (const std::exception& exception) {
    return failure(std::errc::interrupted, "wait for a program", {}, exception.what());
} catch (...) {
    return failure(std::errc::interrupted, "wait for a program", {}, "the test failed meanwhile");
}

ExitStatus Process::wait(Where where) const
{
    return require(await_exit(), where);
}

Expected<ExitStatus> Process::stop(std::chrono::milliseconds patience) const noexcept
{
    static_cast<void>(signal(SIGTERM)); // It may just have ended by itself.
    auto ended = await_exit(Clock::now() + scaled(patience));
    if (!ended && running_) {
        running_->kill_group();
        static_cast<void>(await_exit(Clock::now() + scaled(patience)));
    }
    return ended;
}

Line Process::wait_line(std::string_view what, const std::function<bool(const Line&)>& wanted, Where where) const
{
    if (!running_)
        fail("wait for a line of a program that was moved from", where);
    std::optional<Line> found;
    std::uint64_t from = running_->next_line;
    const auto look = [&] {
        const bool ended = running_->look();
        const auto& output = running_->record->output;
        found = output.find(from, ended, wanted);
        from = output.next_number();
        return found || ended;
    };
    wait_until(
        {"a line with " + std::string{what} + " from " + describe(),
         "that in a line behind number " + std::to_string(running_->next_line) + " of its output"},
        look, [&] { return "its last line: " + running_->record->output.last_line(); }, where);
    if (!found)
        fail(describe() + " ended (" + running_->record->status->describe() + ") without a line with " +
                 std::string{what} + "; its last line: " + running_->record->output.last_line(),
             where);
    running_->next_line = found->number + 1;
    return *found;
}

Line Process::wait_line(const std::string& part, Where where) const
{
    return wait_line(
        "\"" + part + "\"", [&](const Line& line) { return line.text.find(part) != std::string::npos; }, where);
}

void Process::write(std::string_view text) const
{
    if (!running_)
        return;
    running_->input += text;
    running_->write_input();
}

void Process::close_input() const
{
    if (!running_)
        return;
    running_->close_after_input = true;
    running_->write_input();
}

std::string describe(const RunResult& result)
{
    return result.status.describe() + (result.out.empty() ? "" : "\n" + result.out) +
           (result.err.empty() ? "" : "\n" + result.err);
}

RunResult run(const Namespace& ns, std::vector<std::string> argv, SpawnOptions options, Where where)
{
    const Process process{ns, std::move(argv), std::move(options), where};
    const auto status = process.wait(where);
    return {status, process.out(), process.err()};
}

RunResult run(std::vector<std::string> argv, SpawnOptions options, Where where)
{
    const Process process = require(Process::spawn(std::move(argv), std::move(options)), where);
    const auto status = process.wait(where);
    return {status, process.out(), process.err()};
}

std::vector<int> keep_programs()
{
    std::vector<int> outputs;
    for (auto* running : Process::Running::all()) {
        running->kept = true;
        for (const auto* pipe : {&running->out, &running->err})
            if (pipe->fd)
                outputs.push_back(pipe->fd.get());
    }
    return outputs;
}

} // namespace harness
