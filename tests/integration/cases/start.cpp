// From the start to the first frame: the daemon says nothing before it is told what to say.
#include "lldp/datagrams.hpp"
#include "lldp/late_client.hpp"
#include "lldp/test.hpp"

#include <map>
#include <string>

TEST_CASE("nothing is sent or received before the configuration has been read", "[start]")
{
    Namespaces ns;
    Links links;
    const auto [here, there] = links.veth(ns(1), ns(2));
    Capture wire{there};
    const LateClient client{ns(1)};
    const Lldpd lldpd = Lldpd::start(ns(1), {"-L", LateClient::path()});
    RunResult answer;
    poll_until(
        "the daemon to know its interface", std::chrono::milliseconds{20},
        [&] {
            answer = Lldpcli{ns(1)}.run({"-f", "keyvalue", "show", "interfaces"});
            return answer.status.success() && answer.out.find("lldp.eth0.") != std::string::npos;
        },
        [&] { return describe(answer); });

    const std::string mac = "00:00:5e:00:53:01";
    wire.inject(lldp_frame(mac, {chassis_mac(mac), port_mac(mac), time_to_live(120), end_of_lldpdu()}));
    for (const auto& frame : wire.until_marker(here))
        CHECK_FALSE(is_lldp_from(frame, here.mac()));
    CHECK(lldpd.neighbors("eth0").empty());

    client.let_go();
    next_lldp_from(wire, here.mac());
}

TEST_CASE("under a service manager the daemon stays in the foreground, and tells when it is ready", "[start]")
{
    Namespaces ns;
    prepare(ns(1));
    Datagrams manager{ns(1), "/run/manager"};
    const auto lldpd =
        start_directly(ns(1), {"-L", "", "-u", control_socket}, {.environment = {{"NOTIFY_SOCKET", "/run/manager"}}});

    CHECK(manager.wait("READY=1") == "READY=1");
    const Lldpcli client{ns(1)};
    CHECK(client.run({"show", "chassis"}).status.success());
    // One that had gone to the background would go on.
    CHECK(require(lldpd.stop()).code == 0);
    CHECK_FALSE(client.run({"show", "chassis"}).status.success());
}

TEST_CASE("a service manager that watches hears again and again that the daemon is alive", "[start]")
{
    Namespaces ns;
    prepare(ns(1));
    Datagrams manager{ns(1), "/run/manager"};
    const auto lldpd =
        start_directly(ns(1), {"-L", "", "-u", control_socket},
                       {.environment = {{"NOTIFY_SOCKET", "/run/manager"}, {"WATCHDOG_USEC", "200000"}}});

    manager.wait("READY=1");
    wait_until(
        "three words of a living daemon", [&] { return manager.count("WATCHDOG=1") >= 3; },
        [&] { return std::to_string(manager.count("WATCHDOG=1")) + " of them"; });
    CHECK(require(lldpd.stop()).code == 0);
}

TEST_CASE("a watchdog that cannot be understood, or is another's, is left alone", "[start]")
{
    const auto& [name, value, complaint] = GENERATE(values<std::tuple<std::string, std::string, std::string>>({
        {"WATCHDOG_USEC", "soon", "WATCHDOG_USEC=soon: a number is needed"},
        {"WATCHDOG_PID", "1", {}},
    }));
    Namespaces ns;
    prepare(ns(1));
    Datagrams manager{ns(1), "/run/manager"};
    std::map<std::string, std::string> environment = {{"NOTIFY_SOCKET", "/run/manager"}, {"WATCHDOG_USEC", "2"}};
    environment[name] = value;
    const auto lldpd = start_directly(ns(1), {"-d", "-L", "", "-u", control_socket}, {.environment = environment});

    // It would speak every microsecond.
    manager.wait("READY=1");
    CHECK(Lldpcli{ns(1)}.run({"show", "chassis"}).status.success());
    CHECK(require(lldpd.stop()).code == 0);
    CHECK(manager.count("WATCHDOG=1") == 0);
    CHECK(lldpd.output().text(Stream::Err).find(complaint) != std::string::npos);
}
