#include "daemon/background.hpp"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <unistd.h>

namespace lldp::daemon {

Expected<Background> Background::enter()
{
    Background background;
    background.null_ = Fd{::open("/dev/null", O_RDWR | O_CLOEXEC)};
    if (!background.null_)
        return system_failure("open", "/dev/null");
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) < 0)
        return system_failure("create a pipe to the background");
    Fd released{ends[0]};
    background.first_process_ = Fd{ends[1]};
    const auto child = ::fork();
    if (child < 0)
        return system_failure("go to the background");
    if (child > 0) {
        background.leave_to_others();
        char word = 0;
        ssize_t size = 0;
        do
            size = ::read(released.get(), &word, sizeof word);
        while (size < 0 && errno == EINTR);
        ::_exit(size == sizeof word ? EXIT_SUCCESS : EXIT_FAILURE);
    }
    ::setsid();
    if (::chdir("/") < 0)
        return system_failure("change to the root directory");
    return background;
}

void Background::release()
{
    static_cast<void>(!::write(first_process_.get(), "", 1));
    first_process_.reset();
}

void Background::detach()
{
    for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        ::dup2(null_.get(), fd);
    null_.reset();
}

Expected<> write_pid_file(const std::string& path)
{
    const Fd file{::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0644)};
    if (!file)
        return system_failure("open process ID file", path);
    const auto text = std::to_string(::getpid()) + "\n";
    if (::write(file.get(), text.data(), text.size()) != static_cast<ssize_t>(text.size()))
        return system_failure("write process ID file", path);
    return {};
}

} // namespace lldp::daemon
