#include "daemon/monitor.hpp"

#include "daemon/log.hpp"
#include "daemon/signals.hpp"

#include <algorithm>
#include <csignal>
#include <sys/wait.h>
#include <utility>

namespace lldp::daemon {

void report_failed_client()
{
    log::warn("main", "the client that reads the configuration failed; LLDP stays paused until it is resumed");
}

Monitor::Monitor(EventLoop& loop, Fd channel, pid_t worker, std::optional<pid_t> client)
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
    std::ranges::for_each(other_signals, pass);
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
    if (!privsep::serve_one(channel_.get(), privileged_))
        request_.cancel(); // the worker is ending; its exit status says how
}

void Monitor::reap()
{
    int status = 0;
    for (pid_t pid = 0; (pid = ::waitpid(-1, &status, WNOHANG)) > 0;) {
        if (pid == worker_) {
            status_ = status;
            worker_ = 0;
            loop_.stop();
        } else if (client_ && pid == *client_ && status != 0) {
            report_failed_client();
        }
    }
}

} // namespace lldp::daemon
