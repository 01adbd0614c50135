#include "daemon/configuration_client.hpp"

#include "base/error.hpp"
#include "base/fd.hpp"
#include "base/paths.hpp"
#include "daemon/log.hpp"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <spawn.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace lldp::daemon {

namespace {

/// Why the file cannot be read, an error number; 0 when it can.
int obstacle_to(const std::string& file)
{
    struct stat status
    {};
    if (::stat(file.c_str(), &status) < 0)
        return errno;
    // Whoever waits to write into a pipe waits for the client.
    if (S_ISFIFO(status.st_mode))
        return 0;
    // Not access(2), which leaves the capabilities out.
    return Fd{::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)} ? 0 : errno;
}

/// The files and directories that are there to be read, also those that cannot be: the client reads the others.
std::vector<std::string> configuration_files(const Options& options)
{
    if (options.client.empty())
        return {};
    const std::string directory{paths::sysconfdir};
    auto files = options.configuration ? std::vector{*options.configuration}
                                       : std::vector{directory + "/lldpd.conf", directory + "/lldpd.d"};
    std::erase_if(files, [&](const std::string& file) {
        const auto obstacle = obstacle_to(file);
        const bool absent = obstacle == ENOENT || obstacle == ENOTDIR;
        if (absent && options.configuration)
            log::warn("main", "configuration {} is not there", file);
        if (obstacle != 0 && !absent)
            log::warn("main", "configuration {} cannot be read: {}", file, std::strerror(obstacle));
        return absent;
    });
    return files;
}

std::vector<std::string> command_line(const Options& options, const std::vector<std::string>& files)
{
    std::vector<std::string> words{options.client, "-s"};
    if (options.verbosity > 0)
        words.push_back("-" + std::string(static_cast<std::size_t>(options.verbosity), 'd'));
    words.insert(words.end(), {"-u", options.control_socket});
    for (const auto& file : files)
        words.insert(words.end(), {"-C", file});
    return words;
}

Expected<pid_t> spawn(std::vector<std::string> words)
{
    std::vector<char*> argv;
    argv.reserve(words.size() + 1);
    for (auto& word : words)
        argv.push_back(word.data());
    argv.push_back(nullptr);
    // The daemon's signals are blocked while it starts; the client's are not.
    posix_spawnattr_t attributes{};
    sigset_t none;
    sigemptyset(&none);
    ::posix_spawnattr_init(&attributes);
    ::posix_spawnattr_setsigmask(&attributes, &none);
    ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
    pid_t pid = -1;
    const auto error = ::posix_spawn(&pid, argv.front(), nullptr, &attributes, argv.data(), environ);
    ::posix_spawnattr_destroy(&attributes);
    if (error != 0)
        return failure(std::error_code{error, std::generic_category()}, "run", words.front());
    return pid;
}

const char* consequence(bool at_start)
{
    return at_start ? "LLDP stays paused until it is resumed" : "the configuration stays as it is";
}

} // namespace

ConfigurationClient::ConfigurationClient(const Options& options)
    : options_{options}, files_{configuration_files(options)}
{}

void ConfigurationClient::start()
{
    if (files_.empty())
        return;
    auto words = command_line(options_, files_);
    words.emplace_back("resume");
    run(words);
}

void ConfigurationClient::start_again()
{
    again_ = running_ != 0;
    if (again_)
        return;
    at_start_ = false;
    files_ = configuration_files(options_);
    if (files_.empty()) {
        log::info("main", "there is no configuration to read again");
        return;
    }
    log::info("main", "reading the configuration again");
    run(command_line(options_, files_));
}

void ConfigurationClient::run(const std::vector<std::string>& command)
{
    if (const auto client = spawn(command))
        running_ = *client;
    else
        log::warn("main", "{}; {}", client.error().message(), consequence(at_start_));
}

void ConfigurationClient::reap(pid_t process, int status)
{
    if (process != running_)
        return;
    running_ = 0;
    if (status != 0)
        log::warn("main", "the client that reads the configuration failed; {}", consequence(at_start_));
    if (again_)
        start_again();
}

} // namespace lldp::daemon
