// What makes lldpd-canary of lldpd: all of the daemon, linked so that its event loop starts here. Both of its processes
// come by, once each, after they have given up what privileges they give up. The environment's
// LLDPD_CANARY=process:misdeed says which of them does what: "worker:leak".
#include <climits>
#include <csignal>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <sched.h>
#include <string_view>
#include <sys/types.h>
#include <unistd.h>

struct event_base;

extern "C" {
// NOLINTBEGIN(clang-diagnostic-reserved-identifier): the linker's --wrap wants these names.
int __real_event_base_dispatch(event_base* base);
int __wrap_event_base_dispatch(event_base* base);
// NOLINTEND(clang-diagnostic-reserved-identifier)
}

namespace {

/// A daemon in the foreground: what was started becomes the monitor. Asked with a call that every process may make.
const pid_t started = ::getpid();

std::string_view this_process()
{
    return ::getpid() == started ? "monitor" : "worker";
}

void* volatile last_lost;

/// Many, since a register or a forgotten place on the stack may still hold one of them. Volatile, here and below, so
/// that the compiler cannot leave out what has no effect.
[[gnu::noinline]] void leak()
{
    for (int count = 0; count < 100; ++count)
        last_lost = std::malloc(100); // NOLINT(cppcoreguidelines-no-malloc)
}

[[gnu::noinline]] void overflow()
{
    // Through a function of the C library: a plain write would be UBSAN's to see first.
    const std::unique_ptr<char[]> buffer{new char[8]};
    char* volatile start = buffer.get();
    const volatile std::size_t too_many = 9;
    std::memset(start, 1, too_many);
}

[[gnu::noinline]] void undefined()
{
    volatile int most = INT_MAX;
    volatile int more = most + 1;
    static_cast<void>(more);
}

[[gnu::noinline]] void die()
{
    ::raise(SIGABRT);
}

[[gnu::noinline]] void stay()
{
    ::signal(SIGTERM, SIG_IGN);
}

/// Asks for nothing, and so succeeds wherever the call itself is not forbidden.
[[gnu::noinline]] void forbidden()
{
    ::unshare(0);
}

void misbehave(std::string_view wanted)
{
    const auto colon = wanted.find(':');
    if (colon == std::string_view::npos || wanted.substr(0, colon) != this_process())
        return;
    const auto misdeed = wanted.substr(colon + 1);
    if (misdeed == "leak")
        leak();
    else if (misdeed == "overflow")
        overflow();
    else if (misdeed == "undefined")
        undefined();
    else if (misdeed == "signal")
        die();
    else if (misdeed == "stay")
        stay();
    else if (misdeed == "forbidden")
        forbidden();
}

} // namespace

int __wrap_event_base_dispatch(event_base* base)
{
    if (const char* wanted = std::getenv("LLDPD_CANARY"); wanted != nullptr)
        misbehave(wanted);
    return __real_event_base_dispatch(base);
}
