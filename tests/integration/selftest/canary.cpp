// Proof that a daemon which misbehaves makes its test fail: lldpd-canary is the daemon, and does on demand what a bug
// would do. See canary/misdeeds.cpp.
#include "harness/sanitizer.hpp"
#include "lldp/test.hpp"
#include "selftest/child.hpp"

#include <csignal>
#include <filesystem>
#include <fstream>
#include <sys/mount.h>

using Catch::Matchers::ContainsSubstring;

namespace {

#if defined(__SANITIZE_ADDRESS__)
constexpr bool sanitized = true;
#elif defined(__has_feature)
constexpr bool sanitized = __has_feature(address_sanitizer);
#else
constexpr bool sanitized = false;
#endif

std::string canary_path()
{
    return std::filesystem::path{this_program()}.parent_path() / "lldpd-canary";
}

/// Runs hidden tests of the canary in a child of this program.
RunResult run_canary(const std::string& misdeed, const std::string& tests = "[.misbehaving]")
{
    return run_child(tests, {},
                     {{"LLDPD", canary_path()}, {"LLDPD_CANARY", misdeed}, {"LLDPD_TEST_TIMEOUT_FACTOR", "0.5"}});
}

/// The canary itself, for tests that judge its end.
Process start_canary(const Namespace& ns, const std::string& misdeed)
{
    prepare(ns);
    auto environment = harness::sanitizer_environment();
    environment["LLDPD_CANARY"] = misdeed;
    return Process{ns, {canary_path(), "-d", "-L", "", "-u", control_socket}, {.environment = environment}};
}

/// What became of a daemon of which that process made a system call that it has no use for.
Process end_of_forbidden_call(const Namespace& ns, const std::string& process)
{
    needs(Feature::PrivilegeSeparation);
    needs(Feature::Seccomp);
    auto lldpd = start_canary(ns, process + ":forbidden");
    CHECK(lldpd.wait().signal == SIGSYS);
    return lldpd;
}

bool holds(const std::string& path, const std::string& text)
{
    std::ifstream file{path, std::ios::binary};
    std::string content(std::filesystem::file_size(path), '\0');
    file.read(content.data(), static_cast<std::streamsize>(content.size()));
    return content.find(text) != std::string::npos;
}

} // namespace

TEST_CASE("child: a daemon answers", "[.misbehaving]")
{
    Namespaces ns;
    Links links;
    links.veth(ns(1), ns(2));
    Lldpd lldpd{ns(1)};
    REQUIRE(lldpd.lldpcli().keyvalue({"show", "interfaces"})["lldp.eth0.port.descr"] == "eth0");
}

TEST_CASE("child: a daemon where no leak can be found", "[.blind]")
{
    Namespaces ns;
    prepare(ns(1));
    {
        const auto inside = ns(1).enter();
        REQUIRE(::umount((build_report().chroot + "/proc").c_str()) == 0);
    }
    Lldpd lldpd{ns(1)};
}

TEST_CASE("a daemon that behaves passes its test", "[canary]")
{
    const auto result = run_canary("");
    CAPTURE(result.out, result.err);
    CHECK(result.status.code == 0);
    CHECK_THAT(result.out, ContainsSubstring("ok 1 - child: a daemon answers"));
}

TEST_CASE("a misdeed in any process of the daemon makes its test fail", "[canary]")
{
    const auto process = GENERATE(values<std::string>({"monitor", "worker"}));
    const auto& [misdeed, reason] = GENERATE(values<std::pair<std::string, std::string>>({
        {"leak", "LeakSanitizer: detected memory leaks"},
        {"overflow", "AddressSanitizer: heap-buffer-overflow"},
        {"undefined", "runtime error: signed integer overflow"},
        {"signal", "killed by signal 6"},
    }));
    if (process == "worker")
        needs(Feature::PrivilegeSeparation);
    if (misdeed != "signal" && !sanitized)
        skip("without sanitizers nobody sees this: configure with --enable-sanitizers");

    const auto result = run_canary(process + ":" + misdeed);

    CAPTURE(result.out, result.err);
    CHECK(result.status.code == 42);
    CHECK_THAT(result.out, ContainsSubstring("not ok 1 - child: a daemon answers"));
    CHECK_THAT(result.out, ContainsSubstring(reason));
}

TEST_CASE("a system call that the worker has no use for ends the daemon, which says so and cleans up", "[canary]")
{
    Namespaces ns;
    const auto lldpd = end_of_forbidden_call(ns(1), "worker");
    CHECK_THAT(lldpd.err(), ContainsSubstring("the worker was killed by signal " + std::to_string(SIGSYS)));
    const auto inside = ns(1).enter();
    CHECK(!std::filesystem::exists(control_socket));
}

TEST_CASE("a system call that the monitor has no use for ends it, and the worker says so and follows", "[canary]")
{
    Namespaces ns;
    const auto lldpd = end_of_forbidden_call(ns(1), "monitor");
    wait_until("the worker to notice",
               [&] { return lldpd.err().find("the monitor process has ended, exiting") != std::string::npos; });
}

TEST_CASE("a daemon that does not end when asked to makes its test fail", "[canary]")
{
    const auto result = run_canary("monitor:stay");
    CAPTURE(result.out, result.err);
    CHECK(result.status.code == 42);
    CHECK_THAT(result.out, ContainsSubstring("was asked to end and did not"));
}

TEST_CASE("a leak detection that could not be done makes the test fail", "[canary]")
{
    needs(Feature::PrivilegeSeparation);
    if (!sanitized)
        skip("without sanitizers there is no leak detection: configure with --enable-sanitizers");
    const auto result = run_canary("", "[.blind]");
    CAPTURE(result.out, result.err);
    CHECK(result.status.code == 42);
    CHECK_THAT(result.out, ContainsSubstring("LeakSanitizer has encountered a fatal error"));
}

TEST_CASE("the daemon itself has no misdeeds in it", "[canary]")
{
    for (const char* trace : {"LLDPD_CANARY", "__wrap_event_base_dispatch"}) {
        CHECK(!holds(lldpd_path(), trace));
        CHECK(holds(canary_path(), trace));
    }
}
