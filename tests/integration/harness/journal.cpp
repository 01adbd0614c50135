#include "harness/journal.hpp"

#include "harness/case_record.hpp"
#include "harness/fd.hpp"
#include "harness/recorder.hpp"
#include "harness/repeat.hpp"

#include <array>
#include <cerrno>
#include <chrono>
#include <fcntl.h>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <sys/file.h>
#include <unistd.h>
#include <vector>

namespace harness::journal {

namespace {

using nlohmann::json;

struct Journal
{
    Fd file;
    std::vector<std::string> argv;
};

/// Never destroyed: forked children and static objects at exit may be last.
Journal& the()
{
    static Journal& the_one = *new Journal;
    return the_one;
}

/// Who runs the same command at the same time needs a file of its own.
constexpr int most_at_a_time = 1000;

double now()
{
    return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
}

/// A line at once, so that whoever dies next leaves it whole.
void write(const json& line)
{
    if (!the().file)
        return;
    // What programs write need not be UTF-8.
    const auto text = line.dump(-1, ' ', false, json::error_handler_t::replace) + '\n';
    for (std::size_t written = 0; written < text.size();) {
        const auto count = ::write(the().file.get(), text.data() + written, text.size() - written);
        // A full disk: the run itself goes on. Behind the part of a line no other may come.
        if (count < 0 && errno != EINTR)
            return the().file.reset();
        written += count > 0 ? static_cast<std::size_t>(count) : 0;
    }
}

/// Nothing when somebody else is writing it.
Expected<Fd> take(const std::string& path)
{
    Fd file{::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644)};
    if (!file)
        return system_failure("open", path);
    if (::flock(file.get(), LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
        return Fd{};
    if (::ftruncate(file.get(), 0) != 0)
        return system_failure("empty", path);
    return file;
}

std::string host()
{
    std::array<char, 256> name{};
    return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "";
}

} // namespace

Expected<> open(int argc, const char* const* argv)
{
    const auto directory = recorder::directory("cases");
    if (!directory)
        return tl::unexpected<Error>{directory.error()};
    if (directory->empty())
        return {};
    the().argv.assign(argv, argv + argc);
    std::string command = std::filesystem::path{the().argv.front()}.filename();
    for (std::size_t i = 1; i < the().argv.size(); ++i)
        command += ' ' + the().argv[i];
    const auto name = *directory + '/' + recorder::safe_name(command);
    for (int i = 1; i <= most_at_a_time && !the().file; ++i) {
        auto taken = take(name + (i > 1 ? '-' + std::to_string(i) : "") + ".jsonl");
        if (!taken)
            return tl::unexpected<Error>{taken.error()};
        the().file = *std::move(taken);
    }
    return {};
}

void run_starts(std::uint32_t seed)
{
    write({{"event", "run"}, {"argv", the().argv}, {"host", host()}, {"started", now()}, {"seed", seed}});
}

void case_starts(const std::string& name, const std::string& file, std::size_t line)
{
    // For who finds that the case never ended: of sections and values nothing is known yet.
    write({{"event", "start"},
           {"name", name},
           {"file", file},
           {"line", line},
           {"started", now()},
           {"repeat", repeat_command({{name}})}});
}

void case_ends(const CaseResult& result)
{
    if (the().file)
        write({{"event", "case"}, {"case", case_record(result)}});
}

void run_ends()
{
    write({{"event", "end"}});
}

void program_ends(int status) noexcept
try {
    write({{"event", "exit"}, {"status", status}});
} catch (...) {
    // The journal without it says that nobody saw the end.
}

} // namespace harness::journal
