// SIGHUP: the configuration files are read again.
#include "lldp/late_client.hpp"
#include "lldp/test.hpp"

#include <csignal>
#include <unistd.h>

namespace {

using Catch::Matchers::ContainsSubstring;

void write_hold(const Namespace& ns, const std::string& hold)
{
    ns.write_file(configuration_file(), "configure lldp tx-hold " + hold + "\n");
}

void wait_for_hold(Lldpd& lldpd, const std::string& hold)
{
    lldpd.lldpcli().wait("a hold of " + hold, {"show", "configuration"},
                         [&](const KeyValue& shown) { return shown["configuration.config.tx-hold"] == hold; });
}

} // namespace

TEST_CASE("a hangup signal has the configuration files read again", "[reload]")
{
    const bool from_the_start = GENERATE(true, false);
    Namespaces ns;
    prepare(ns(1));
    if (from_the_start)
        write_hold(ns(1), "7");
    Lldpd lldpd{ns(1)};
    wait_for_hold(lldpd, from_the_start ? "7" : "4");

    write_hold(ns(1), "9");
    lldpd.signal(SIGHUP);

    wait_for_hold(lldpd, "9");
}

TEST_CASE("a hangup signal when the configuration files are gone changes nothing", "[reload]")
{
    const std::string file = "/run/other.conf";
    Namespaces ns;
    prepare(ns(1));
    ns(1).write_file(file, "configure lldp tx-hold 5\n");
    Lldpd lldpd{ns(1), {"-d", "-O", file}};
    {
        const auto inside = ns(1).enter();
        REQUIRE(::unlink(file.c_str()) == 0);
    }

    lldpd.signal(SIGHUP);

    lldpd.process().wait_line("there is no configuration to read again");
    wait_for_hold(lldpd, "5");
}

TEST_CASE("a bad line of a configuration that is read again is named, and the good ones take effect", "[reload]")
{
    Namespaces ns;
    Lldpd lldpd{ns(1), {"-d"}};
    ns(1).write_file(configuration_file(), "configure lldp tx-hold 700\nconfigure lldp tx-hold 9\n");

    lldpd.signal(SIGHUP);

    wait_for_hold(lldpd, "9");
    CHECK_THAT(lldpd.output().text(Stream::Err),
               ContainsSubstring(configuration_file() + ":1: argument 4: tx-hold must be a number from 1 to 100"));
}

TEST_CASE("who was paused stays so when the configuration is read again", "[reload]")
{
    Namespaces ns;
    Links links;
    const auto [here, there] = links.veth(ns(1), ns(2));
    Capture wire{there};
    Lldpd lldpd{ns(1)};
    next_lldp_from(wire, here.mac());
    lldpd.lldpcli().text({"pause"});
    write_hold(ns(1), "9");

    lldpd.signal(SIGHUP);
    wait_for_hold(lldpd, "9");

    wire.until_marker(here);
    lldpd.lldpcli().text({"update"});
    CHECK(count_lldp_from(wire.until_marker(here), here.mac()) == 0);
}

TEST_CASE("a hangup signal while the configuration is read has it read once more", "[reload]")
{
    Namespaces ns;
    const LateClient client{ns(1)};
    write_hold(ns(1), "7");
    Lldpd lldpd = Lldpd::start(ns(1), {"-d", "-L", LateClient::path()});
    client.let_go();
    wait_for_hold(lldpd, "7");

    lldpd.signal(SIGHUP);
    lldpd.process().wait_line("reading the configuration again");
    lldpd.signal(SIGHUP);

    client.let_go();
    client.let_go();
}
