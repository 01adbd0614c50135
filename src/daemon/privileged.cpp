#include "daemon/packet_socket.hpp"
#include "daemon/privsep.hpp"

#include <climits>
#include <memory>
#include <netdb.h>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

namespace lldp::daemon::privsep {

namespace {

struct FreeAddresses
{
    void operator()(addrinfo* addresses) const { ::freeaddrinfo(addresses); }
};

} // namespace

Expected<std::string> Privileged::hostname()
{
    std::vector<char> buffer(HOST_NAME_MAX + 1);
    if (::gethostname(buffer.data(), buffer.size()) < 0)
        return system_failure("get the host's name");
    buffer.back() = '\0';
    std::string name{buffer.data()};
    if (name.find('.') != std::string::npos)
        return name;

    addrinfo hints{};
    hints.ai_flags = AI_CANONNAME;
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    const auto error = ::getaddrinfo(name.c_str(), nullptr, &hints, &found);
    const std::unique_ptr<addrinfo, FreeAddresses> addresses{found};
    if (error == 0 && found->ai_canonname != nullptr && *found->ai_canonname != '\0')
        return std::string{found->ai_canonname};
    return name;
}

Expected<Fd> Privileged::open_port(int interface)
{
    return open_packet_socket(interface);
}

} // namespace lldp::daemon::privsep
