// The name that a host gives itself, and how it is followed.
#include "lldp/test.hpp"

#include <arpa/inet.h>
#include <deque>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace {

using harness::Fd;

void rename(const Namespace& ns, const std::string& name)
{
    const auto inside = ns.enter();
    REQUIRE(::sethostname(name.data(), name.size()) == 0);
}

/// A name server on a host's own 127.0.0.1, which answers only when told to: that any name's address is 192.0.2.1.
class NameServer
{
  public:
    explicit NameServer(const Namespace& ns)
    {
        const auto inside = ns.enter();
        socket_ = Fd{::socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)};
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(53);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        REQUIRE(::bind(socket_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
        watch_ = harness::watch(socket_.get(), POLLIN, [this](short) { receive(); });
    }

    void wait_asked() const
    {
        harness::wait_until(
            "a question to the name server", [this] { return !queries_.empty(); }, [] { return "none"; });
    }

    /// From now on.
    void answer()
    {
        answers_ = true;
        for (; !queries_.empty(); queries_.pop_front())
            answer(queries_.front());
    }

  private:
    struct Query
    {
        Bytes message;
        sockaddr_in from;
    };

    void receive()
    {
        Query query{Bytes(512), {}};
        socklen_t size = sizeof query.from;
        const auto length = ::recvfrom(socket_.get(), query.message.data(), query.message.size(), 0,
                                       reinterpret_cast<sockaddr*>(&query.from), &size);
        if (length <= 0)
            return;
        query.message.resize(static_cast<std::size_t>(length));
        if (answers_)
            answer(query);
        else
            queries_.push_back(query);
    }

    /// RFC 1035 4.1. The question is all that stands behind the header, but for an EDNS record that we do not ask for.
    void answer(const Query& query) const
    {
        static constexpr std::uint8_t type_a = 1;
        const bool for_ipv4 = query.message.at(query.message.size() - 3) == type_a;
        Bytes reply = query.message;
        reply.at(2) = 0x81; // a response, recursion desired
        reply.at(3) = 0x80; // recursion available, no error
        reply.at(7) = for_ipv4 ? 1 : 0;
        if (for_ipv4)
            reply = reply + Bytes{0xc0, 12, 0, type_a, 0, 1, 0, 0, 0, 0, 0, 4} + ip_bytes("192.0.2.1");
        ::sendto(socket_.get(), reply.data(), reply.size(), 0, reinterpret_cast<const sockaddr*>(&query.from),
                 sizeof query.from);
    }

    Fd socket_;
    std::deque<Query> queries_;
    bool answers_ = false;
    harness::Watch watch_;
};

} // namespace

TEST_CASE("a host that is renamed is called by its new name when the daemon is told to look", "[hostname]")
{
    Namespaces ns;
    Links links;
    const auto [here, there] = links.veth(ns(1), ns(2));
    Lldpd receiver{ns(1), {"-r"}};
    Lldpd sender{ns(2)};
    REQUIRE(receiver.neighbor(here.name())["chassis.name"] == "ns-2.example.com");

    rename(ns(2), "renamed");
    sender.lldpcli().text({"update"});

    CHECK(receiver.neighbor_with(here.name(), "chassis.name", "renamed").contains("chassis.mac"));
}

TEST_CASE("a host that is renamed is called by its new name at once", "[hostname]")
{
    Namespaces ns;
    Links links;
    const auto [here, there] = links.veth(ns(1), ns(2));
    Lldpd receiver{ns(1), {"-r"}};
    Lldpd sender{ns(2)};
    REQUIRE(receiver.neighbor(here.name())["chassis.name"] == "ns-2.example.com");

    rename(ns(2), "renamed");
    receiver.neighbor_with(here.name(), "chassis.name", "renamed");
    rename(ns(2), "renamed.example.org");
    receiver.neighbor_with(here.name(), "chassis.name", "renamed.example.org");
    rename(ns(2), "ns-2");
    receiver.neighbor_with(here.name(), "chassis.name", "ns-2.example.com");
}

TEST_CASE("nothing waits for a name server, and what it says is told when it does", "[hostname]")
{
    Namespaces ns;
    Links links;
    const auto [here, there] = links.veth(ns(1), ns(2));
    prepare(ns(2));
    ns(2).write_file("/etc/nsswitch.conf", "passwd: files\ngroup: files\nhosts: dns\n");
    ns(2).write_file("/etc/resolv.conf", "nameserver 127.0.0.1\nsearch example.org\noptions timeout:30 attempts:1\n");
    NameServer server{ns(2)};
    Lldpd receiver{ns(1), {"-r"}};
    Lldpd sender{ns(2)};

    REQUIRE(receiver.neighbor(here.name())["chassis.name"] == "ns-2");
    sender.lldpcli().text({"update"});
    server.wait_asked();

    server.answer();

    receiver.neighbor_with(here.name(), "chassis.name", "ns-2.example.org");
}
