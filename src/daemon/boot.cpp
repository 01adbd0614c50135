#include "daemon/boot.hpp"

#include "base/paths.hpp"
#include "daemon/log.hpp"

#include <algorithm>
#include <csignal>
#include <spawn.h>
#include <unistd.h>
#include <utility>

namespace lldp::daemon {

std::vector<std::string> configuration_files(const Options& options)
{
    if (options.client.empty())
        return {};
    const std::string directory{paths::sysconfdir};
    auto files = options.configuration ? std::vector{*options.configuration}
                                       : std::vector{directory + "/lldpd.conf", directory + "/lldpd.d"};
    if (options.configuration && ::access(options.configuration->c_str(), F_OK) != 0)
        log::warn("main", "configuration {} is not there", *options.configuration);
    std::erase_if(files, [](const std::string& file) { return ::access(file.c_str(), F_OK) != 0; });
    return files;
}

Expected<pid_t> start_client(const Options& options, const std::vector<std::string>& files)
{
    std::vector<std::string> words{options.client, "-s"};
    if (options.verbosity > 0)
        words.push_back("-" + std::string(static_cast<std::size_t>(options.verbosity), 'd'));
    words.insert(words.end(), {"-u", options.control_socket});
    for (const auto& file : files)
        words.insert(words.end(), {"-C", file});
    words.emplace_back("resume");

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
    const auto error = ::posix_spawn(&pid, options.client.c_str(), nullptr, &attributes, argv.data(), environ);
    ::posix_spawnattr_destroy(&attributes);
    if (error != 0)
        return failure(std::error_code{error, std::generic_category()}, "run", options.client);
    return pid;
}

} // namespace lldp::daemon
