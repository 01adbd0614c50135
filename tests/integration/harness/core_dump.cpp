#include "harness/core_dump.hpp"

#include "harness/case_name.hpp"
#include "harness/recorder.hpp"
#include "harness/sanitizer.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <cstring>
#include <elf.h>
#include <fcntl.h>
#include <fstream>
#include <optional>
#include <sys/resource.h>
#include <system_error>
#include <utility>

namespace harness {

namespace {

namespace fs = std::filesystem;

const char* const pattern_file = "/proc/sys/kernel/core_pattern";

std::string core_pattern()
{
    std::string pattern;
    std::getline(std::ifstream{pattern_file}, pattern);
    return pattern;
}

/// A name, not a path and not a program: the core lies in the directory that the program was in.
bool in_the_programs_directory(const std::string& pattern)
{
    return !pattern.empty() && pattern.front() != '|' && pattern.find('/') == std::string::npos;
}

bool is_core(const fs::path& path)
{
    std::array<char, sizeof(Elf64_Ehdr)> bytes{};
    Elf64_Ehdr header{};
    std::ifstream{path, std::ios::binary}.read(bytes.data(), bytes.size());
    std::memcpy(&header, bytes.data(), sizeof header);
    return std::memcmp(header.e_ident, ELFMAG, SELFMAG) == 0 && header.e_type == ET_CORE;
}

/// The newest one in a directory that came after `since`. What the pattern names begins with what is in it before its
/// first '%'.
std::optional<fs::path> newest_core(const Fd& directory, const std::string& pattern, fs::file_time_type since)
{
    const auto start = pattern.substr(0, pattern.find('%'));
    std::optional<fs::path> found;
    fs::file_time_type when = since;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator{"/proc/self/fd/" + std::to_string(directory.get()) + "/", error}) {
        const auto time = entry.last_write_time(error);
        if (error || time < when || entry.path().filename().string().rfind(start, 0) != 0 ||
            !entry.is_regular_file(error) || !is_core(entry.path()))
            continue;
        found = entry.path();
        when = time;
    }
    return found;
}

std::string keep(const fs::path& core, const std::string& program, pid_t process)
{
    const auto directory = recorder::directory("cores");
    if (!directory)
        return "its core cannot be kept: " + directory.error().message();
    // Each test program numbers its processes by itself.
    const auto name = recorder::safe_name(running_case().text()) + "." + fs::path{program}.filename().string() + "-" +
                      std::to_string(process) + ".core";
    const auto target = fs::path{*directory} / name;
    std::error_code error;
    fs::copy_file(core, target, fs::copy_options::overwrite_existing, error);
    if (error)
        return "its core cannot be kept in " + target.string() + ": " + error.message();
    fs::remove(core, error);
    return "core: " + target.string();
}

/// The size that a core of this program might have had before leave_no_core().
rlim_t given_limit = RLIM_INFINITY;

/// How large a core of a program that is started may be, of at most `hard` octets.
rlim_t limit_of_programs(rlim_t hard)
{
    if (!in_the_programs_directory(core_pattern()))
        return given_limit < hard ? given_limit : hard;
    return recorder::report_directory().empty() ? 0 : hard;
}

std::string why_none(const std::string& program)
{
    rlimit limit{};
    ::getrlimit(RLIMIT_CORE, &limit);
    if (limit.rlim_max == 0)
        return "no core: the hard limit of their size is 0 (ulimit -Hc)";
    if (limit_of_programs(limit.rlim_max) == 0)
        return in_the_programs_directory(core_pattern()) ? "no core: LLDPD_TEST_REPORT names no directory to keep it in"
                                                         : "no core: the limit of their size is 0 (ulimit -c)";
    if (has_address_sanitizer(program))
        return "no core: AddressSanitizer forbids it, unless ASAN_OPTIONS has disable_coredump=0";
    return "no core: the kernel writes none of a program that changed its user, or whose directory it cannot write to";
}

} // namespace

CorePlace CorePlace::of(pid_t process)
{
    if (!in_the_programs_directory(core_pattern()) || recorder::report_directory().empty())
        return {};
    const auto open = [&](const char* what) {
        return Fd{::open(("/proc/" + std::to_string(process) + "/" + what).c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC)};
    };
    // File times are those of the kernel's last tick.
    return {open("cwd"), open("root"), fs::file_time_type::clock::now() - std::chrono::milliseconds{20}};
}

void leave_no_core() noexcept
{
    rlimit limit{};
    if (::getrlimit(RLIMIT_CORE, &limit) != 0)
        return;
    given_limit = std::exchange(limit.rlim_cur, 0);
    ::setrlimit(RLIMIT_CORE, &limit);
}

void allow_core_dump() noexcept
try {
    rlimit limit{};
    if (::getrlimit(RLIMIT_CORE, &limit) != 0)
        return;
    limit.rlim_cur = limit_of_programs(limit.rlim_max);
    ::setrlimit(RLIMIT_CORE, &limit);
} catch (...) {
    // Then it dumps none, and its report says so.
}

std::string find_core(const CorePlace& place, const std::string& program, pid_t process, int signal, bool dumped)
{
    static constexpr std::array with_core = {SIGQUIT, SIGILL,  SIGTRAP, SIGABRT, SIGBUS,
                                             SIGFPE,  SIGSEGV, SIGXCPU, SIGXFSZ, SIGSYS};
    if (std::find(with_core.begin(), with_core.end(), signal) == with_core.end())
        return {};
    const auto pattern = core_pattern();
    if (pattern.rfind('|', 0) == 0)
        return "core: given to the machine's own program, as " + std::string{pattern_file} + " says: " + pattern +
               (pattern.find("systemd-coredump") != std::string::npos ? " (see coredumpctl)" : "");
    if (!dumped)
        return why_none(program);
    if (!in_the_programs_directory(pattern))
        return "core: where " + std::string{pattern_file} + " says: " + pattern;
    for (const Fd* directory : {&place.directory, &place.root})
        if (const auto core = *directory ? newest_core(*directory, pattern, place.since) : std::nullopt)
            return keep(*core, program, process);
    return "core: in the directory that it was in, as " + std::string{pattern_file} + " says: " + pattern;
}

} // namespace harness
