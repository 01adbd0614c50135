// Sets with namespaces beside network, mount, ipc and uts: what programs in them see, and what the test process does.
#include "selftest/processes.hpp"

#include "harness/links.hpp"
#include "harness/namespaces.hpp"
#include "harness/process.hpp"
#include "harness/test.hpp"
#include "harness/wait.hpp"

#include <array>
#include <csignal>
#include <filesystem>
#include <map>
#include <optional>
#include <sstream>
#include <unistd.h>

using namespace harness;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::StartsWith;

namespace {

constexpr std::array all_kinds = {"user", "pid", "time", "cgroup", "net", "ipc", "uts", "mnt"};

/// "net" and "net:[4026531840]", …
using Places = std::map<std::string, std::string>;

Places places_of_test()
{
    Places result;
    for (const auto* kind : all_kinds) {
        std::error_code none;
        result[kind] = std::filesystem::read_symlink(std::string{"/proc/self/ns/"} + kind, none).string();
    }
    return result;
}

/// Where a program that is started in the set is.
Places places_in(const Namespace& ns)
{
    std::vector<std::string> argv{"readlink"};
    for (const auto* kind : all_kinds)
        argv.push_back(std::string{"/proc/self/ns/"} + kind);
    std::istringstream lines{run(ns, argv).out};
    Places result;
    for (std::string line; std::getline(lines, line);)
        result[line.substr(0, line.find(':'))] = line;
    return result;
}

/// The names of those that differ.
std::vector<std::string> differences(const Places& a, const Places& b)
{
    std::vector<std::string> result;
    for (const auto* kind : all_kinds)
        if (a.at(kind) != b.at(kind))
            result.emplace_back(kind);
    return result;
}

std::string out_of(const Namespace& ns, const std::string& script)
{
    return run(ns, {"sh", "-c", script}).out;
}

/// Leaves a program behind, in a session, and so in a process group, of its own: it does not go with who started it.
void leave_orphan(const Namespace& ns)
{
    const Process parent{ns, {"sh", "-c", "setsid sh -c 'echo away; exec sleep 1000' & wait"}};
    parent.wait_line("away");
}

constexpr NamespaceKinds everything{.pid = true, .user = true, .cgroup = true, .time = true};

} // namespace

TEST_CASE("programs in a set are in a namespace of its own of each kind that was asked for, and of no other",
          "[namespaces]")
{
    const auto& [name, more] = GENERATE(values<std::pair<std::string, NamespaceKinds>>({
        {"none", {}},
        {"user", {.user = true}},
        {"pid", {.pid = true}},
        {"time", {.time = true}},
        {"cgroup", {.cgroup = true}},
    }));
    Namespaces ns;
    const auto& set = ns.make(1, more);
    std::vector<std::string> expected{"net", "ipc", "uts", "mnt"};
    if (name != "none")
        expected.insert(expected.begin(), name);
    CHECK(differences(places_of_test(), places_in(set)) == expected);
    CHECK(places_in(set) == places_in(set));
}

TEST_CASE("programs in sets of all kinds differ in all of them", "[namespaces]")
{
    Namespaces ns;
    const auto& first = ns.make(1, everything);
    const auto& second = ns.make(2, everything);
    const std::vector<std::string> all{all_kinds.begin(), all_kinds.end()};
    CHECK(differences(places_of_test(), places_in(first)) == all);
    CHECK(differences(places_in(first), places_in(second)) == all);
}

TEST_CASE("a guard takes the test process into what it can leave again, and back", "[namespaces]")
{
    Namespaces ns;
    const auto& all = ns.make(1, {.user = true, .cgroup = true, .time = true});
    const auto& plain = ns(2);
    const auto base = places_of_test();
    {
        std::optional<Guard> older{all.enter()};
        CHECK(differences(base, places_of_test()) == std::vector<std::string>{"cgroup", "net", "ipc", "uts", "mnt"});
        const auto inside = places_of_test();
        {
            const auto younger = plain.enter();
            CHECK(differences(base, places_of_test()) == std::vector<std::string>{"net", "ipc", "uts", "mnt"});
            CHECK(differences(base, places_in(plain)) == std::vector<std::string>{"net", "ipc", "uts", "mnt"});
        }
        CHECK(places_of_test() == inside);
        std::optional<Guard> younger{plain.enter()};
        older.reset();
        CHECK(differences(base, places_of_test()) == std::vector<std::string>{"net", "ipc", "uts", "mnt"});
    }
    CHECK(places_of_test() == base);
}

TEST_CASE("in a guard of a set of all kinds, the test goes on as everywhere", "[namespaces]")
{
    Namespaces ns;
    ns.make(1, everything);
    const auto base = places_of_test();
    {
        const auto inside = ns(1).enter();
        ns.make(2, everything);
        const auto further = ns(2).enter();
        CHECK(differences(base, places_in(ns(2))) == std::vector<std::string>{all_kinds.begin(), all_kinds.end()});
        CHECK(run({"readlink", "/proc/self/ns/net"}).out == base.at("net") + "\n");
        ns(1).replace_file("/etc/hostname", "replaced\n");
        CHECK(out_of(ns(1), "cat /etc/hostname") == "replaced\n");
    }
    CHECK(places_of_test() == base);
}

TEST_CASE("programs in a pid namespace are numbered from 1 on, and see no others", "[namespaces]")
{
    Namespaces ns;
    const auto& set = ns.make(1, {.pid = true});
    CHECK(out_of(set, "echo $$") == "2\n");
    CHECK(out_of(set, "cd /proc; echo [0-9]*") == "1 3\n");
}

TEST_CASE("the test knows the programs in a pid namespace by its own numbers", "[namespaces]")
{
    Namespaces ns;
    const Process sleeper{ns.make(1, {.pid = true}), {"sleep", "1000"}};
    CHECK(std::filesystem::exists("/proc/" + std::to_string(sleeper.pid())));
    require(sleeper.signal(SIGTERM));
    CHECK(sleeper.wait().signal == SIGTERM);
}

TEST_CASE("all that runs in a pid namespace ends with its set", "[namespaces]")
{
    const auto before = processes();
    std::optional<Namespaces> ns{std::in_place};
    const auto& set = ns->make(1, {.pid = true});
    std::optional<Process> sleeper{std::in_place, set, std::vector<std::string>{"sleep", "1000"}};
    leave_orphan(set);
    CHECK(new_ones(before, processes()).size() == 3); // Process 1, the sleeper, the orphan.
    ns.reset();
    CHECK(sleeper->wait().signal == SIGKILL);
    sleeper.reset(); // Process 1 stays until it has been reaped.
    poll_until("the end of the orphan, too", std::chrono::milliseconds{5},
               [&] { return new_ones(before, processes()).empty(); });
}

TEST_CASE("the init of a pid namespace lets no orphan linger, and keeps no pipe open", "[namespaces]")
{
    Namespaces ns;
    std::optional<Process> reader{std::in_place, ns(2), std::vector<std::string>{"cat"},
                                  SpawnOptions{.input = std::nullopt}};
    const auto& set = ns.make(1, {.pid = true});
    reader->write("a line\n");
    reader->close_input();
    CHECK(reader->wait().success());
    run(set, {"sh", "-c", "(exit 0) & exit 0"});
    poll_until("process 1 to be alone", std::chrono::milliseconds{5},
               [&] { return out_of(set, "cd /proc; set [0-9]*; echo $#") == "2\n"; });
}

TEST_CASE("programs in a user namespace are root of the test's ids, and of nothing outside", "[namespaces]")
{
    Namespaces ns;
    const auto& set = ns.make(1, {.user = true});
    CHECK(out_of(set, "id -u; id -g") == "0\n0\n");
    // As itself, each of those that the test has.
    std::istringstream map{out_of(set, "cat /proc/self/uid_map")};
    std::istringstream own{run({"cat", "/proc/self/uid_map"}).out};
    unsigned long first = 0;
    unsigned long outside = 0;
    unsigned long count = 0;
    unsigned long own_first = 0;
    unsigned long own_count = 0;
    REQUIRE(map >> first >> outside >> count);
    REQUIRE(own >> own_first >> outside >> own_count);
    CHECK(first == own_first);
    CHECK(count >= own_count);
    // Root of its own network, but not of the one that the test process has.
    CHECK(out_of(set, "echo 1 >/proc/sys/net/ipv4/ip_forward && cat /proc/sys/net/ipv4/ip_forward") == "1\n");
    const Process outsider = require(Process::spawn({"sleep", "1000"}));
    CHECK_FALSE(run(set, {"ls", "/proc/" + std::to_string(outsider.pid()) + "/root/"}).status.success());
}

TEST_CASE("the clocks of a time namespace are ahead as was asked for", "[namespaces]")
{
    constexpr std::chrono::hours ahead{240};
    Namespaces ns;
    const auto uptime = [](const std::string& text) { return std::stod(text); };
    const auto own = uptime(run({"cat", "/proc/uptime"}).out);
    CHECK(uptime(out_of(ns.make(1, {.time = true, .clock_offset = ahead}), "cat /proc/uptime")) >=
          own + std::chrono::seconds{ahead}.count());
    CHECK(uptime(out_of(ns.make(2, {.time = true}), "cat /proc/uptime")) < own + std::chrono::seconds{ahead}.count());
}

TEST_CASE("a set of all kinds has a network as any other", "[namespaces]")
{
    Namespaces ns;
    Links links;
    ns.make(1, everything);
    const auto [here, there] = links.veth(ns(1), ns(2));
    here.add_address("192.0.2.1/24").add_address("2001:db8::1/64");
    ns(1).sysctl("net/ipv4/ip_forward", "1");
    CHECK(out_of(ns(1), "cat /proc/sys/net/ipv4/ip_forward") == "1\n");
    CHECK_THAT(out_of(ns(1), "cat /proc/net/if_inet6"), ContainsSubstring("20010db8"));
    CHECK(out_of(ns(1), "ls /sys/class/net") == "eth0\nlo\n");
    CHECK(out_of(ns(1), "hostname") == "ns-1\n");
    ns(1).replace_directory("/srv");
    ns(1).write_file("/srv/seen", "here");
    CHECK(out_of(ns(1), "cat /srv/seen; stat -c %u /srv/seen") == "here0\n");
}

TEST_CASE("what cannot be made says why", "[namespaces]")
{
    const auto made = Namespace::create("set", {.clock_offset = std::chrono::seconds{1}});
    REQUIRE_FALSE(made);
    CHECK_THAT(made.error().message(),
               StartsWith("create namespaces on set: ") && ContainsSubstring("take a time namespace"));
    const auto impossible = Namespace::create("set", {.time = true, .clock_offset = -std::chrono::hours{1'000'000}});
    REQUIRE_FALSE(impossible);
    CHECK_THAT(impossible.error().message(), StartsWith("set the clocks ahead by -3600000000 s on set: "));
}

TEST_CASE("sets of all kinds come and go, and the descriptors are as many as before", "[namespaces]")
{
    const auto before = open_descriptors();
    for (int i = 0; i < 100; ++i) {
        Namespaces ns;
        ns.make(1, everything);
        const auto inside = ns(1).enter();
    }
    CHECK(open_descriptors() == before);
}

TEST_CASE("two hundred sets stand at once", "[namespaces]")
{
    allow(std::chrono::minutes{1});
    constexpr unsigned many = 200;
    const auto before = open_descriptors();
    {
        Namespaces ns;
        std::vector<std::string> names;
        for (unsigned number = 1; number <= many; ++number)
            names.push_back(ns(number).name());
        CHECK(live_namespaces().size() == many);
        const auto first = places_in(ns(1));
        const auto last = places_in(ns(many));
        CHECK(differences(first, last) == std::vector<std::string>{"net", "ipc", "uts", "mnt"});
        Links links;
        links.veth(ns(1), ns(many));
        CHECK(out_of(ns(many), "hostname; ls /sys/class/net") == "ns-200\neth1\nlo\n");
    }
    CHECK(open_descriptors() == before);
}
