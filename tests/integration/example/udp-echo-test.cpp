// What the installed harness is for: a daemon, tested on a network of its own.
#include <harness/fd.hpp>
#include <harness/links.hpp>
#include <harness/process.hpp>
#include <harness/test.hpp>
#include <harness/wait.hpp>

#include <arpa/inet.h>
#include <array>
#include <poll.h>
#include <sys/socket.h>

using namespace harness;

namespace {

/// A UDP socket on a host, which talks to one other.
class Peer
{
  public:
    Peer(const Namespace& ns, const std::string& address, std::uint16_t port)
    {
        const auto inside = ns.enter();
        socket_ = Fd{::socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)};
        sockaddr_in to{};
        to.sin_family = AF_INET;
        to.sin_port = htons(port);
        REQUIRE(::inet_pton(AF_INET, address.c_str(), &to.sin_addr) == 1);
        REQUIRE(::connect(socket_.get(), reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0);
        watch_ = watch(socket_.get(), POLLIN, [this](short) { receive(); });
    }

    void send(const std::string& text) const
    {
        REQUIRE(::send(socket_.get(), text.data(), text.size(), 0) == static_cast<ssize_t>(text.size()));
    }

    std::string wait_answer()
    {
        wait_until("an answer", [this] { return !answer_.empty(); });
        return std::exchange(answer_, {});
    }

  private:
    void receive()
    {
        std::array<char, 65536> datagram{};
        const auto size = ::recv(socket_.get(), datagram.data(), datagram.size(), 0);
        answer_.assign(datagram.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
    }

    Fd socket_;
    std::string answer_;
    Watch watch_;
};

} // namespace

TEST_CASE("what is sent comes back", "[udp-echo]")
{
    const auto text = GENERATE(values<std::string>({"hello", std::string(1400, 'x')}));
    Namespaces ns;
    Links links;
    const auto [here, there] = links.veth(ns(1), ns(2));
    here.add_address("192.0.2.1/24");
    there.add_address("192.0.2.2/24");
    const Process daemon{ns(2), {"./udp-echo", "7"}};
    daemon.wait_line("ready");
    Peer peer{ns(1), "192.0.2.2", 7};

    peer.send(text);

    CHECK(peer.wait_answer() == text);
}
