#include "daemon/monitor.hpp"

#include "daemon/log.hpp"
#include "daemon/signals.hpp"

#include <algorithm>
#include <csignal>
#include <sys/wait.h>
#include <system_error>
#include <utility>

namespace lldp::daemon {

Monitor::Monitor(EventLoop& loop, Fd channel, pid_t worker, ConfigurationClient& client)
    : loop_{loop}
    , channel_{std::move(channel)}
    , worker_{worker}
    , client_{client}
    , request_{loop.on_readable(channel_.get(), [this] { serve(); })}
{
    const auto pass = [&](int number) {
        signals_.push_back(loop.on_signal(number, [this, number] { ::kill(worker_, number); }));
    };
    std::ranges::for_each(stopping_signals, pass);
    pass(SIGUSR1);
    signals_.push_back(loop.on_signal(SIGHUP, [this] { client_.start_again(); }));
    signals_.push_back(loop.on_signal(SIGCHLD, [this] { reap(); }));
}

int Monitor::run()
{
    reap(); // it may have ended before anybody listened
    if (worker_ > 0)
        loop_.run();
    return status_;
}

void Monitor::serve()
{
    const auto served = privsep::serve_one(channel_.get(), privileged_);
    if (served)
        return;
    request_.cancel();
    const auto& error = served.error();
    if (error.code == std::errc::connection_reset || error.code == std::errc::broken_pipe)
        return; // the worker is ending; its exit status says how
    log::critical("privsep", "the worker is broken, and is ended: {}", error.message());
    ::kill(worker_, SIGKILL);
}

void Monitor::reap()
{
    int status = 0;
    for (pid_t pid = 0; (pid = ::waitpid(-1, &status, WNOHANG)) > 0;) {
        if (pid == worker_) {
            status_ = status;
            worker_ = 0;
            loop_.stop();
        } else {
            client_.reap(pid, status);
            privileged_.reap(pid);
        }
    }
}

} // namespace lldp::daemon
