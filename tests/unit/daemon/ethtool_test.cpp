// When a driver is asked for the settings of its link. What it may answer is the integration suite's.
#include "daemon/ethtool.hpp"

#include <catch2/catch_test_macros.hpp>
#include <linux/if.h>

using namespace lldp::daemon;

namespace {

struct Driver
{
    unsigned asked = 0;
    KeptLinkSettings kept{};

    /// What is known of the speed, where each answer is 1 Mbit/s more than the one before.
    unsigned speed_of(const Interface& interface)
    {
        return kept.of(interface, [&](const std::string&) { return LinkSettings{.speed = ++asked}; }).speed;
    }
};

Interface link(unsigned telling, unsigned flags = IFF_UP | IFF_LOWER_UP)
{
    Interface made;
    made.name = "eth0";
    made.flags = flags;
    made.telling = telling;
    return made;
}

} // namespace

TEST_CASE("a driver is asked when its link is new, and when the kernel has told of it", "[ethtool]")
{
    Driver driver;
    CHECK(driver.speed_of(link(1)) == 1);
    CHECK(driver.speed_of(link(1)) == 1);
    CHECK(driver.speed_of(link(7)) == 2);
    CHECK(driver.speed_of(link(7)) == 2);
}

TEST_CASE("a driver is asked when it is to be", "[ethtool]")
{
    Driver driver;
    driver.speed_of(link(1));
    driver.kept.forget();
    CHECK(driver.speed_of(link(1)) == 2);
}

TEST_CASE("a driver is not asked while its link is down, and what it said before is not so any more", "[ethtool]")
{
    Driver driver;
    CHECK(driver.speed_of(link(1)) == 1);
    CHECK(driver.speed_of(link(2, IFF_UP)) == 0);
    driver.kept.forget();
    CHECK(driver.speed_of(link(2, 0)) == 0);
    CHECK(driver.asked == 1);
}
