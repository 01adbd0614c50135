// What the daemon logs, and where.
#include "lldp/datagrams.hpp"
#include "lldp/diff.hpp"
#include "lldp/test.hpp"

#include <set>

namespace {

using Catch::Matchers::ContainsSubstring;

/// "2026-01-01T00:00:00 [ DBG/main] …" is of "main". The client is not run: it would write here too.
std::set<std::string> parts_that_debug(const std::vector<std::string>& options)
{
    Namespaces ns;
    Links links;
    const auto [here, there] = links.veth(ns(1), ns(2));
    Capture wire{there};
    Lldpd::Arguments arguments = {"-L", ""};
    arguments.insert(arguments.end(), options.begin(), options.end());
    Lldpd lldpd = Lldpd::start(ns(1), arguments);
    next_lldp_from(wire, here.mac());
    lldpd.stop();

    std::set<std::string> parts;
    const std::string mark = "DBG/";
    for (const auto& line : lines_of(lldpd.output().text(Stream::Err)))
        if (const auto at = line.find(mark); at != std::string::npos)
            parts.insert(line.substr(at + mark.size(), line.find(']', at) - at - mark.size()));
    return parts;
}

} // namespace

TEST_CASE("debugging can be limited to parts of the daemon", "[log]")
{
    const auto all = parts_that_debug({});
    REQUIRE(!all.empty());
    CHECK(parts_that_debug({"-D", *all.begin()}) == std::set{*all.begin()});
    CHECK(parts_that_debug({"-D", "nonsense", "-D", *all.rbegin()}) == std::set{*all.rbegin()});
    CHECK(parts_that_debug({"-D", "nonsense"}).empty());
}

TEST_CASE("what a neighbor is called is logged as it is, on one line", "[log]")
{
    Namespaces ns;
    Links links;
    const auto [here, there] = links.veth(ns(1), ns(2));
    Capture wire{there};
    Lldpd lldpd{ns(1), {"-d", "-r"}};
    lldpd.lldpcli().text({"configure", "system", "max-neighbors", "1"});
    const std::string mac = "00:00:5e:00:53:01";
    const auto hear = [&](const std::string& name) {
        wire.inject(
            lldp_frame(mac, {chassis_id(7, text_bytes(name)), port_mac(mac), time_to_live(120), end_of_lldpdu()}));
    };
    hear("kept");
    SECTION("what looks like a format")
    {
        hear("%n%s{}");
        lldpd.process().wait_line("%n%s{} is left out");
    }
    SECTION("what looks like a line of the log")
    {
        hear("one\n1970-01-01T00:00:00 [WARN/main] forged");
        lldpd.process().wait_line("is left out");
        CHECK_THAT(lldpd.output().text(Stream::Err), !ContainsSubstring("\n1970"));
    }
}

TEST_CASE("a daemon in the foreground tells the system's log too what is wrong", "[log]")
{
    Namespaces ns;
    Links links;
    const auto [here, there] = links.veth(ns(1), ns(2));
    Capture wire{there};
    prepare(ns(1));
    ns(1).replace_directory("/dev");
    Datagrams log{ns(1), "/dev/log"};
    const auto lldpd = start_directly(ns(1), {"-d", "-L", "", "-u", control_socket});
    next_lldp_from(wire, here.mac());

    const std::string mac = "00:00:5e:00:53:01";
    wire.inject(lldp_frame(mac, {chassis_mac(mac), port_mac(mac), tlv(3, {120}), end_of_lldpdu()}));

    const auto message = log.wait("eth0");
    CHECK_THAT(message, ContainsSubstring("lldpd[") && Catch::Matchers::StartsWith("<28>"));
    lldpd.wait_line("eth0");
    CHECK(require(lldpd.stop()).code == 0);
}
