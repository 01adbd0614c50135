// The monitor with workers that are not ours.
#include "daemon/monitor.hpp"

#include "captured_stderr.hpp"
#include "daemon/log.hpp"
#include "daemon/options.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <csignal>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

using namespace lldp;
using namespace lldp::daemon;
using Catch::Matchers::ContainsSubstring;

TEST_CASE("a worker that asks and does not read is ended, and the log says why", "[monitor]")
{
    auto channel = privsep::make_channel();
    REQUIRE(channel);
    const auto request = privsep::encode(privsep::WatchHostname{});
    const auto worker = ::fork();
    REQUIRE(worker >= 0);
    if (worker == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        while (::send(channel->second.get(), request.data(), request.size(), MSG_NOSIGNAL) >= 0) {
        }
        ::pause();
        ::_exit(0);
    }
    channel->second.reset();
    const CapturedStderr standard_error;
    log::start({.to_syslog = false, .to_stderr = true});
    const Options options;
    ConfigurationClient client{options};
    EventLoop loop;
    Monitor monitor{loop, std::move(channel->first), worker, client};

    const auto status = monitor.run();

    CHECK(WIFSIGNALED(status));
    CHECK(WTERMSIG(status) == SIGKILL);
    CHECK_THAT(standard_error.read(), ContainsSubstring("the worker is broken, and is ended: "));
}
