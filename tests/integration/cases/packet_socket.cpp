// What the daemon asks of the kernel for each port, as the kernel tells it.
#include "lldp/test.hpp"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <sstream>
#include <string>
#include <sys/socket.h>
#include <vector>

namespace {

int option(const Fd& socket, int name)
{
    int value = -1;
    socklen_t size = sizeof value;
    if (::getsockopt(socket.get(), SOL_SOCKET, name, &value, &size) != 0)
        give_up({{errno, std::system_category()}, "ask for an option of a socket", std::to_string(name), {}},
                Where::here());
    return value;
}

std::vector<Fd> packet_sockets(const OtherProcess& process)
{
    auto sockets = process.descriptors();
    sockets.erase(std::remove_if(sockets.begin(), sockets.end(),
                                 [](const Fd& each) {
                                     int domain = 0;
                                     socklen_t size = sizeof domain;
                                     return ::getsockopt(each.get(), SOL_SOCKET, SO_DOMAIN, &domain, &size) != 0 ||
                                            domain != AF_PACKET;
                                 }),
                  sockets.end());
    return sockets;
}

/// The group addresses that an interface receives frames to, in the network of a process.
std::vector<std::string> groups(pid_t pid, const std::string& interface)
{
    std::ifstream file{"/proc/" + std::to_string(pid) + "/net/dev_mcast"};
    std::vector<std::string> found;
    for (std::string line; std::getline(file, line);) {
        std::istringstream words{line};
        std::string index;
        std::string name;
        std::string users;
        std::string forced;
        std::string address;
        words >> index >> name >> users >> forced >> address;
        if (name == interface)
            found.push_back(address);
    }
    return found;
}

} // namespace

TEST_CASE("a port receives frames to each group address of LLDP, also where hardware sorts them out", "[packet-socket]")
{
    Namespaces ns;
    Links links;
    const Link& here = links.veth(ns(1), ns(2)).first;
    const Lldpd lldpd{ns(1)};

    const auto joined = groups(lldpd.monitor().pid(), here.name());
    for (const char* group : {"0180c200000e", "0180c2000003", "0180c2000000"})
        CHECK_THAT(joined, Catch::Matchers::VectorContains(std::string{group}));
}

TEST_CASE("whoever takes over the worker cannot make its sockets hear more than LLDP", "[packet-socket]")
{
    needs(Feature::PrivilegeSeparation);
    Namespaces ns;
    Links links;
    links.veth(ns(1), ns(2));
    links.veth(ns(1), ns(3));
    const Lldpd lldpd{ns(1)};

    const auto sockets = packet_sockets(lldpd.worker());
    CHECK(sockets.size() == 2);
    for (const auto& socket : sockets)
        CHECK(option(socket, SO_LOCK_FILTER) == 1);
}

TEST_CASE("LLDP goes before other traffic", "[packet-socket]")
{
    Namespaces ns;
    Links links;
    links.veth(ns(1), ns(2));
    const Lldpd lldpd{ns(1)};

    const bool separated = has(Feature::PrivilegeSeparation);
    const auto sockets = packet_sockets(separated ? lldpd.worker() : lldpd.monitor());
    REQUIRE(sockets.size() == 1);
    CHECK(option(sockets.front(), SO_PRIORITY) == 7);
}
