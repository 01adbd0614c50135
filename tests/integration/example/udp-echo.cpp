// The daemon under test: sends every datagram that comes to a UDP port back to where it came from. udp-echo PORT
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <netinet/in.h>
#include <sys/socket.h>

int main(int argc, char* argv[])
{
    if (argc != 2)
        return EXIT_FAILURE;
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(std::atoi(argv[1]))); // NOLINT(cert-err34-c): an example
    const int socket = ::socket(AF_INET, SOCK_DGRAM, 0);
    if (::bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        std::perror("udp-echo");
        return EXIT_FAILURE;
    }
    std::puts("ready");
    std::fflush(stdout);
    for (;;) {
        std::array<char, 65536> datagram;
        sockaddr_storage from{};
        socklen_t length = sizeof from;
        const auto size =
            ::recvfrom(socket, datagram.data(), datagram.size(), 0, reinterpret_cast<sockaddr*>(&from), &length);
        if (size >= 0)
            ::sendto(socket, datagram.data(), static_cast<std::size_t>(size), 0,
                     reinterpret_cast<const sockaddr*>(&from), length);
    }
}
