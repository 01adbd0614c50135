#include "daemon/service_manager.hpp"

#include "daemon/log.hpp"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <iterator>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace lldp::daemon {

namespace {

/// A number of the environment; nothing when it is not there, or no number.
std::optional<std::uint64_t> number_of(const char* name)
{
    const auto* value = ::getenv(name);
    if (value == nullptr)
        return std::nullopt;
    const std::string_view text{value};
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error == std::errc{} && end == text.data() + text.size())
        return number;
    log::warn("main", "{}={}: a number is needed", name, text);
    return std::nullopt;
}

/// Connected, for a path may lead elsewhere later.
Fd connect_to(std::string_view path)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.empty() || path.size() >= std::size(address.sun_path)) {
        log::warn("main", "NOTIFY_SOCKET={}: the path of a socket is needed", path);
        return {};
    }
    std::ranges::copy(path, std::begin(address.sun_path));
    if (path.starts_with('@'))
        address.sun_path[0] = '\0'; // the abstract namespace
    const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + path.size());
    Fd socket{::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)};
    if (socket && ::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), size) == 0)
        return socket;
    log::warn("main", "cannot tell the service manager that lldpd runs: {}: {}", path, std::strerror(errno));
    return {};
}

/// A watchdog may be meant for another process: a shell that started us, say.
std::optional<std::chrono::microseconds> watchdog_of_environment()
{
    const auto time = number_of("WATCHDOG_USEC");
    const auto process = number_of("WATCHDOG_PID");
    if (!time || *time < 2 || (process && *process != static_cast<std::uint64_t>(::getpid())))
        return std::nullopt;
    constexpr std::chrono::microseconds longest = std::chrono::hours{24}; // a timer does not hold any number
    return std::chrono::microseconds{std::min<std::uint64_t>(*time / 2, longest.count())};
}

} // namespace

bool ServiceManager::is_there()
{
    return ::getenv("NOTIFY_SOCKET") != nullptr;
}

ServiceManager ServiceManager::of_environment()
{
    ServiceManager manager;
    if (const auto* path = ::getenv("NOTIFY_SOCKET")) {
        manager.socket_ = connect_to(path);
        manager.watchdog_interval_ = watchdog_of_environment();
    }
    return manager;
}

void ServiceManager::say(std::string_view what) const
{
    if (socket_ && ::send(socket_.get(), what.data(), what.size(), MSG_NOSIGNAL | MSG_DONTWAIT) < 0)
        log::debug("main", "cannot tell the service manager {}: {}", what, std::strerror(errno));
}

} // namespace lldp::daemon
