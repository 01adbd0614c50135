#include "daemon/ethtool_request.hpp"

#include <linux/sockios.h>
#include <net/if.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

namespace lldp::daemon {

Fd ethtool_socket()
{
    return Fd{::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)};
}

bool ask_ethtool(int socket, const std::string& interface, void* command)
{
    ifreq request{};
    interface.copy(request.ifr_name, IFNAMSIZ - 1);
    request.ifr_data = static_cast<char*>(command);
    return ::ioctl(socket, SIOCETHTOOL, &request) == 0;
}

} // namespace lldp::daemon
