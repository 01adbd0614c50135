// From the start to the first frame: the daemon says nothing before it is told what to say.
#include "harness/sanitizer.hpp"
#include "lldp/datagrams.hpp"
#include "lldp/test.hpp"

#include <cerrno>
#include <sys/stat.h>

namespace {

constexpr const char* late_client = "/run/late-client";
constexpr const char* gate = "/run/gate";

/// In place of the client that reads the configuration a script runs, which waits at the gate before it becomes that.
void prepare_late_client(const Namespace& ns)
{
    prepare(ns);
    const auto script = std::string{"#!/bin/sh\nread -r go <"} + gate + "\nexec '" + lldpcli_path() + "' \"$@\"\n";
    ns.write_file(late_client, script, 0755);
    const auto inside = ns.enter();
    if (::mkfifo(gate, 0600) != 0)
        give_up({{errno, std::system_category()}, "make a named pipe", gate, {}}, Where::here());
}

} // namespace

TEST_CASE("nothing is sent or received before the configuration has been read", "[start]")
{
    Namespaces ns;
    Links links;
    const auto [here, there] = links.veth(ns(1), ns(2));
    Capture wire{there};
    prepare_late_client(ns(1));
    const Lldpd lldpd = Lldpd::start(ns(1), {"-L", late_client});
    poll_until("the daemon to know its interface", std::chrono::milliseconds{20}, [&] {
        const auto answer = Lldpcli{ns(1)}.run({"-f", "keyvalue", "show", "interfaces"});
        return answer.status.success() && answer.out.find("lldp.eth0.") != std::string::npos;
    });

    const std::string mac = "00:00:5e:00:53:01";
    wire.inject(lldp_frame(mac, {chassis_mac(mac), port_mac(mac), time_to_live(120), end_of_lldpdu()}));
    for (const auto& frame : wire.until_marker(here))
        CHECK_FALSE(is_lldp_from(frame, here.mac()));
    CHECK(lldpd.neighbors("eth0").empty());

    const Process opener{ns(1), {"/bin/sh", "-c", std::string{"echo go >"} + gate}};
    CHECK(opener.wait().success());
    next_lldp_from(wire, here.mac());
}

TEST_CASE("under a service manager the daemon stays in the foreground, and tells when it is ready", "[start]")
{
    Namespaces ns;
    prepare(ns(1));
    Datagrams manager{ns(1), "/run/manager"};
    auto environment = sanitizer_environment();
    environment["NOTIFY_SOCKET"] = "/run/manager";
    const Process lldpd{ns(1), {lldpd_path(), "-L", "", "-u", control_socket}, {.environment = std::move(environment)}};

    CHECK(manager.wait("READY=1") == "READY=1");
    const Lldpcli client{ns(1)};
    CHECK(client.run({"show", "chassis"}).status.success());
    // One that had gone to the background would go on.
    CHECK(require(lldpd.stop()).code == 0);
    CHECK_FALSE(client.run({"show", "chassis"}).status.success());
}
