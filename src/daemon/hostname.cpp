#include "daemon/hostname.hpp"

#include "daemon/log.hpp"

#include <array>
#include <cerrno>
#include <chrono>
#include <climits>
#include <cstring>
#include <poll.h>
#include <unistd.h>
#include <utility>

namespace lldp::daemon {

namespace {

/// Long enough for a hosts file or a name server nearby, short enough for the first frame to leave within 100 ms.
constexpr std::chrono::milliseconds patience{40};

std::string kernel_hostname()
{
    std::array<char, HOST_NAME_MAX + 1> buffer{};
    if (::gethostname(buffer.data(), buffer.size() - 1) < 0)
        log::warn("localchassis", "unable to get the host's name: {}", std::strerror(errno));
    return buffer.data();
}

bool is_readable_within(int fd, std::chrono::milliseconds time)
{
    pollfd wanted{.fd = fd, .events = POLLIN, .revents = 0};
    return ::poll(&wanted, 1, static_cast<int>(time.count())) > 0;
}

} // namespace

Hostname::Hostname(EventLoop& loop, privsep::Operations& privileged, std::function<void()> on_change)
    : loop_{loop}, privileged_{privileged}, on_change_{std::move(on_change)}
{
    auto changes = privileged_.watch_hostname();
    if (changes) {
        changes_ = std::move(*changes);
        changed_ = loop_.on_change(changes_.get(), [this] { follow(); });
    } else {
        log::info("localchassis", "the host's name is read at the start and at `update` only: {}",
                  changes.error().message());
    }
    refresh();
}

void Hostname::follow()
{
    // The kernel tells of a change in any UTS namespace.
    if (kernel_hostname() == kernel_name_)
        return;
    const auto before = name_;
    refresh();
    if (name_ != before)
        on_change_();
}

void Hostname::refresh()
{
    auto kernel_name = kernel_hostname();
    if (kernel_name != kernel_name_) {
        kernel_name_ = std::move(kernel_name);
        name_ = kernel_name_;
        answered_ = {};
        answer_.reset();
    }
    const bool qualified = kernel_name_.find('.') != std::string::npos;
    if (qualified || kernel_name_.empty() || answer_)
        return;
    resolve();
    if (answer_ && is_readable_within(answer_.get(), patience))
        take_answer();
}

void Hostname::resolve()
{
    auto answer = privileged_.resolve_hostname();
    if (!answer) {
        log::warn("localchassis", "{}", answer.error().message());
        return;
    }
    answer_ = std::move(*answer);
    answered_ = loop_.on_readable(answer_.get(), [this] {
        const auto before = name_;
        take_answer();
        if (name_ != before)
            on_change_();
    });
}

void Hostname::take_answer()
{
    // It comes in one piece; none is an end of file.
    std::array<char, 255> buffer{};
    const auto size = ::read(answer_.get(), buffer.data(), buffer.size());
    name_ = size > 0 ? std::string{buffer.data(), static_cast<std::size_t>(size)} : kernel_name_;
    answered_ = {};
    answer_.reset();
}

} // namespace lldp::daemon
