#include "harness/namespaces.hpp"

#include "selftest/processes.hpp"

#include "harness/links.hpp"
#include "harness/netlink.hpp"
#include "harness/process.hpp"
#include "harness/test.hpp"
#include "harness/wait.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <optional>
#include <sys/mount.h>
#include <sys/shm.h>
#include <unistd.h>

using namespace harness;
using Catch::Matchers::ContainsSubstring;

namespace {

/// What the process is in: "net:[1] mnt:[2] ipc:[3] uts:[4]".
std::string whereabouts()
{
    std::string result;
    for (const auto* kind : {"net", "mnt", "ipc", "uts"})
        result += std::filesystem::read_symlink(std::string{"/proc/self/ns/"} + kind).string() + ' ';
    return result;
}

std::string whereabouts(const Namespace& ns)
{
    const auto inside = ns.enter();
    return whereabouts();
}

std::string hostname()
{
    std::array<char, 65> name{};
    ::gethostname(name.data(), name.size());
    return name.data();
}

} // namespace

TEST_CASE("a number makes a set of namespaces once and finds it again", "[namespaces]")
{
    Namespaces ns;
    CHECK(&ns(1) == &ns(1));
    CHECK(&ns(1) != &ns(2));
    CHECK(ns(7).name() == "ns-7");
}

TEST_CASE("each set differs from the others and from the test's own in every kind", "[namespaces]")
{
    Namespaces ns;
    for (const auto* kind : {"net", "mnt", "ipc", "uts"}) {
        const auto path = std::string{"/proc/self/ns/"} + kind;
        const auto own = std::filesystem::read_symlink(path);
        std::optional<Guard> inside{ns(1).enter()};
        const auto first = std::filesystem::read_symlink(path);
        inside.reset();
        inside.emplace(ns(2).enter());
        const auto second = std::filesystem::read_symlink(path);
        CHECK(own != first);
        CHECK(own != second);
        CHECK(first != second);
    }
}

TEST_CASE("a set is isolated", "[namespaces]")
{
    Namespaces ns;

    SECTION("its hostname is its name")
    {
        const auto before = hostname();
        {
            const auto inside = ns(3).enter();
            CHECK(hostname() == "ns-3");
        }
        CHECK(hostname() == before);
    }
    SECTION("its network holds nothing but lo, which is up")
    {
        const auto links = require(require(ns(1).netlink())->links());
        REQUIRE(links.size() == 1);
        CHECK(links.front().name == "lo");
        CHECK(links.front().up());
    }
    SECTION("what is mounted inside is not seen outside, nor in another set")
    {
        ns(1).replace_directory("/srv");
        ns(1).write_file("/srv/seen", "here");
        CHECK(ns(1).read_file("/srv/seen") == "here");
        CHECK_FALSE(std::filesystem::exists("/srv/seen"));
        const auto inside = ns(2).enter();
        CHECK_FALSE(std::filesystem::exists("/srv/seen"));
    }
    SECTION("a file replaced inside stays as it was outside")
    {
        const auto before = run({"cat", "/etc/hostname"}).out;
        ns(1).replace_file("/etc/hostname", "replaced\n");
        CHECK(ns(1).read_file("/etc/hostname") == "replaced\n");
        CHECK(run(ns(1), {"cat", "/etc/hostname"}).out == "replaced\n");
        CHECK(run({"cat", "/etc/hostname"}).out == before);
        const auto inside = ns(1).enter();
        CHECK_FALSE(std::filesystem::exists("/tmp/file"));
    }
    SECTION("its System V objects are its own")
    {
        constexpr key_t key = 4711;
        const auto inside = ns(1).enter();
        REQUIRE(::shmget(key, 1, IPC_CREAT | 0600) >= 0);
        const auto further = ns(2).enter();
        CHECK(::shmget(key, 1, 0600) < 0);
    }
    SECTION("its /sys shows its own interfaces")
    {
        Links links;
        links.veth(ns(1), ns(2));
        CHECK_FALSE(std::filesystem::exists("/sys/class/net/eth0"));
        const auto inside = ns(1).enter();
        CHECK(std::filesystem::exists("/sys/class/net/eth0"));
        CHECK_FALSE(std::filesystem::exists("/sys/class/net/eth1"));
    }
}

TEST_CASE("a set made inside another one is as fresh as any", "[namespaces]")
{
    Namespaces ns;
    ns(1).replace_directory("/srv");
    ns(1).write_file("/srv/seen", "here");
    const auto inside = ns(1).enter();
    const auto further = ns(2).enter();
    CHECK_FALSE(std::filesystem::exists("/srv/seen"));
}

TEST_CASE("a guard brings back to where it was taken", "[namespaces]")
{
    Namespaces ns;
    const auto base = whereabouts();
    const auto first = whereabouts(ns(1));
    const auto second = whereabouts(ns(2));
    REQUIRE(whereabouts() == base);

    SECTION("nested")
    {
        const auto outer = ns(1).enter();
        {
            const auto inner = ns(2).enter();
            CHECK(whereabouts() == second);
            {
                const auto again = ns(1).enter();
                CHECK(whereabouts() == first);
            }
            CHECK(whereabouts() == second);
        }
        CHECK(whereabouts() == first);
    }
    SECTION("crossed: the older one goes first, and the younger one still counts")
    {
        std::optional<Guard> older{ns(1).enter()};
        std::optional<Guard> younger{ns(2).enter()};
        older.reset();
        CHECK(whereabouts() == second);
        younger.reset();
        CHECK(whereabouts() == base);
    }
    SECTION("moved")
    {
        auto taken = ns(1).enter();
        {
            const Guard other{std::move(taken)};
            CHECK(whereabouts() == first);
        }
        CHECK(whereabouts() == base);
    }
    SECTION("after its set has gone")
    {
        std::optional<Namespace> short_lived{require(Namespace::create("short"))};
        {
            const auto inside = short_lived->enter();
            short_lived.reset();
            CHECK(whereabouts() != base);
        }
        CHECK(whereabouts() == base);
    }
    SECTION("when an exception leaves the scope")
    {
        CHECK_THROWS([&] {
            const auto inside = ns(1).enter();
            throw 1; // NOLINT(hicpp-exception-baseclass): anything does.
        }());
        CHECK(whereabouts() == base);
    }
}

TEST_CASE("a guard brings back to the working directory", "[namespaces]")
{
    Namespaces ns;
    const auto before = std::filesystem::current_path();
    std::filesystem::current_path("/usr");
    std::optional<Guard> older{ns(1).enter()};
    CHECK(std::filesystem::current_path() == "/usr");
    std::filesystem::current_path("/etc");
    std::optional<Guard> younger{ns(2).enter()};
    CHECK(std::filesystem::current_path() == "/etc");
    std::filesystem::current_path("/var");

    SECTION("nested")
    {
        younger.reset();
        CHECK(std::filesystem::current_path() == "/etc");
        older.reset();
        CHECK(std::filesystem::current_path() == "/usr");
    }
    SECTION("crossed")
    {
        older.reset();
        CHECK(std::filesystem::current_path() == "/var");
        younger.reset();
        CHECK(std::filesystem::current_path() == "/usr");
    }
    std::filesystem::current_path(before);
}

TEST_CASE("a moved-from object owns nothing", "[namespaces]")
{
    Namespace first = require(Namespace::create("first"));
    Namespace second{std::move(first)};
    // NOLINTBEGIN(bugprone-use-after-move,clang-analyzer-cplusplus.Move): what is left is what this is about.
    CHECK_FALSE(first);
    CHECK(first.name().empty());
    CHECK(first.net() < 0);
    CHECK_FALSE(first.try_enter());
    CHECK_FALSE(first.join());
    CHECK_FALSE(first.netlink());
    CHECK(second.name() == "first");
    CHECK(live_namespaces() == std::vector<const Namespace*>{&second});

    Namespace third = require(Namespace::create("third"));
    third = std::move(second);
    CHECK_FALSE(second);
    CHECK(third.name() == "first");
    CHECK(live_namespaces() == std::vector<const Namespace*>{&third});
    // NOLINTEND(bugprone-use-after-move,clang-analyzer-cplusplus.Move)
}

TEST_CASE("a thousand sets with links come and go, and the descriptors are as many as before", "[namespaces]")
{
    allow(std::chrono::minutes{5});
    const auto before = open_descriptors();
    for (int i = 0; i < 1000; ++i) {
        Namespaces ns;
        // Without a recorder, whose end the kernel takes its time for: the next test has that too.
        require(require(ns(1).netlink())
                    ->add_veth({.name = "a", .mac = "02:00:00:00:00:01"}, {.name = "b", .mac = "02:00:00:00:00:02"},
                               ns(1).net()));
    }
    CHECK(open_descriptors() == before);
}

TEST_CASE("networks come and go, and the descriptors are as many as before", "[namespaces]")
{
    const auto before = open_descriptors();
    for (int i = 0; i < 20; ++i) {
        Namespaces ns;
        Links links;
        links.veth(ns(1), ns(2));
        const auto inside = ns(1).enter();
        const auto further = ns(2).enter();
    }
    CHECK(open_descriptors() == before);
}

TEST_CASE("the kernel wipes a set that nothing holds any more", "[namespaces]")
{
    Namespaces kept;
    std::optional<Namespaces> gone{std::in_place};
    Links links;
    const auto ends = links.veth(kept(1), (*gone)(2));
    gone.reset();
    poll_until("the other end of the wire to go with its namespace", std::chrono::milliseconds{5},
               [&] { return !ends.first.exists(); });
    CHECK_FALSE(ends.second.exists());
}

TEST_CASE("a file that cannot be replaced is a clear failure", "[namespaces]")
{
    CHECK_THAT(require(Namespace::create("ns-9")).try_replace_file("/nowhere/at/all", "").error().message(),
               ContainsSubstring("replace file on /nowhere/at/all in ns-9: No such file or directory"));
}
