// What makes lldpd-canary of lldpd: all of the daemon, linked so that its event loop starts here. Both of its processes
// come by, once each, after they have given up what privileges they give up. The environment's
// LLDPD_CANARY=process:misdeed says which of them does what: "worker:leak".
#include <climits>
#include <csignal>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string_view>
#include <sys/capability.h>
#include <type_traits>

struct event_base;

extern "C" {
// NOLINTBEGIN(clang-diagnostic-reserved-identifier): the linker's --wrap wants these names.
int __real_event_base_dispatch(event_base* base);
int __wrap_event_base_dispatch(event_base* base);
// NOLINTEND(clang-diagnostic-reserved-identifier)
}

namespace {

struct CapFree
{
    void operator()(cap_t state) const { ::cap_free(state); }
};

/// The worker is the one without any capability.
std::string_view this_process()
{
    const std::unique_ptr<std::remove_pointer_t<cap_t>, CapFree> state{::cap_get_proc()};
    cap_flag_value_t set = CAP_CLEAR;
    for (cap_value_t number = 0; ::cap_get_flag(state.get(), number, CAP_PERMITTED, &set) == 0; ++number)
        if (set == CAP_SET)
            return "monitor";
    return "worker";
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
}

} // namespace

int __wrap_event_base_dispatch(event_base* base)
{
    if (const char* wanted = std::getenv("LLDPD_CANARY"); wanted != nullptr)
        misbehave(wanted);
    return __real_event_base_dispatch(base);
}
