// What the LLDP test objects are made of.
#include "harness/sanitizer.hpp"
#include "lldp/diff.hpp"
#include "lldp/known_differences.hpp"
#include "lldp/test.hpp"
#include "selftest/child.hpp"
#include "selftest/merging.hpp"
#include "selftest/report_directory.hpp"

#include <filesystem>

using Catch::Matchers::ContainsSubstring;

TEST_CASE("key-value text keeps order and duplicates", "[objects]")
{
    const auto answer = KeyValue::parse("a.b=1\na.c=x=y\na.b=2\n\nd=\n");
    CHECK(answer == KeyValue{{"a.b", "1"}, {"a.c", "x=y"}, {"a.b", "2"}, {"d", ""}});
    CHECK(answer["a.b"] == "1");
    CHECK(answer.all("a.b") == std::vector<std::string>{"1", "2"});
    CHECK(answer.contains("d"));
    CHECK(!answer.contains("a"));
    CHECK(answer.without("a.b") == KeyValue{{"a.c", "x=y"}, {"d", ""}});
}

TEST_CASE("what is below a prefix is only what is behind its dot", "[objects]")
{
    const KeyValue answer = {{"eth1.x", "1"}, {"eth10.x", "2"}, {"eth1", "3"}, {"eth1.y.z", "4"}};
    CHECK(answer.below("eth1") == KeyValue{{"x", "1"}, {"y.z", "4"}});
}

TEST_CASE("an answer is split at each element's first key", "[objects]")
{
    const KeyValue answer = {{"via", "LLDP"}, {"x", "1"}, {"via", "LLDP"}, {"x", "2"}};
    const auto parts = answer.split_at("via");
    REQUIRE(parts.size() == 2);
    CHECK(parts[0]["x"] == "1");
    CHECK(parts[1]["x"] == "2");
    CHECK(KeyValue{}.split_at("via").empty());
}

TEST_CASE("child: a missing key", "[.missing-key]")
{
    const KeyValue answer = {{"chassis.name", "ns-1"}, {"port.ttl", "120"}};
    static_cast<void>(answer["chassis.mac"]);
}

TEST_CASE("a missing key fails the test and names what is there", "[objects]")
{
    const auto result = run_child("[.missing-key]");
    CHECK(result.status.code == 42);
    CHECK_THAT(result.out, ContainsSubstring("no key chassis.mac"));
    CHECK_THAT(result.out, ContainsSubstring("chassis.name=ns-1") && ContainsSubstring("port.ttl=120"));
}

TEST_CASE("a difference shows each line once, in order", "[objects]")
{
    CHECK(difference({"a", "b", "c"}, {"a", "x", "c", "d"}) == "  a\n- b\n+ x\n  c\n+ d\n");
    CHECK(difference({}, {"a"}) == "+ a\n");
    CHECK(difference({"a"}, {}) == "- a\n");
}

TEST_CASE("a frame that differs is shown TLV by TLV", "[objects]")
{
    const auto frame = [](std::uint16_t seconds) {
        return lldp_frame("00:00:00:00:00:01", {chassis_mac("00:00:00:00:00:01"), time_to_live(seconds), {0xff}});
    };
    CHECK(is_frame(frame(120)).match(frame(120)));
    const auto matcher = is_frame(frame(120));
    CHECK(!matcher.match(frame(121)));
    CHECK(matcher.describe() == "differs (- expected, + got):\n"
                                "  header: 01 80 c2 00 00 0e 00 00 00 00 00 01 88 cc\n"
                                "  TLV 1 of 7 bytes: 04 00 00 00 00 00 01\n"
                                "- TLV 3 of 2 bytes: 00 78\n"
                                "+ TLV 3 of 2 bytes: 00 79\n"
                                "  behind the end: ff\n");
    CHECK(time_to_live_of(frame(121)) == 121);
    CHECK(time_to_live_of(Bytes(20, 0)) == -1);
}

TEST_CASE("known differences are test names with indented reasons", "[objects]")
{
    CHECK(parse_known_differences("# why\n\na test\n    one\n    reason\nanother: test\n\tindeed\n") ==
          KnownDifferences{{"a test", "one reason"}, {"another: test", "indeed"}});
    CHECK(parse_known_differences("    a reason of nothing\n").empty());
}

TEST_CASE("every way in which a sanitizer complains is seen", "[objects]")
{
    const auto line = GENERATE(values<std::string>({
        "==7==ERROR: AddressSanitizer: heap-buffer-overflow on address 0x1 at pc 0x2",
        "==7==ERROR: LeakSanitizer: detected memory leaks",
        "==7==LeakSanitizer has encountered a fatal error.",
        "x.cpp:3:5: runtime error: signed integer overflow",
        "SUMMARY: UndefinedBehaviorSanitizer: undefined-behavior x.cpp:3:5 in",
    }));
    CHECK(sanitizer_report("something before\n" + line + "\nsomething behind\n") == line);
}

TEST_CASE("what a daemon usually says is no sanitizer's report", "[objects]")
{
    CHECK(!sanitizer_report("2026-01-01T00:00:00 [WARN/main] a runtime error occurred\n"));
    CHECK(!sanitizer_report(""));
}

TEST_CASE("child: any daemon", "[.any-daemon]")
{
    Namespaces ns;
    Lldpd lldpd{ns(1)};
}

TEST_CASE("a daemon that is none fails the test and is named", "[objects]")
{
    const auto result = run({this_program(), "[.any-daemon]", "--reporter", "tap-cases"},
                            {.environment = child_environment({{"LLDPD", "true"}})});
    CHECK(result.status.code == 42);
    CHECK_THAT(result.out, ContainsSubstring("true is not an lldpd: `-vv` printed no \"lldpd VERSION\""));
}

TEST_CASE("the command that repeats a test names both programs, also when the test came to none or one", "[objects]")
{
    const ReportDirectory directory;
    const auto test = GENERATE(values<std::string>({"[.any-daemon]", "[.asks-the-kernel]"}));
    run_child(test, {},
              {{"LLDPD_TEST_REPORT", ReportDirectory::path}, {"LLDPD", "true"}, {"LLDPCLI", "../odd/client"}});
    REQUIRE(merge({ReportDirectory::path, ReportDirectory::path}).status.success());
    CHECK_THAT(content("results.tap"),
               ContainsSubstring("\n#: LLDPCLI=/") && ContainsSubstring("/odd/client LLDPD=true "));
}

TEST_CASE("child: waits for an answer", "[.waits-for-an-answer]")
{
    Namespaces ns;
    prepare(ns(1)); // The daemon's report has been read before the time is short.
    allow(std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - test_start()) +
          std::chrono::milliseconds{200});
    Lldpcli{ns(1)}.wait("a neighbor", {"show", "neighbors"}, [](const KeyValue&) { return false; });
}

TEST_CASE("waiting for an answer of a client that gives none, in time or at all, says what was waited for", "[objects]")
{
    const ReportDirectory directory;
    const auto script = GENERATE(values<std::string>({"exec sleep infinity", "exit 0"}));
    const std::string client = std::string{ReportDirectory::path} + "/client";
    write_file(client, "#!/bin/sh\n" + script + "\n");
    std::filesystem::permissions(client, std::filesystem::perms::owner_all);
    const auto result = run_child("[.waits-for-an-answer]", {}, {{"LLDPCLI", client}});
    CAPTURE(result.out);
    CHECK(result.status.code == 42);
    CHECK_THAT(result.out, ContainsSubstring(": wait for a neighbor: ") &&
                               ContainsSubstring("; last seen: an empty answer") &&
                               ContainsSubstring("; needed: a neighbor"));
    CHECK(count(result.out, "wait for the end of") == count(result.out, "meanwhile: wait for the end of"));
}

TEST_CASE("child: asks the kernel", "[.asks-the-kernel]")
{
    Namespaces ns;
    ns(1);
    static_cast<void>(has(Kernel::Bridge));
    FAIL("so that there is a report");
}

TEST_CASE("what a test asks the kernel for is none of its network, and not in its report", "[objects]")
{
    const auto report = run_child("[.asks-the-kernel]").err;
    CHECK_THAT(report, ContainsSubstring("links of ns-1") && !ContainsSubstring("probe"));
}
