#include "daemon/boot.hpp"

#include "base/paths.hpp"

#include <algorithm>
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
    pid_t pid = -1;
    if (const auto error = ::posix_spawn(&pid, options.client.c_str(), nullptr, nullptr, argv.data(), environ);
        error != 0)
        return failure(std::error_code{error, std::generic_category()}, "run", options.client);
    return pid;
}

} // namespace lldp::daemon
