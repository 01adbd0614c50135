#include "daemon/control_socket.hpp"

#include "daemon/log.hpp"

#include <algorithm>
#include <cerrno>
#include <iterator>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace lldp::daemon {

namespace {

constexpr mode_t final_mode = 0770;
constexpr int backlog = 64;

/// Restores the mask of file permissions.
class PrivateUmask
{
  public:
    PrivateUmask() : before_{::umask(0077)} {}
    ~PrivateUmask() { ::umask(before_); }
    PrivateUmask(const PrivateUmask&) = delete;
    PrivateUmask& operator=(const PrivateUmask&) = delete;
    PrivateUmask(PrivateUmask&&) = delete;
    PrivateUmask& operator=(PrivateUmask&&) = delete;

  private:
    mode_t before_;
};

Expected<sockaddr_un> address_of(const std::string& path)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.empty() || path.size() >= std::size(address.sun_path))
        return failure(std::make_error_code(std::errc::filename_too_long), "create control socket", path);
    std::ranges::copy(path, std::begin(address.sun_path));
    return address;
}

const sockaddr* generic(const sockaddr_un& address)
{
    return reinterpret_cast<const sockaddr*>(&address);
}

Expected<Fd> stream_socket()
{
    Fd socket{::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)};
    if (!socket)
        return system_failure("create a Unix-domain socket");
    return socket;
}

/// Removes what a daemon that is gone left behind.
Expected<> remove_stale(const std::string& path, const sockaddr_un& address)
{
    struct stat status
    {};
    if (::lstat(path.c_str(), &status) < 0)
        return errno == ENOENT ? Expected<>{} : system_failure("look at control socket", path);
    if (!S_ISSOCK(status.st_mode))
        return failure(std::make_error_code(std::errc::not_a_socket), "replace control socket", path);
    const auto probe = stream_socket();
    if (!probe)
        return tl::unexpected{probe.error()};
    log::info("main", "control socket {} exists, checking whether another instance is running", path);
    if (::connect(probe->get(), generic(address), sizeof address) == 0 || errno == EAGAIN)
        return failure(std::make_error_code(std::errc::address_in_use),
                       "another instance is running, please stop it: control socket", path);
    if (errno != ECONNREFUSED)
        return system_failure("connect to control socket", path);
    if (::unlink(path.c_str()) < 0)
        return system_failure("remove stale control socket", path);
    return {};
}

} // namespace

Expected<Fd> listen_on_control_socket(const std::string& path, const std::optional<Identity>& owner)
{
    const auto address = address_of(path);
    if (!address)
        return tl::unexpected{address.error()};
    if (auto done = remove_stale(path, *address); !done)
        return tl::unexpected{done.error()};
    auto socket = stream_socket();
    if (!socket)
        return socket;
    {
        const PrivateUmask mask;
        if (::bind(socket->get(), generic(*address), sizeof *address) < 0)
            return system_failure("create control socket", path);
    }
    // At once: one that is bound but does not listen looks stale to another daemon that starts now.
    if (::listen(socket->get(), backlog) < 0 || (owner && ::chown(path.c_str(), owner->uid, owner->gid) < 0) ||
        ::chmod(path.c_str(), final_mode) < 0) {
        auto failed = system_failure("prepare control socket", path);
        ::unlink(path.c_str());
        return failed;
    }
    return socket;
}

} // namespace lldp::daemon
