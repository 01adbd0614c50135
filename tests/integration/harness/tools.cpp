#include "harness/tools.hpp"

#include "harness/case_name.hpp"
#include "harness/options.hpp"
#include "harness/process.hpp"
#include "harness/recorder.hpp"
#include "harness/report.hpp"
#include "harness/sanitizer.hpp"
#include "harness/terminal.hpp"

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <unistd.h>

namespace harness {

namespace {

namespace fs = std::filesystem;

/// How many times longer a program takes: by experience, and rather too much.
constexpr double with_valgrind = 20;
constexpr double with_strace = 4;
/// Whoever debugs takes hours.
constexpr double with_gdb = 10000;

/// Whether another process traces that one.
bool is_traced(pid_t process)
{
    std::ifstream status{"/proc/" + std::to_string(process) + "/status"};
    for (std::string line; std::getline(status, line);)
        if (line.rfind("TracerPid:", 0) == 0)
            return line.find_first_not_of("\t 0", line.find(':') + 1) != std::string::npos;
    return false;
}

/// Who is traced cannot stop itself to look for leaks.
void switch_off_leak_detection(std::map<std::string, std::string>& environment)
{
    const char* inherited = std::getenv("ASAN_OPTIONS");
    auto& value = environment.try_emplace("ASAN_OPTIONS", inherited != nullptr ? inherited : "").first->second;
    value += (value.empty() ? "" : ":") + std::string{"detect_leaks=0"};
}

/// Waits until something that may also end early has begun.
Expected<> await_beginning(const std::string& what, const Predicate& begun, const Predicate& ended)
{
    bool early = false;
    auto done = await_polling(what, std::chrono::milliseconds{5}, [&] { return begun() || (early = ended()); });
    if (done && early && !begun())
        return failure(std::errc::no_such_process, "wait for " + what, {}, "it ended");
    return done;
}

/// A name for what a tool writes about one program: no other one's, not even in another run of the same case.
Expected<std::string> path_for(const std::string& tool, const std::string& program)
{
    static unsigned count = 0;
    const auto directory = recorder::directory(tool);
    if (!directory)
        return tl::unexpected<Error>{directory.error()};
    return *directory + "/" + recorder::safe_name(running_case().text()) + "." + fs::path{program}.filename().string() +
           "-" + std::to_string(++count);
}

/// On the terminal at once, since who asked for it wants it also when the test passes; and in the report.
void tell(const std::string& what, const std::string& where)
{
    static_cast<void>(std::fprintf(stderr, "# %s: %s\n", what.c_str(), where.c_str()));
    report::note(what, where);
}

class Gdb final : public Tool
{
  public:
    explicit Gdb(std::size_t through) : through_{through} {}

    Expected<> prepare(std::vector<std::string>& /*argv*/, std::map<std::string, std::string>& environment) override
    {
        switch_off_leak_detection(environment);
        return {};
    }

    /// The program keeps its own standard streams, its number and its parent; gdb stops it at its first instruction.
    Expected<> attach(pid_t process) override
    {
        // What stands between attaching and the program is this test program, which nobody wants to hear of.
        std::vector<std::string> words{
            "gdb", "--quiet", "-iex", "set print symbol-loading off", "-iex", "set auto-solib-add off"};
        if (through_ > 0) // The program in front comes first.
            words.insert(words.end(), {"-ex", "tcatch exec", "-ex", "continue"});
        words.insert(words.end(), {"-ex", "set auto-solib-add on", "-ex", "tcatch exec", "-ex", "continue", "-p",
                                   std::to_string(process)});
        auto started = terminal::Foreground::start(nullptr, words);
        if (!started)
            return tl::unexpected<Error>{started.error()};
        debugger_.emplace(*std::move(started));
        return await_beginning(
            "gdb to take the program", [=] { return is_traced(process); }, [this] { return debugger_->ended(); });
    }

    void finish() noexcept override
    {
        if (debugger_)
            debugger_->wait();
        debugger_.reset();
    }

  private:
    std::size_t through_;
    std::optional<terminal::Foreground> debugger_;
};

/// A tool that is a program beside the other, and writes one file.
class Beside : public Tool
{
  public:
    explicit Beside(std::string program) : program_{std::move(program)} {}

    void finish() noexcept override
    try {
        if (!tool_)
            return;
        ask_to_end(*tool_);
        const auto ended = tool_->await_exit(Clock::now() + scaled(std::chrono::seconds{20}));
        check_quietly(ended.has_value(), ended ? std::string{} : ended.error().message());
        tool_.reset();
        tell(name() + " of " + program_, path_);
    } catch (const std::exception& error) {
        mark_failed(name() + ": " + error.what());
    }

  protected:
    virtual std::string name() const = 0;
    virtual std::vector<std::string> command(const std::string& path, pid_t process) const = 0;
    virtual Expected<> await_begin(const Process& tool, pid_t process) = 0;
    virtual void ask_to_end(const Process& tool) const = 0;

    Expected<> attach(pid_t process) final
    {
        auto path = path_for(name(), program_);
        if (!path)
            return tl::unexpected<Error>{path.error()};
        path_ = *path + "." + name();
        auto started = Process::spawn(command(path_, process), {.input = std::nullopt});
        if (!started)
            return tl::unexpected<Error>{started.error()};
        tool_ = std::make_unique<Process>(*std::move(started));
        return await_begin(*tool_, process).map_error([this](Error error) {
            error.text += "; it said: " + tool_->err();
            return error;
        });
    }

  private:
    std::string program_;
    std::string path_;
    std::unique_ptr<Process> tool_;
};

class Strace final : public Beside
{
  public:
    using Beside::Beside;

    Expected<> prepare(std::vector<std::string>& /*argv*/, std::map<std::string, std::string>& environment) override
    {
        switch_off_leak_detection(environment);
        return {};
    }

  private:
    std::string name() const override { return "strace"; }

    std::vector<std::string> command(const std::string& path, pid_t process) const override
    {
        return {"strace", "-f", "-ttt", "-T", "-y", "-s", "256", "-o", path, "-p", std::to_string(process)};
    }

    Expected<> await_begin(const Process& tool, pid_t process) override
    {
        return await_beginning(
            "strace to take the program", [=] { return is_traced(process); }, [&] { return tool.exited(); });
    }

    void ask_to_end(const Process& /*tool*/) const override {} // It ends with the last process that it follows.
};

class Perf final : public Beside
{
  public:
    using Beside::Beside;

    Expected<> prepare(std::vector<std::string>& /*argv*/, std::map<std::string, std::string>& /*environment*/) override
    {
        return {};
    }

  private:
    std::string name() const override { return "perf"; }

    /// It is controlled through its standard streams: that is how to know when it has begun.
    std::vector<std::string> command(const std::string& path, pid_t process) const override
    {
        return {"perf",      "record", "--quiet", "-g", "-D", "-1",
                "--control", "fd:0,1", "-o",      path, "-p", std::to_string(process)};
    }

    Expected<> await_begin(const Process& tool, pid_t /*process*/) override
    {
        tool.write("enable\n");
        return await_beginning(
            "perf to record the program", [&] { return tool.out().find("ack") != std::string::npos; },
            [&] { return tool.exited(); });
    }

    void ask_to_end(const Process& tool) const override
    {
        static_cast<void>(tool.signal(SIGINT)); // It may have ended with the program.
    }
};

class Valgrind final : public Tool
{
  public:
    Valgrind(std::string program, std::size_t through) : program_{std::move(program)}, through_{through} {}

    Expected<> prepare(std::vector<std::string>& argv, std::map<std::string, std::string>& /*environment*/) override
    {
        if (has_address_sanitizer(program_))
            return failure(std::errc::not_supported, "run valgrind", program_,
                           "it is built with AddressSanitizer, which does not work there: test a program that was "
                           "configured without --enable-sanitizers");
        auto path = path_for("valgrind", program_);
        if (!path)
            return tl::unexpected<Error>{path.error()};
        path_ = *std::move(path);
        for (const auto& old : logs())
            fs::remove(old);
        // Quiet: what is written is an error. Who is valgrind, is the program: the number stays.
        const std::vector<std::string> words{"valgrind",
                                             "--quiet",
                                             "--vgdb=no",
                                             "--leak-check=full",
                                             "--num-callers=30",
                                             "--show-leak-kinds=definite",
                                             "--log-file=" + path_ + ".%p"};
        argv.insert(argv.begin() + static_cast<std::ptrdiff_t>(through_), words.begin(), words.end());
        return {};
    }

    Expected<> attach(pid_t /*process*/) override { return {}; }

    void finish() noexcept override
    try {
        for (const auto& log : logs()) {
            std::ifstream file{log};
            const std::string text{std::istreambuf_iterator<char>{file}, {}};
            if (text.empty()) {
                fs::remove(log);
                continue;
            }
            tell("valgrind of " + program_, log.string());
            mark_failed("valgrind found an error in " + program_ + ":\n" + text.substr(0, most_shown) +
                        (text.size() > most_shown ? "...\n" : "") + "all of it: " + log.string());
        }
    } catch (const std::exception& error) {
        mark_failed(std::string{"valgrind: "} + error.what());
    }

  private:
    static constexpr std::size_t most_shown = 4000;

    /// One a process.
    std::vector<fs::path> logs() const
    {
        const fs::path stem{path_};
        const auto start = stem.filename().string() + ".";
        std::vector<fs::path> result;
        for (const auto& entry : fs::directory_iterator{stem.parent_path()})
            if (entry.path().filename().string().rfind(start, 0) == 0)
                result.push_back(entry.path());
        return result;
    }

    std::string program_;
    std::size_t through_;
    std::string path_;
};

bool took_a_program = false;

std::unique_ptr<Tool> make_tool(const Options& asked, const std::string& path, std::size_t through)
{
    if (asked.gdb && !terminal::Foreground::is_taken())
        return std::make_unique<Gdb>(through);
    if (asked.strace)
        return std::make_unique<Strace>(path);
    if (asked.perf)
        return std::make_unique<Perf>(path);
    if (asked.valgrind)
        return std::make_unique<Valgrind>(path, through);
    return nullptr;
}

} // namespace

std::unique_ptr<Tool> Tool::for_program(const std::string& path, const std::string& ns, std::size_t through)
{
    const auto& asked = options();
    if (!asked.covers(ns))
        return nullptr;
    auto tool = make_tool(asked, path, through);
    if (tool)
        took_a_program = true;
    return tool;
}

std::string idle_tool()
{
    const auto asked = options().tools();
    if (asked.empty() || took_a_program)
        return {};
    const auto& in = options().in;
    return "--" + asked.front() + " took no program: the tests started none that they are about" +
           (in.empty() ? "" : " in " + in);
}

bool is_installed(const std::string& program)
{
    const char* path = std::getenv("PATH");
    std::istringstream directories{path != nullptr ? path : ""};
    for (std::string directory; std::getline(directories, directory, ':');) {
        directory += '/';
        directory += program;
        if (::access(directory.c_str(), X_OK) == 0)
            return true;
    }
    return false;
}

void prepare_for_tools()
{
    const auto& asked = options();
    if (asked.gdb)
        slow_down(with_gdb);
    if (asked.valgrind)
        slow_down(with_valgrind);
    if (asked.strace)
        slow_down(with_strace);
}

} // namespace harness
