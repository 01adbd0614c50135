// What the daemon's two processes may do, and what becomes of one without the other.
#include "lldp/test.hpp"

#include <algorithm>
#include <cctype>
#include <csignal>
#include <grp.h>
#include <unistd.h>
#include <vector>

namespace {

using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::EndsWith;

/// Real, effective, saved and file system id are all the daemon's.
void check_ids(const OtherProcess& process)
{
    CHECK(process.uids() == std::vector<uid_t>(4, daemon_uid()));
    CHECK(process.gids() == std::vector<gid_t>(4, daemon_gid()));
}

/// While it lives, what the test starts is in this group too.
class ExtraGroup
{
  public:
    explicit ExtraGroup(gid_t group) : before_(static_cast<std::size_t>(::getgroups(0, nullptr)))
    {
        REQUIRE(::getgroups(static_cast<int>(before_.size()), before_.data()) >= 0);
        REQUIRE(::setgroups(1, &group) == 0);
    }
    ~ExtraGroup() { static_cast<void>(::setgroups(before_.size(), before_.data())); }
    ExtraGroup(const ExtraGroup&) = delete;
    ExtraGroup& operator=(const ExtraGroup&) = delete;
    ExtraGroup(ExtraGroup&&) = delete;
    ExtraGroup& operator=(ExtraGroup&&) = delete;

  private:
    std::vector<gid_t> before_;
};

/// In no group, or in the daemon's own.
void check_groups(const OtherProcess& process)
{
    CHECK_THAT(process.groups(), Catch::Matchers::AllMatch(Catch::Matchers::Predicate<gid_t>(
                                     [](gid_t group) { return group == daemon_gid(); }, "is the daemon's group")));
}

} // namespace

TEST_CASE("the worker is locked in and may do nothing", "[privileges]")
{
    needs(Feature::PrivilegeSeparation);
    Namespaces ns;
    Lldpd lldpd{ns(1)};
    const auto worker = lldpd.worker();

    CHECK(worker.has_root(build_report().chroot));
    check_ids(worker);
    check_groups(worker);
    CHECK(worker.capabilities().empty());
}

TEST_CASE("the worker can gain no privileges by executing a program", "[privileges]")
{
    needs(Feature::PrivilegeSeparation);
    Namespaces ns;
    Lldpd lldpd{ns(1)};

    CHECK(lldpd.worker().no_new_privileges());
}

TEST_CASE("the groups of who started the daemon are not the daemon's", "[privileges]")
{
    needs(Feature::PrivilegeSeparation);
    Namespaces ns;
    const ExtraGroup extra{daemon_gid() + 1};
    Lldpd lldpd{ns(1)};

    check_groups(lldpd.worker());
    check_groups(lldpd.monitor());
}

TEST_CASE("the monitor keeps the capabilities that it needs and no other", "[privileges]")
{
    needs(Feature::PrivilegeSeparation);
    if (has(Feature::MonitorAsRoot))
        SKIP("the monitor of this build keeps all that root may");
    Namespaces ns;
    Lldpd lldpd{ns(1)};
    const auto monitor = lldpd.monitor();

    check_ids(monitor);
    const std::vector<std::string> most = {"cap_dac_override", "cap_dac_read_search", "cap_net_admin", "cap_net_raw"};
    const auto kept = monitor.capabilities();
    CAPTURE(kept);
    CHECK(std::includes(most.begin(), most.end(), kept.begin(), kept.end()));
}

TEST_CASE("the kernel kills either process for a call that it has no use for", "[privileges]")
{
    needs(Feature::PrivilegeSeparation);
    needs(Feature::Seccomp);
    Namespaces ns;
    Lldpd lldpd{ns(1)};

    CHECK(lldpd.monitor().has_filtered_calls());
    CHECK(lldpd.worker().has_filtered_calls());
}

TEST_CASE("without its user the daemon refuses to start and says what to create", "[privileges]")
{
    needs(Feature::PrivilegeSeparation);
    Namespaces ns;
    prepare(ns(1));
    ns(1).write_file("/etc/passwd", "root:x:0:0:root:/root:/bin/sh\n");

    const auto refused = Lldpd::run(ns(1), {});

    CHECK(refused.status.code == 1);
    CHECK_THAT(refused.err,
               ContainsSubstring("no " + build_report().user + " user for privilege separation, please create it"));
}

TEST_CASE("without its group the daemon refuses to start and says what to create", "[privileges]")
{
    needs(Feature::PrivilegeSeparation);
    Namespaces ns;
    prepare(ns(1));
    ns(1).write_file("/etc/group", "root:x:0:\n");

    const auto refused = Lldpd::run(ns(1), {});

    CHECK(refused.status.code == 1);
    CHECK_THAT(refused.err,
               ContainsSubstring("no " + build_report().group + " group for privilege separation, please create it"));
}

TEST_CASE("without a capability that it takes the daemon refuses to start and names it", "[privileges]")
{
    needs(Feature::PrivilegeSeparation);
    if (has(Feature::MonitorAsRoot))
        SKIP("this build does not look at capabilities");
    const auto missing = GENERATE(values<std::string>({"net_raw", "setuid", "sys_chroot", "chown"}));
    Namespaces ns;

    const auto refused =
        run_directly(ns(1), {"-d", "-u", control_socket},
                     {.through = {"setpriv", "--bounding-set", "-" + missing, "--inh-caps", "-" + missing}});

    CHECK(refused.status.code == 1);
    std::string name = "CAP_" + missing;
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::toupper(c); });
    CHECK_THAT(refused.err, EndsWith("of which this process lacks " + name + ": Operation not permitted\n"));
    CHECK(std::count(refused.err.begin(), refused.err.end(), '\n') == 1);
}

TEST_CASE("where the daemon may configure no network, as in a container, it still sends", "[privileges]")
{
    Namespaces ns;
    Links links;
    const auto [here, there] = links.veth(ns(1), ns(2));
    Capture wire{there};

    const auto lldpd =
        start_directly(ns(1), {"-d", "-L", "", "-u", control_socket},
                       {.through = {"setpriv", "--bounding-set", "-net_admin", "--inh-caps", "-net_admin"}});

    next_lldp_from(wire, here.mac());
    CHECK(lldpd.stop().has_value());
    CHECK(lldpd.status()->success());
}

TEST_CASE("when the worker is killed the monitor ends the same way", "[privileges]")
{
    needs(Feature::PrivilegeSeparation);
    Namespaces ns;
    Lldpd lldpd{ns(1)};
    const auto worker = lldpd.worker();

    worker.signal(SIGKILL);

    CHECK(lldpd.wait().signal == SIGKILL);
    CHECK(worker.gone());
}

TEST_CASE("when the monitor is killed the worker says goodbye and ends", "[privileges]")
{
    needs(Feature::PrivilegeSeparation);
    Namespaces ns;
    Links links;
    const auto [here, there] = links.veth(ns(1), ns(2));
    Capture seen{there};
    Lldpd lldpd{ns(1)};
    next_lldp_from(seen, here.mac());
    const auto worker = lldpd.worker();

    lldpd.signal(SIGKILL);

    worker.wait_gone();
    CHECK(lldpd.wait().signal == SIGKILL);
    std::vector<int> times;
    for (const auto& frame : seen.until_marker(here))
        if (is_lldp_from(frame, here.mac()))
            times.push_back(time_to_live_of(frame.bytes));
    REQUIRE(!times.empty());
    CHECK(times.back() == 0);
}

TEST_CASE("the signals that ask for an end bring a clean one", "[privileges]")
{
    const auto number = GENERATE(values<int>({SIGTERM, SIGINT, SIGQUIT, SIGALRM}));
    Namespaces ns;
    Lldpd lldpd{ns(1)};

    lldpd.signal(number);

    CHECK(lldpd.wait().code == 0);
}

TEST_CASE("a signal that means nothing to the daemon ends nobody", "[privileges]")
{
    Namespaces ns;
    Lldpd lldpd{ns(1), {"-d"}};

    lldpd.signal(SIGUSR1);

    lldpd.process().wait_line("changes nothing");
    CHECK_THAT(lldpd.lldpcli().text({"show", "chassis"}), Catch::Matchers::ContainsSubstring("ns-1"));
}
