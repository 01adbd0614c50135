#include "daemon/log.hpp"

#include "daemon/captured_stderr.hpp"

#include <algorithm>
#include <catch2/matchers/catch_matchers_string.hpp>

using namespace lldp::daemon;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::Matches;

namespace {

const log::Settings to_stderr{.to_syslog = false, .to_stderr = true};

} // namespace

TEST_CASE("a message has its time, its level and its token", "[log]")
{
    const CapturedStderr standard_error;
    log::start(to_stderr);
    log::warn("lldp", "frame of {} octets discarded", 12);
    log::info("lldp", "not at this verbosity");
    CHECK_THAT(standard_error.read(),
               Matches(R"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d \[WARN/lldp\] frame of 12 octets discarded\n)"));
}

TEST_CASE("debugging is of the tokens that were asked for, everything else is of all", "[log]")
{
    const CapturedStderr standard_error;
    log::start({.verbosity = 4, .tokens = {"send"}, .to_syslog = false, .to_stderr = true});
    log::debug("send", "one");
    log::debug("receive", "two");
    log::info("receive", "three");
    const auto text = standard_error.read();
    CHECK_THAT(text, ContainsSubstring("DBG/send] one"));
    CHECK_THAT(text, !ContainsSubstring("two"));
    CHECK_THAT(text, ContainsSubstring("INFO/receive] three"));
}

TEST_CASE("a log that nobody reads stops nobody, and what is lost is counted", "[log]")
{
    const CapturedStderr standard_error;
    log::start(to_stderr);
    constexpr std::size_t messages = 10'000; // of 200 octets: far more than a pipe holds
    for (std::size_t count = 0; count < messages; ++count)
        log::warn("test", "{}", std::string(200, 'x'));
    const auto text = standard_error.read();
    const auto written = static_cast<std::size_t>(std::ranges::count(text, '\n'));
    CHECK(written < messages);

    log::warn("test", "read again");
    const auto after = standard_error.read();
    CHECK_THAT(after, ContainsSubstring(std::to_string(messages - written) + " messages are lost"));
    CHECK_THAT(after, ContainsSubstring("read again"));
}

TEST_CASE("nothing is said on a standard error that was left", "[log]")
{
    const CapturedStderr standard_error;
    log::start(to_stderr);
    log::leave_stderr();
    log::critical("test", "unheard");
    CHECK(standard_error.read().empty());
}
