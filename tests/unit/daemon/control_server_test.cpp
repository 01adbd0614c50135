#include "daemon/control_server.hpp"

#include "daemon/captured_stderr.hpp"
#include "daemon/control_socket.hpp"
#include "daemon/log.hpp"
#include "temporary_directory.hpp"

#include <algorithm>
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>
#include <utility>
#include <vector>

using namespace lldp;
using namespace lldp::daemon;
using Catch::Matchers::ContainsSubstring;

namespace {

Fd connect_to(const std::string& path)
{
    Fd socket{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::ranges::copy(path, std::begin(address.sun_path));
    REQUIRE(::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    return socket;
}

Element element(const std::string& tag)
{
    Element made;
    made.tag = tag;
    return made;
}

/// A server whose answers name the ports that were asked for, and a client connected to it.
struct Bench
{
    TemporaryDirectory directory{};
    std::string path = directory / "socket";
    EventLoop loop{};
    unsigned requests = 0;
    unsigned parts = 0; ///< before each Document
    std::function<void()> on_command{};
    ControlServer server{
        listen_on_control_socket(path, std::nullopt).value(), loop,
        [this](const control::Request& request, const ControlServer::SendPart& part) { return answer(request, part); }};
    Fd client = connect_to(path);
    control::MessageBuffer replies{control::max_reply_size};

    control::Reply answer(const control::Request& request, const ControlServer::SendPart& part)
    {
        ++requests;
        if (const auto* query = std::get_if<control::Query>(&request)) {
            for (unsigned number = 0; number < parts; ++number)
                part(control::Part{element(std::to_string(number))});
            auto root = element("answer");
            root.value = std::string(query->ports.empty() ? 1 : std::stoul(query->ports.front()), 'x');
            return control::Document{root};
        }
        if (std::holds_alternative<control::Command>(request) && on_command)
            on_command();
        return control::Done{};
    }

    void send(const Bytes& octets) const
    {
        REQUIRE(::send(client.get(), octets.data(), octets.size(), 0) == static_cast<ssize_t>(octets.size()));
    }

    /// Runs the server until a whole message has come, or the connection is closed.
    std::optional<control::Message> receive()
    {
        std::optional<control::Message> found = replies.next().value();
        if (found)
            return found;
        const auto readable = loop.on_readable(client.get(), [&] {
            Bytes buffer(65536);
            const auto size = ::recv(client.get(), buffer.data(), buffer.size(), 0);
            if (size > 0) {
                replies.append(ByteView{buffer}.first(static_cast<std::size_t>(size)));
                found = replies.next().value();
            }
            if (size <= 0 || found)
                loop.stop();
        });
        loop.run();
        return found;
    }

    control::Reply reply()
    {
        const auto message = receive();
        REQUIRE(message);
        return control::decode_reply(*message).value();
    }
};

control::Query query_for(std::size_t size)
{
    return {.subject = control::Subject::Chassis, .ports = {std::to_string(size)}};
}

/// Nothing can be opened while it lives.
class NoDescriptorsLeft
{
  public:
    NoDescriptorsLeft()
    {
        REQUIRE(::getrlimit(RLIMIT_NOFILE, &before_) == 0);
        const Fd lowest{::dup(STDIN_FILENO)};
        const rlimit none{static_cast<rlim_t>(lowest.get()), before_.rlim_max};
        REQUIRE(::setrlimit(RLIMIT_NOFILE, &none) == 0);
    }
    ~NoDescriptorsLeft() { ::setrlimit(RLIMIT_NOFILE, &before_); }
    NoDescriptorsLeft(const NoDescriptorsLeft&) = delete;
    NoDescriptorsLeft& operator=(const NoDescriptorsLeft&) = delete;
    NoDescriptorsLeft(NoDescriptorsLeft&&) = delete;
    NoDescriptorsLeft& operator=(NoDescriptorsLeft&&) = delete;

  private:
    rlimit before_{};
};

} // namespace

TEST_CASE("requests are answered in their order", "[control-server]")
{
    Bench bench;
    auto octets = control::encode(control::Request{query_for(3)});
    const auto second = control::encode(control::Request{control::Command{control::Action::Update}});
    octets.insert(octets.end(), second.begin(), second.end());
    bench.send(octets);
    CHECK(std::get<control::Document>(bench.reply()).root.value == "xxx");
    CHECK(std::holds_alternative<control::Done>(bench.reply()));
}

TEST_CASE("an answer far larger than the socket's buffer arrives whole", "[control-server]")
{
    Bench bench;
    constexpr std::size_t size = 16UL * 1024 * 1024;
    bench.send(control::encode(control::Request{query_for(size)}));
    bench.send(control::encode(control::Request{query_for(1)}));
    CHECK(std::get<control::Document>(bench.reply()).root.value.size() == size);
    CHECK(std::get<control::Document>(bench.reply()).root.value.size() == 1);
}

TEST_CASE("the parts of an answer come before it, in order", "[control-server]")
{
    Bench bench;
    bench.parts = 2;
    bench.send(control::encode(control::Request{query_for(1)}));
    bench.send(control::encode(control::Request{control::Command{control::Action::Update}}));
    CHECK(std::get<control::Part>(bench.reply()).root.tag == "0");
    CHECK(std::get<control::Part>(bench.reply()).root.tag == "1");
    CHECK(std::get<control::Document>(bench.reply()).root.value == "x");
    CHECK(std::holds_alternative<control::Done>(bench.reply()));
}

TEST_CASE("a request that makes no sense is answered with what is wrong", "[control-server]")
{
    Bench bench;
    auto octets = control::encode(control::Request{query_for(1)});

    SECTION("an unknown kind of request leaves the connection up")
    {
        octets[2] = 0x7f;
        bench.send(octets);
        CHECK(std::holds_alternative<control::Failure>(bench.reply()));
        bench.send(control::encode(control::Request{query_for(2)}));
        CHECK(std::get<control::Document>(bench.reply()).root.value == "xx");
    }
    SECTION("what came with it in one go is answered too")
    {
        octets[2] = 0x7f;
        const auto second = control::encode(control::Request{query_for(2)});
        octets.insert(octets.end(), second.begin(), second.end());
        bench.send(octets);
        CHECK(std::holds_alternative<control::Failure>(bench.reply()));
        CHECK(std::get<control::Document>(bench.reply()).root.value == "xx");
    }
    SECTION("another version of the protocol ends it")
    {
        octets[1] = 0x7f;
        bench.send(octets);
        CHECK(std::holds_alternative<control::Failure>(bench.reply()));
        CHECK_FALSE(bench.receive());
    }
    SECTION("a length beyond the limit ends it")
    {
        octets[4] = 0x7f;
        bench.send(octets);
        CHECK(std::holds_alternative<control::Failure>(bench.reply()));
        CHECK_FALSE(bench.receive());
    }
    CHECK(bench.requests <= 1);
}

TEST_CASE("a subscriber hears of the ports that it asked for, at the detail that it asked for", "[control-server]")
{
    Bench bench;
    bench.send(control::encode(control::Request{control::Subscribe{.detail = Detail::Summary, .ports = {"eth1"}}}));
    CHECK(std::holds_alternative<control::Done>(bench.reply()));

    unsigned made = 0;
    const auto event = [&](const std::string& port) {
        bench.server.publish(port, Audience::Everybody, [&] {
            ++made;
            auto root = element("lldp-added");
            root.value = port;
            root.children.push_back(element("detail"));
            root.children.back().detail = Detail::Full;
            return root;
        });
    };
    event("eth0");
    CHECK(made == 0);
    event("eth1");
    CHECK(made == 1);
    const auto reply = bench.reply();
    const auto& root = std::get<control::Event>(reply).root;
    CHECK(root.value == "eth1");
    CHECK(root.children.empty());
}

TEST_CASE("a subscriber hears of hidden neighbors if it wants to, else of those that are hidden no more",
          "[control-server]")
{
    const bool hidden = GENERATE(false, true);
    Bench bench;
    bench.send(control::encode(control::Request{control::Subscribe{.hidden = hidden}}));
    CHECK(std::holds_alternative<control::Done>(bench.reply()));

    for (const auto& [audience, tag] :
         {std::pair{Audience::WithHidden, "hidden"}, std::pair{Audience::WithoutHidden, "uncovered"},
          std::pair{Audience::Everybody, "marker"}})
        bench.server.publish("eth0", audience, [&tag = tag] { return element(tag); });
    const auto tag = [](const control::Reply& reply) { return std::get<control::Event>(reply).root.tag; };
    CHECK(tag(bench.reply()) == (hidden ? "hidden" : "uncovered"));
    CHECK(tag(bench.reply()) == "marker");
}

TEST_CASE("a subscriber that goes while its own request brings an event harms nobody", "[control-server]")
{
    Bench bench;
    bench.on_command = [&] { bench.server.publish("eth0", Audience::Everybody, [] { return element("lldp-added"); }); };
    const auto leave = control::encode(control::Request{control::Command{control::Action::Update}});
    bench.send(control::encode(control::Request{control::Subscribe{}}));
    CHECK(std::holds_alternative<control::Done>(bench.reply()));
    bench.send(leave);
    bench.client = connect_to(bench.path);

    bench.send(control::encode(control::Request{query_for(1)}));
    CHECK(std::get<control::Document>(bench.reply()).root.value == "x");
    CHECK(bench.requests == 3);
}

TEST_CASE("an event that a subscriber's own request brings comes before its answer", "[control-server]")
{
    Bench bench;
    bench.on_command = [&] { bench.server.publish("eth0", Audience::Everybody, [] { return element("lldp-added"); }); };
    bench.send(control::encode(control::Request{control::Subscribe{}}));
    CHECK(std::holds_alternative<control::Done>(bench.reply()));

    bench.send(control::encode(control::Request{control::Command{control::Action::Update}}));
    CHECK(std::holds_alternative<control::Event>(bench.reply()));
    CHECK(std::holds_alternative<control::Done>(bench.reply()));
}

TEST_CASE("a client that there is no descriptor for is served when there is one again", "[control-server]")
{
    const CapturedStderr standard_error;
    log::start({.to_syslog = false, .to_stderr = true});
    Bench bench;
    const auto ask = [&] {
        bench.send(control::encode(control::Request{query_for(1)}));
        CHECK(std::get<control::Document>(bench.reply()).root.value == "x");
    };
    ask();
    log::warn("test", "the sanitizer has looked at the log's types, for which it takes descriptors");
    Fd other = std::exchange(bench.client, connect_to(bench.path));
    {
        const NoDescriptorsLeft limit;
        std::swap(bench.client, other);
        // The others are served, and the server is not busy with the one that waits.
        for (int count = 0; count < 20; ++count)
            ask();
        std::swap(bench.client, other);
    }
    const auto said = standard_error.read();
    CHECK_THAT(said, ContainsSubstring("unable to accept a client: Too many open files"));
    CHECK(std::ranges::count(said, '\n') < 5);
    ask();
}

TEST_CASE("clients that ask nothing do not keep others out", "[control-server]")
{
    Bench bench;
    const auto ask = [&] {
        bench.send(control::encode(control::Request{query_for(1)}));
        CHECK(std::get<control::Document>(bench.reply()).root.value == "x");
    };
    Fd watching = std::exchange(bench.client, connect_to(bench.path));
    std::vector<Fd> idle;
    for (int count = 0; count < 300; ++count) {
        idle.push_back(connect_to(bench.path));
        ask(); // which takes the new one in, too
    }
    CHECK(bench.requests == 300);
    // The oldest had to go, and no other.
    std::array<char, 1> octet{};
    CHECK(::recv(watching.get(), octet.data(), octet.size(), MSG_DONTWAIT) == 0);
    CHECK(::recv(idle.front().get(), octet.data(), octet.size(), MSG_DONTWAIT) == 0);
    CHECK(::recv(idle.back().get(), octet.data(), octet.size(), MSG_DONTWAIT) < 0);
}

TEST_CASE("one client more than can watch is told so", "[control-server]")
{
    Bench bench;
    std::vector<Fd> watching;
    for (int count = 0; count < 256; ++count) {
        bench.send(control::encode(control::Request{control::Subscribe{}}));
        CHECK(std::holds_alternative<control::Done>(bench.reply()));
        watching.push_back(std::exchange(bench.client, connect_to(bench.path)));
    }
    const auto reply = bench.reply();
    CHECK_THAT(std::get<control::Failure>(reply).reason, ContainsSubstring("too many clients"));
    CHECK_FALSE(bench.receive());
}

TEST_CASE("the control socket replaces a stale one, and nothing else", "[control-socket]")
{
    const TemporaryDirectory directory;
    const auto path = directory / "socket";

    SECTION("what a dead daemon left")
    {
        listen_on_control_socket(path, std::nullopt).value().reset();
        CHECK(std::filesystem::exists(path));
        CHECK(listen_on_control_socket(path, std::nullopt));
        struct stat status
        {};
        REQUIRE(::stat(path.c_str(), &status) == 0);
        CHECK((status.st_mode & 07777U) == 0770);
    }
    SECTION("not that of a daemon that lives")
    {
        const auto first = listen_on_control_socket(path, std::nullopt);
        REQUIRE(first);
        const auto second = listen_on_control_socket(path, std::nullopt);
        REQUIRE_FALSE(second);
        CHECK(second.error().code == std::errc::address_in_use);
        CHECK(std::filesystem::exists(path));
    }
    SECTION("not a file")
    {
        std::ofstream{path} << "precious";
        const auto refused = listen_on_control_socket(path, std::nullopt);
        REQUIRE_FALSE(refused);
        CHECK(std::filesystem::file_size(path) == 8);
    }
    SECTION("not one with a path that does not fit")
    {
        CHECK_FALSE(listen_on_control_socket(directory / std::string(200, 'x'), std::nullopt));
        CHECK_FALSE(listen_on_control_socket(directory / "no/such/directory", std::nullopt));
    }
}
