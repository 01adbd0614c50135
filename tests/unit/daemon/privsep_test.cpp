#include "daemon/privsep.hpp"

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <iterator>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

using namespace lldp;
using namespace lldp::daemon::privsep;

namespace {

class Fake : public Operations
{
  public:
    Expected<Fd> resolve_hostname() override
    {
        return failure(std::make_error_code(std::errc::too_many_files_open), "fork");
    }
    Expected<Fd> watch_hostname() override { return Fd{::open("/proc/self/stat", O_RDONLY | O_CLOEXEC)}; }
    Expected<Fd> open_port(int interface) override
    {
        if (interface == 7)
            return Fd{::open("/dev/null", O_RDONLY | O_CLOEXEC)};
        return failure(std::make_error_code(std::errc::no_such_device), "open");
    }
    Expected<> set_alias(int interface, const std::string& alias) override
    {
        if (interface != 7)
            return failure(std::make_error_code(std::errc::operation_not_permitted), "set");
        written = alias;
        return {};
    }

    std::string written;
};

} // namespace

TEST_CASE("the worker asks, the monitor answers", "[privsep]")
{
    auto channel = make_channel();
    REQUIRE(channel);
    Client client{std::move(channel->second)};
    Fake fake;
    std::thread monitor{[&fake, server = std::move(channel->first)] {
        for (int count = 0; count < 6; ++count)
            static_cast<void>(serve_one(server.get(), fake));
    }};

    CHECK(client.watch_hostname());
    const auto failed = client.resolve_hostname();
    REQUIRE_FALSE(failed);
    CHECK(failed.error().code == std::errc::too_many_files_open);
    const auto opened = client.open_port(7);
    REQUIRE(opened);
    struct stat status
    {};
    CHECK(::fstat(opened->get(), &status) == 0);
    CHECK(S_ISCHR(status.st_mode));
    const auto refused = client.open_port(8);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == std::errc::no_such_device);
    CHECK(client.set_alias(7, "lldpd: no neighbor"));
    const auto forbidden = client.set_alias(8, "lldpd: no neighbor");
    REQUIRE_FALSE(forbidden);
    CHECK(forbidden.error().code == std::errc::operation_not_permitted);
    monitor.join();
    CHECK(fake.written == "lldpd: no neighbor");

    CHECK_FALSE(client.watch_hostname());
}

TEST_CASE("requests survive the trip", "[privsep]")
{
    CHECK(decode_request(encode(ResolveHostname{})) == Request{ResolveHostname{}});
    CHECK(decode_request(encode(WatchHostname{})) == Request{WatchHostname{}});
    CHECK(decode_request(encode(OpenPort{42})) == Request{OpenPort{42}});
    const SetAlias set{42, "lldpd: connected to " + std::string(234, 'x')};
    CHECK(decode_request(encode(set)) == Request{set});
}

TEST_CASE("a forged request is refused", "[privsep]")
{
    CHECK_FALSE(decode_request(Bytes{}));
    CHECK_FALSE(decode_request(Bytes{0}));
    CHECK_FALSE(decode_request(Bytes{99}));
    CHECK_FALSE(decode_request(Bytes{2}));
    CHECK_FALSE(decode_request(Bytes{2, 0, 0, 0}));
    CHECK_FALSE(decode_request(Bytes{2, 0, 0, 0, 0}));
    CHECK_FALSE(decode_request(Bytes{2, 0xff, 0xff, 0xff, 0xff}));
    CHECK_FALSE(decode_request(Bytes{2, 0, 0, 0, 1, 0}));
    CHECK_FALSE(decode_request(Bytes{1, 0}));
    CHECK_FALSE(decode_request(Bytes{3, 0}));
}

TEST_CASE("only what the daemon has to tell is written into an alias", "[privsep]")
{
    CHECK_FALSE(decode_request(encode(SetAlias{0, "lldpd: no neighbor"})));
    CHECK_FALSE(decode_request(encode(SetAlias{-1, "lldpd: no neighbor"})));
    CHECK_FALSE(decode_request(encode(SetAlias{1, ""})));
    CHECK_FALSE(decode_request(encode(SetAlias{1, "uplink"})));
    CHECK_FALSE(decode_request(encode(SetAlias{1, "lldpd: two\nlines"})));
    CHECK_FALSE(decode_request(encode(SetAlias{1, std::string{"lldpd: \0", 8}})));
    CHECK_FALSE(decode_request(encode(SetAlias{1, "lldpd: \xff"})));
    CHECK_FALSE(decode_request(encode(SetAlias{1, "lldpd: " + std::string(248, 'x')})));
}

TEST_CASE("a forged request is answered, and the next one is served", "[privsep]")
{
    auto channel = make_channel();
    REQUIRE(channel);
    const Bytes forged{99, 1, 2, 3};
    REQUIRE(::send(channel->second.get(), forged.data(), forged.size(), 0) == 4);
    Fake fake;
    CHECK(serve_one(channel->first.get(), fake));
    Bytes reply(64);
    const auto size = ::recv(channel->second.get(), reply.data(), reply.size(), 0);
    REQUIRE(size == 4);
    CHECK(Reader{ByteView{reply}.first(4)}.u32() == EPERM);

    const Bytes huge(8192, 1);
    REQUIRE(::send(channel->second.get(), huge.data(), huge.size(), 0) == 8192);
    CHECK_FALSE(serve_one(channel->first.get(), fake));
}

TEST_CASE("no descriptor that a worker sends stays in the monitor", "[privsep]")
{
    const auto open_descriptors = [] {
        const std::filesystem::directory_iterator all{"/proc/self/fd"};
        return std::distance(begin(all), end(all));
    };
    auto channel = make_channel();
    REQUIRE(channel);
    const auto before = open_descriptors();

    const std::array<int, 2> sent{STDIN_FILENO, STDERR_FILENO};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof sent)> control{};
    std::uint8_t octet = 0;
    iovec data{&octet, 1};
    msghdr header{};
    header.msg_iov = &data;
    header.msg_iovlen = 1;
    header.msg_control = control.data();
    header.msg_controllen = control.size();
    auto* rights = CMSG_FIRSTHDR(&header);
    rights->cmsg_level = SOL_SOCKET;
    rights->cmsg_type = SCM_RIGHTS;
    rights->cmsg_len = CMSG_LEN(sizeof sent);
    std::memcpy(CMSG_DATA(rights), sent.data(), sizeof sent);
    REQUIRE(::sendmsg(channel->second.get(), &header, 0) == 1);

    Fake fake;
    CHECK_FALSE(serve_one(channel->first.get(), fake)); // it is not one of ours any more
    CHECK(open_descriptors() == before);
}

TEST_CASE("a worker that does not read its answers is found out", "[privsep]")
{
    auto channel = make_channel();
    REQUIRE(channel);
    const auto request = encode(WatchHostname{});
    Fake fake;
    Expected<> served;
    while (served) {
        REQUIRE(::send(channel->second.get(), request.data(), request.size(), MSG_DONTWAIT) > 0);
        served = serve_one(channel->first.get(), fake);
    }
    CHECK(served.error().code == std::errc::resource_unavailable_try_again);
}

TEST_CASE("the resolver is asked by one process at a time, and the last question is answered", "[privsep]")
{
    Privileged privileged;
    std::vector<Fd> answers;
    for (int count = 0; count < 5; ++count) {
        auto asked = privileged.resolve_hostname();
        REQUIRE(asked);
        answers.push_back(std::move(*asked));
    }
    std::array<char, 256> name{};
    CHECK(::read(answers.back().get(), name.data(), name.size()) >= 0);
    int children = 0;
    for (pid_t child = 0; (child = ::waitpid(-1, nullptr, 0)) > 0; ++children)
        privileged.reap(child);
    CHECK(children == 1);
}
