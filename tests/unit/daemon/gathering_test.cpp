#include "daemon/gathering.hpp"

#include "base/fd.hpp"

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <fcntl.h>
#include <string>
#include <unistd.h>
#include <vector>

using namespace lldp;
using namespace lldp::daemon;
using namespace std::chrono_literals;

namespace {

/// A pipe that changes come through, an octet each.
class Bench
{
  public:
    Bench()
    {
        std::array<int, 2> ends{};
        REQUIRE(::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) == 0);
        reader = Fd{ends[0]};
        writer = Fd{ends[1]};
    }

    void change() const { REQUIRE(::write(writer.get(), "x", 1) == 1); }
    void take_in()
    {
        for (char octet = 0; ::read(reader.get(), &octet, 1) == 1;)
            ++taken_in;
    }
    /// What acts once, and ends the loop.
    Gathering gathering()
    {
        return {loop, reader.get(), [this] { take_in(); },
                [this] {
                    acted_on.push_back(taken_in);
                    loop.stop();
                }};
    }
    /// The loop has something else to do for that long.
    static void be_busy(Clock::duration time)
    {
        for (const auto end = Clock::now() + time; Clock::now() < end;) {
        }
    }

    EventLoop loop;
    Fd reader;
    Fd writer;
    unsigned taken_in = 0;
    std::vector<unsigned> acted_on; ///< how many were taken in each time
    Event deadline = loop.timer([this] { loop.stop(); });
};

} // namespace

TEST_CASE("changes that come together are acted on together", "[gathering]")
{
    Bench bench;
    auto gathering = bench.gathering();
    for (int count = 0; count < 100; ++count)
        bench.change();
    bench.loop.run();
    CHECK(bench.acted_on == std::vector<unsigned>{100});
}

TEST_CASE("a change that comes another way is acted on, but not at once", "[gathering]")
{
    Bench bench;
    auto gathering = bench.gathering();
    gathering.add();
    CHECK(bench.acted_on.empty());
    bench.loop.run();
    CHECK(bench.acted_on == std::vector<unsigned>{0});
}

// The loop finds both at once: a change that the burst is over with, for it is long ago that it began, and that the
// time has come when it would have been over without. The last change comes between these two.
TEST_CASE("a change that comes while those before are acted on is acted on without a further one", "[gathering]")
{
    Bench bench;
    auto busy = bench.loop.timer([&] {
        Bench::be_busy(2 * Burst::longest);
        bench.change();
    });
    Gathering gathering{bench.loop, bench.reader.get(),
                        [&] {
                            bench.take_in();
                            if (bench.taken_in == 1)
                                busy.schedule(0ms);
                        },
                        [&] {
                            bench.acted_on.push_back(bench.taken_in);
                            if (bench.acted_on.size() == 1)
                                bench.change();
                            else
                                bench.loop.stop();
                        }};
    bench.deadline.schedule(10s);
    bench.change();
    bench.loop.run();
    CHECK(bench.acted_on == std::vector<unsigned>{2, 3});
}
