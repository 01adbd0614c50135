// A daemon without -d: it goes to the background.
#include "lldp/test.hpp"

#include <chrono>
#include <csignal>
#include <filesystem>
#include <optional>

namespace {

using namespace std::chrono_literals;

bool exists(const Namespace& ns, const std::string& path)
{
    const auto inside = ns.enter();
    std::error_code none;
    return std::filesystem::exists(std::filesystem::symlink_status(path, none));
}

/// Started in a directory of its own. In place of the client a script runs, which copies the configuration that it is
/// given before it becomes the client.
class Background
{
  public:
    static constexpr const char* socket = "/run/place/socket";
    static constexpr const char* pid_file = "/run/place/pid";
    static constexpr const char* configuration_seen = "/run/place/seen";

    /// `before` stands before the paths that the daemon is given, all of them in that directory.
    Background(const Namespace& ns, const std::string& before)
    {
        prepare(ns);
        ns.write_file("/run/place/configuration", "# relative\n");
        ns.write_file("/run/place/client",
                      "#!/bin/sh\nfor word; do test ! -f \"$word\" || cat \"$word\" >" +
                          std::string{configuration_seen} + "; done\nexec '" + lldpcli_path() + "' \"$@\"\n",
                      0755);
        first_ = run_directly(
            ns,
            {"-u", before + "socket", "-p", before + "pid", "-L", before + "client", "-O", before + "configuration"},
            {.directory = "/run/place"});
        // The first process may be over before the daemon has written its number.
        std::string number;
        poll_until(
            "a number in the process ID file", 20ms,
            [&] {
                number = exists(ns, pid_file) ? ns.read_file(pid_file) : "";
                return !number.empty() && number.back() == '\n';
            },
            [&] { return number.empty() ? "no file, or an empty one" : "\"" + number + "\""; });
        daemon_.emplace(std::stoi(number));
    }

    ~Background()
    {
        if (daemon_ && !daemon_->gone())
            static_cast<void>(::kill(daemon_->pid(), SIGKILL));
    }
    Background(const Background&) = delete;
    Background& operator=(const Background&) = delete;
    Background(Background&&) = delete;
    Background& operator=(Background&&) = delete;

    /// How the process that was started ended.
    [[nodiscard]] const RunResult& first() const { return first_; }
    [[nodiscard]] const OtherProcess& daemon() const { return *daemon_; }

  private:
    RunResult first_;
    std::optional<OtherProcess> daemon_;
};

} // namespace

TEST_CASE("a daemon in the background leaves its number while it runs, and nothing behind", "[background]")
{
    Namespaces ns;
    Links links;
    const auto [here, there] = links.veth(ns(1), ns(2));
    Capture wire{there};
    const Background lldpd{ns(1), "/run/place/"};
    CHECK(lldpd.first().status.code == 0);
    CHECK(lldpd.first().err.empty());
    next_lldp_from(wire, here.mac());

    lldpd.daemon().signal(SIGTERM);
    lldpd.daemon().wait_gone();

    std::vector<int> times;
    for (const auto& frame : wire.until_marker(here))
        if (is_lldp_from(frame, here.mac()))
            times.push_back(time_to_live_of(frame.bytes));
    REQUIRE(!times.empty());
    CHECK(times.back() == 0);
    CHECK(!exists(ns(1), Background::pid_file));
    CHECK(!exists(ns(1), Background::socket));
}

TEST_CASE("relative paths mean the directory in which the daemon was started, also in the background", "[background]")
{
    Namespaces ns;
    Links links;
    const auto [here, there] = links.veth(ns(1), ns(2));
    Capture wire{there};
    const Background lldpd{ns(1), "../place/"}; // A path that would lead nowhere from the root directory.

    // It sends as soon as the client has told it to.
    next_lldp_from(wire, here.mac());
    CHECK(ns(1).read_file(Background::configuration_seen) == "# relative\n");
    CHECK(Lldpcli{ns(1), Background::socket}.keyvalue({"show", "interfaces"})["lldp.eth0.port.mac"] == here.mac());
}

TEST_CASE("a daemon that is started without standard streams does not take something else for them", "[background]")
{
    Namespaces ns;
    const auto first = run_directly(ns(1), {"-L", "", "-u", control_socket, "-p", "/run/pid"},
                                    {.through = {"/bin/sh", "-c", R"(exec "$0" "$@" <&- >&- 2>&-)"}});
    CHECK(first.status.code == 0);

    // A background daemon's streams are the null device: the control socket would have become that.
    // Some daemons are in the background before they listen.
    RunResult answer;
    poll_until(
        "the daemon to answer", 20ms,
        [&] {
            answer = Lldpcli{ns(1)}.run({"-f", "keyvalue", "show", "chassis"});
            return answer.status.success() && KeyValue::parse(answer.out).contains("local-chassis.chassis.name");
        },
        [&] { return describe(answer); });
}
