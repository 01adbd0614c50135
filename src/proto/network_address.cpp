#include "proto/network_address.hpp"

#include <arpa/inet.h>
#include <array>

namespace lldp {

std::optional<std::string> ip_text(AddressFamily family, ByteView address)
{
    int af = AF_UNSPEC;
    if (family == AddressFamily::Ipv4 && address.size() == sizeof(in_addr))
        af = AF_INET;
    else if (family == AddressFamily::Ipv6 && address.size() == sizeof(in6_addr))
        af = AF_INET6;
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (af == AF_UNSPEC || inet_ntop(af, address.data(), text.data(), text.size()) == nullptr)
        return std::nullopt;
    return text.data();
}

} // namespace lldp
