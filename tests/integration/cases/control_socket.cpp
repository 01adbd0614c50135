// The socket on which the client talks to the daemon.
#include "lldp/test.hpp"

#include <chrono>
#include <csignal>
#include <optional>
#include <sys/stat.h>

namespace {

using Catch::Matchers::ContainsSubstring;

/// Nothing when there is no such file.
std::optional<struct stat> file_status(const Namespace& ns, const std::string& path)
{
    const auto inside = ns.enter();
    struct stat found
    {};
    return ::lstat(path.c_str(), &found) == 0 ? std::optional{found} : std::nullopt;
}

} // namespace

TEST_CASE("the control socket belongs to the daemon's user and group, and to nobody else", "[control]")
{
    needs(Feature::PrivilegeSeparation);
    Namespaces ns;
    Lldpd lldpd{ns(1)};

    const auto socket = file_status(ns(1), control_socket);
    REQUIRE(socket);
    CHECK(S_ISSOCK(socket->st_mode));
    CHECK((socket->st_mode & 07777U) == 0770);
    CHECK(socket->st_uid == daemon_uid());
    CHECK(socket->st_gid == daemon_gid());
}

TEST_CASE("the control socket is never open to others, whatever who starts the daemon masks", "[control]")
{
    Namespaces ns;
    if (run({"/bin/sh", "-c", "command -v strace"}).status.code != 0)
        skip("strace is missing");
    // It ends where it would change the socket's mode, in place of that.
    const std::string calls = "chmod,fchmod,fchmodat";
    auto ended = start_directly(
        ns(1), {"-d", "-u", control_socket},
        {.through = {"/bin/sh", "-c", "umask 0; exec \"$@\"", "sh", "strace", "-f", "-o", "/dev/null", "-e",
                     "trace=" + calls, "-P", control_socket, "-e", "inject=" + calls + ":error=EPERM:signal=KILL"}});
    REQUIRE(ended.wait().signal == SIGKILL);

    const auto socket = file_status(ns(1), control_socket);
    REQUIRE(socket);
    CHECK((socket->st_mode & 0007U) == 0);
}

TEST_CASE("the control socket goes with its daemon", "[control]")
{
    Namespaces ns;
    Lldpd lldpd{ns(1)};
    lldpd.stop();

    CHECK(!file_status(ns(1), control_socket));
}

TEST_CASE("a daemon that is asked to end before it is ready ends well and leaves no control socket", "[control]")
{
    const auto number = GENERATE(values<int>({SIGTERM, SIGINT}));
    Namespaces ns;
    Lldpd lldpd = Lldpd::start(ns(1));
    poll_until(
        "the control socket", std::chrono::milliseconds{1},
        [&] { return file_status(ns(1), control_socket).has_value(); },
        [&] { return "none, and the daemon wrote: " + lldpd.output().last_line(); });

    lldpd.signal(number);

    CHECK(lldpd.wait().code == 0);
    CHECK(!file_status(ns(1), control_socket));
}

TEST_CASE("a control socket that a killed daemon left is replaced", "[control]")
{
    Namespaces ns;
    Links links;
    const auto [here, there] = links.veth(ns(1), ns(2));
    {
        Lldpd killed{ns(1)};
        std::optional<OtherProcess> worker;
        if (has(Feature::PrivilegeSeparation))
            worker = killed.worker();
        killed.signal(SIGKILL);
        if (worker)
            worker->wait_gone();
        CHECK(killed.wait().signal == SIGKILL);
    }
    REQUIRE(file_status(ns(1), control_socket));

    Lldpd next{ns(1)};

    CHECK(next.lldpcli().keyvalue({"show", "interfaces"})["lldp.eth0.port.mac"] == here.mac());
}

TEST_CASE("a second daemon on the same control socket is refused, and the first goes on", "[control]")
{
    Namespaces ns;
    Links links;
    const auto [here, there] = links.veth(ns(1), ns(2));
    Lldpd first{ns(1)};

    const auto refused = Lldpd::run(ns(1), {});

    CHECK(refused.status.code == 1);
    CHECK_THAT(refused.err, ContainsSubstring("another instance is running, please stop it"));
    CHECK(first.lldpcli().keyvalue({"show", "interfaces"})["lldp.eth0.port.mac"] == here.mac());
}
