// lldpcli's command line.
#include "lldp/test.hpp"

#include <algorithm>

namespace {

using Catch::Matchers::ContainsSubstring;

/// A daemon with one neighbor, made by hand so that its description is the same everywhere.
struct OneNeighbor
{
    OneNeighbor()
    {
        const std::string mac = "00:00:5e:00:53:01";
        wire.inject(lldp_frame(mac, {chassis_mac(mac), port_mac(mac), time_to_live(120), system_name("somebody"),
                                     tlv(6, text_bytes("a hand-made neighbor")), tlv(7, {0, 0x14, 0, 0x04}),
                                     management_address("192.0.2.9", 3), port_description("cellar"), end_of_lldpdu()}));
        lldpd.neighbor("eth0");
    }

    Namespaces ns;
    Links links;
    Capture wire{links.veth(ns(1), ns(2)).second};
    Lldpd lldpd{ns(1), {"-r"}};
};

/// The time since the last change is never the same.
std::string without_age(std::string text)
{
    const std::string mark = "Time: ";
    const auto age = text.find(mark) + mark.size();
    return text.replace(age, text.find('\n', age) - age, "AGE");
}

} // namespace

TEST_CASE("neighbors are shown as people read them", "[client]")
{
    OneNeighbor here;
    CHECK(without_age(here.lldpd.lldpcli().text({"show", "neighbors"})) ==
          "-------------------------------------------------------------------------------\n"
          "LLDP neighbors:\n"
          "-------------------------------------------------------------------------------\n"
          "Interface:    eth0, via: LLDP, RID: 1, Time: AGE\n"
          "  Chassis:     \n"
          "    ChassisID:    mac 00:00:5e:00:53:01\n"
          "    SysName:      somebody\n"
          "    SysDescr:     a hand-made neighbor\n"
          "    MgmtIP:       192.0.2.9\n"
          "    MgmtIface:    3\n"
          "    Capability:   Bridge, on\n"
          "    Capability:   Router, off\n"
          "  Port:        \n"
          "    PortID:       mac 00:00:5e:00:53:01\n"
          "    PortDescr:    cellar\n"
          "    TTL:          120\n"
          "-------------------------------------------------------------------------------\n");
}

TEST_CASE("commands may be shortened as long as they stay clear", "[client]")
{
    const auto words = GENERATE(values<Lldpcli::Arguments>({{"sho", "neigh"}, {"s", "n"}, {"show", "neighbor"}}));
    OneNeighbor here;
    CHECK(without_age(here.lldpd.lldpcli().text(words)) ==
          without_age(here.lldpd.lldpcli().text({"show", "neighbors"})));
}

TEST_CASE("a wrong command is an error that names what is wrong", "[client]")
{
    const auto& [words, message] = GENERATE(values<std::pair<Lldpcli::Arguments, std::string>>({
        {{"nonsense"}, "unknown command from argument 1: `nonsense`"},
        {{"show", "nonsense"}, "unknown command from argument 2: `nonsense`"},
        {{"show"}, "incomplete command"},
        {{"pause", "now"}, "unknown command from argument 2: `now`"},
        {{"show", "neighbors", "details", "details"}, "unknown command from argument 4: `details`"},
    }));
    Namespaces ns;
    Links links;
    links.veth(ns(1), ns(2));
    Lldpd lldpd{ns(1)};

    const auto result = lldpd.lldpcli().run(words);
    CHECK(result.status.code == 1);
    CHECK_THAT(result.err, ContainsSubstring(message));
}

TEST_CASE("without a daemon the client names the socket that it tried", "[client]")
{
    Namespaces ns;
    const Lldpcli client{ns(1), "/run/nobody.socket"};

    const auto result = client.run({"show", "neighbors"});
    CHECK(result.status.code == 1);
    CHECK_THAT(result.err, ContainsSubstring("unable to connect to socket /run/nobody.socket"));
}

TEST_CASE("an unknown option of the client shows its usage and fails", "[client]")
{
    Namespaces ns;
    const auto result = Lldpcli{ns(1)}.run({"-Z"});
    CHECK(result.status.code == 1);
    CHECK_THAT(result.err, ContainsSubstring("Usage:"));
}

TEST_CASE("daemon and client say the same version", "[client]")
{
    Namespaces ns;
    CHECK(Lldpcli{ns(1)}.text({"-v"}) == build_report().version + "\n");
    CHECK_THAT(Lldpcli{ns(1)}.text({"-vv"}), ContainsSubstring("Additional output formats:"));
}

TEST_CASE("update sends at once", "[client]")
{
    Namespaces ns;
    Links links;
    const auto [here, there] = links.veth(ns(1), ns(2));
    Capture seen{there};
    Lldpd lldpd{ns(1)};
    // More frames than the start alone would send before the test's time is over.
    for (int update = 0; update < 6; ++update) {
        next_lldp_from(seen, here.mac());
        lldpd.lldpcli().text({"update"});
    }
    next_lldp_from(seen, here.mac());
}

TEST_CASE("a paused daemon sends nothing until it resumes", "[client]")
{
    Namespaces ns;
    Links links;
    const auto [here, there] = links.veth(ns(1), ns(2));
    Capture seen{there};
    Lldpd lldpd{ns(1)};
    next_lldp_from(seen, here.mac());

    lldpd.lldpcli().text({"pause"});
    seen.until_marker(here);
    const auto sent = lldpd.counters(here.name()).tx;
    CHECK(sent > 0);
    lldpd.lldpcli().text({"update"});
    CHECK(lldpd.counters(here.name()).tx == sent);
    CHECK(count_lldp_from(seen.until_marker(here), here.mac()) == 0);

    lldpd.lldpcli().text({"resume"});
    next_lldp_from(seen, here.mac());
}

TEST_CASE("an ordinary user is answered as a member of the socket's group, and otherwise told whom the daemon answers",
          "[client][control]")
{
    needs(Feature::PrivilegeSeparation);
    Namespaces ns;
    const Lldpd lldpd{ns(1)};
    const auto run_as_nobody = [&](const Lldpcli::Arguments& groups, const Lldpcli::Arguments& words) {
        return run(ns(1), Lldpcli::Arguments{"setpriv", "--reuid=65534", "--regid=65534"} + groups + words);
    };
    const Lldpcli::Arguments alone{"--clear-groups"};
    const Lldpcli::Arguments member{"--groups=" + std::to_string(daemon_gid())};
    if (run_as_nobody(alone, {"test", "-x", lldpcli_path()}).status.code != 0)
        skip("nobody cannot be somebody here, or cannot run the client where it is");
    const Lldpcli::Arguments show{lldpcli_path(), "-u", control_socket, "show", "configuration"};

    const auto shown = run_as_nobody(member, show);
    CHECK(shown.status.code == 0);
    CHECK_THAT(shown.out, ContainsSubstring("Global configuration"));
    CHECK(shown.err.empty());

    const auto refused = run_as_nobody(alone, show);
    CHECK(refused.status.code == 1);
    CHECK(refused.out.empty());
    CHECK_THAT(refused.err,
               ContainsSubstring("unable to connect to socket " + std::string{control_socket} +
                                 ": Permission denied; lldpd answers root, and the members of the group "));
    CHECK(std::ranges::count(refused.err, '\n') == 1);
}
