#include "daemon/burst.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace lldp::daemon;
using namespace std::chrono_literals;

namespace {

constexpr Clock::time_point start{1'000h};

} // namespace

TEST_CASE("without a change there is no burst to be over", "[burst]")
{
    Burst burst;
    CHECK_FALSE(burst.end());
    CHECK_FALSE(burst.finish(start + 1h));
}

TEST_CASE("a single change waits for company no longer than it takes to see that there is none", "[burst]")
{
    Burst burst;
    burst.add(start);
    CHECK(burst.end() == start + 10ms);
    CHECK_FALSE(burst.finish(start + 9ms));
    CHECK(burst.finish(start + 10ms));
    CHECK_FALSE(burst.finish(start + 1h));
}

TEST_CASE("a hundred changes in a row are one burst", "[burst]")
{
    Burst burst;
    unsigned finished = 0;
    for (auto now = start; now < start + 40ms; now += 400us) {
        burst.add(now);
        finished += burst.finish(now) ? 1 : 0;
    }
    CHECK(finished == 0);
    CHECK(burst.finish(start + 50ms));
}

TEST_CASE("changes that never end are told of every 50 ms", "[burst]")
{
    Burst burst;
    unsigned finished = 0;
    for (auto now = start; now <= start + 1s; now += 1ms) {
        burst.add(now);
        finished += burst.finish(now) ? 1 : 0;
        if (now == start + 50ms)
            CHECK(finished == 1);
    }
    CHECK(finished == 19); // each begins with the first change behind the one before
}

TEST_CASE("a burst that is seen late is over all the same", "[burst]")
{
    Burst burst;
    burst.add(start);
    CHECK(burst.finish(start + 1h));
    burst.add(start + 1h);
    CHECK(burst.end() == start + 1h + 10ms);
}
