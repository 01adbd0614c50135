#include "daemon/pattern.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <string>
#include <tuple>

using lldp::daemon::Match;
using lldp::daemon::Pattern;

TEST_CASE("allow beats deny beats match", "[pattern]")
{
    const auto [text, name, expected] = GENERATE(table<std::string, std::string, Match>({
        {"eth0", "eth0", Match::Exact},
        {"eth0", "eth1", Match::No},
        {"eth*", "eth1", Match::Yes},
        {"eth?", "eth10", Match::No},
        {"eth[0-3]", "eth2", Match::Yes},
        {"eth*,!eth1", "eth1", Match::No},
        {"eth*,!eth1", "eth2", Match::Yes},
        {"!eth1,eth*", "eth1", Match::No},
        {"*,!eth*,!!eth1", "eth1", Match::Exact},
        {"*,!eth*,!!eth1", "eth2", Match::No},
        {"*,!eth*,!!eth1", "wlan0", Match::Yes},
        {"!!eth*", "eth0", Match::Yes},
        {"eth0,!*", "eth0", Match::No},
        {"!eth0", "eth1", Match::No},
        {"", "eth0", Match::No},
        {",,eth0,", "eth0", Match::Exact},
        {"!", "eth0", Match::No},
    }));
    CAPTURE(text, name);
    CHECK(Pattern{text}.match(name) == expected);
}

TEST_CASE("an IPv6 address is the same however it is written", "[pattern]")
{
    const auto* text = GENERATE("2001:db8::1", "2001:DB8::1", "2001:0db8:0:0:0:0:0:0001", "2001:DB8::0.0.0.1");
    CAPTURE(text);
    CHECK(Pattern{text}.match("2001:db8::1") == Match::Exact);
    CHECK(Pattern{std::string{"!"} + text}.match("2001:db8::1") == Match::No);
    CHECK(Pattern{text}.match("2001:db8::2") == Match::No);
    CHECK(Pattern{"2001:DB8:*"}.match("2001:db8::2") == Match::Yes);
}

TEST_CASE("what has two names is matched and denied by either", "[pattern]")
{
    CHECK(Pattern{"eth0"}.match("192.0.2.1", "eth0") == Match::Exact);
    CHECK(Pattern{"192.0.2.*"}.match("192.0.2.1", "eth0") == Match::Yes);
    CHECK(Pattern{"192.0.2.*,!eth0"}.match("192.0.2.1", "eth0") == Match::No);
    CHECK(Pattern{"192.0.2.*,!eth0"}.match("192.0.2.1", "eth1") == Match::Yes);
}

TEST_CASE("a pattern of denials alone permits all that it does not deny", "[pattern]")
{
    const Pattern pattern{"!192.*,!eth1"};
    CHECK(pattern.only_denies());
    CHECK_FALSE(pattern.permits("192.0.2.1", "eth0"));
    CHECK_FALSE(pattern.permits("198.51.100.1", "eth1"));
    CHECK(pattern.permits("198.51.100.1", "eth0"));
    CHECK_FALSE(Pattern{"!192.*,eth0"}.only_denies());
}
