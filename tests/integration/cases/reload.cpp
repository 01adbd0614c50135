// SIGHUP: the configuration files are read again.
#include "lldp/late_client.hpp"
#include "lldp/test.hpp"

#include <algorithm>
#include <csignal>
#include <sys/stat.h>
#include <unistd.h>

namespace {

using Catch::Matchers::ContainsSubstring;

void write_hold(const Namespace& ns, const std::string& hold)
{
    ns.write_file(configuration_file(), "configure lldp tx-hold " + hold + "\n");
}

/// Makes a directory that only root may enter.
void make_closed_directory(const Namespace& ns, const std::string& path)
{
    const auto inside = ns.enter();
    REQUIRE(::mkdir(path.c_str(), 0700) == 0);
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

TEST_CASE("a hangup signal has a file read again that only root may read", "[reload]")
{
    const std::string directory = "/run/closed";
    const auto [file, mode] = GENERATE_COPY(table<std::string, mode_t>({
        {configuration_file(), 0600},
        {directory + "/lldpd.conf", 0644},
        {directory + "/lldpd.conf", 0600},
    }));
    Namespaces ns;
    prepare(ns(1));
    make_closed_directory(ns(1), directory);
    ns(1).write_file(file, "configure lldp tx-hold 7\n", mode);
    Lldpd lldpd{ns(1), {"-d", "-O", file}};
    wait_for_hold(lldpd, "7");

    ns(1).write_file(file, "configure lldp tx-hold 9\n", mode);
    lldpd.signal(SIGHUP);

    wait_for_hold(lldpd, "9");
    CHECK_THAT(lldpd.output().text(Stream::Err), !ContainsSubstring("is not there"));
}

TEST_CASE("a hangup signal has a directory read again that only root may read", "[reload]")
{
    const auto file = build_report().configuration_dir + "/lldpd.d/some.conf";
    Namespaces ns;
    prepare(ns(1));
    make_closed_directory(ns(1), build_report().configuration_dir + "/lldpd.d");
    ns(1).write_file(file, "configure lldp tx-hold 7\n", 0600);
    Lldpd lldpd{ns(1), {"-d"}};
    wait_for_hold(lldpd, "7");

    ns(1).write_file(file, "configure lldp tx-hold 9\n", 0600);
    lldpd.signal(SIGHUP);

    wait_for_hold(lldpd, "9");
}

TEST_CASE("a configuration that the daemon may not read any more is not taken for one that is gone", "[reload]")
{
    needs(Feature::PrivilegeSeparation);
    if (has(Feature::MonitorAsRoot))
        skip("the monitor of this build may read all that root may");
    const std::string file = "/run/closed.conf";
    const std::string capabilities = "-dac_override,-dac_read_search";
    Namespaces ns;
    prepare(ns(1));
    ns(1).write_file(file, "configure lldp tx-hold 7\n", 0600);
    const auto lldpd =
        start_directly(ns(1), {"-ddd", "-u", control_socket, "-L", lldpcli_path(), "-O", file},
                       {.through = {"setpriv", "--bounding-set", capabilities, "--inh-caps", capabilities}});
    lldpd.wait_line("started");

    REQUIRE(lldpd.signal(SIGHUP));

    lldpd.wait_line("configuration " + file + " cannot be read: Permission denied");
    CHECK_THAT(lldpd.output().text(Stream::Err), !ContainsSubstring("is not there"));
    CHECK(lldpd.stop().has_value());
}

TEST_CASE("the client that reads the configuration again may read all and do no more", "[reload]")
{
    needs(Feature::PrivilegeSeparation);
    if (has(Feature::MonitorAsRoot))
        skip("the monitor of this build may do all that root may");
    const std::string client = "/run/client";
    Namespaces ns;
    prepare(ns(1));
    ns(1).write_file(
        client,
        "#!/bin/sh\n"
        "while read -r key value; do case $key in Uid:|CapPrm:) echo \"client has $key $value\" >&2;; esac;\n"
        "done </proc/self/status\n",
        0755);
    const auto lldpd = Lldpd::start(ns(1), {"-d", "-L", client});
    lldpd.process().wait_line("started");

    lldpd.signal(SIGHUP);

    lldpd.process().wait_line("reading the configuration again");
    lldpd.process().wait_line("client has Uid: " + std::to_string(daemon_uid()));
    // As a bit of capabilities(7): CAP_DAC_READ_SEARCH, or where that is denied CAP_DAC_OVERRIDE.
    const auto kept = lldpd.monitor().capabilities();
    const bool reads = std::find(kept.begin(), kept.end(), "cap_dac_read_search") != kept.end();
    lldpd.process().wait_line(std::string{"client has CapPrm: 000000000000000"} + (reads ? "4" : "2"));
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
