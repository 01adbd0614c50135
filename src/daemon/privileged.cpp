#include "daemon/driver.hpp"
#include "daemon/log.hpp"
#include "daemon/netlink.hpp"
#include "daemon/packet_socket.hpp"
#include "daemon/privsep.hpp"

#include <array>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <memory>
#include <net/if.h>
#include <netdb.h>
#include <string_view>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace lldp::daemon::privsep {

namespace {

struct FreeAddresses
{
    void operator()(addrinfo* addresses) const { ::freeaddrinfo(addresses); }
};

/// Writes the canonical name of this host into the descriptor, or nothing when the resolver knows none.
void write_canonical_name(int out)
{
    std::array<char, HOST_NAME_MAX + 1> name{};
    if (::gethostname(name.data(), name.size() - 1) < 0)
        return;
    addrinfo hints{};
    hints.ai_flags = AI_CANONNAME;
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    const auto error = ::getaddrinfo(name.data(), nullptr, &hints, &found);
    const std::unique_ptr<addrinfo, FreeAddresses> addresses{found};
    if (error == 0 && found->ai_canonname != nullptr)
        static_cast<void>(!::write(out, found->ai_canonname, std::strlen(found->ai_canonname)));
}

void take_over_from_firmware(int interface)
{
    std::array<char, IF_NAMESIZE> name{};
    if (::if_indextoname(static_cast<unsigned>(interface), name.data()) == nullptr)
        return; // opening its socket will tell
    const auto driver = driver_of(name.data());
    if (!driver.has_lldp_in_firmware())
        return;
    if (const auto done = stop_lldp_in_firmware(driver, "/sys/kernel/debug"))
        log::info("interfaces", "the firmware of {} leaves LLDP to this daemon", name.data());
    else
        log::warn("interfaces", "the firmware of {} may keep the LLDP frames that it receives: {}", name.data(),
                  done.error().message());
}

} // namespace

// The resolver takes seconds when no name server answers. A process of its own waits for it, which ends with this one,
// and holds nothing of this one's open: a socket of ours would live on in it. There is one at a time, or a worker that
// goes on asking would fill the machine; a worker that asks anew has no use for the answer about the name before.
Expected<Fd> Privileged::resolve_hostname()
{
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) < 0)
        return system_failure("create a pipe to the resolver");
    Fd answer{ends[0]};
    const Fd out{ends[1]};
    end_resolver();
    resolver_ = ::fork();
    if (resolver_ < 0)
        return system_failure("start the resolver");
    if (resolver_ == 0) {
        static constexpr int kept = STDERR_FILENO + 1;
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (::dup2(out.get(), kept) == kept) {
            ::close_range(kept + 1, ~0U, 0);
            write_canonical_name(kept);
        }
        ::_exit(0);
    }
    return answer;
}

void Privileged::end_resolver()
{
    if (resolver_ > 0 && ::kill(resolver_, SIGKILL) == 0)
        while (::waitpid(resolver_, nullptr, 0) < 0 && errno == EINTR) {
        }
    resolver_ = 0;
}

void Privileged::reap(pid_t child)
{
    if (child == resolver_)
        resolver_ = 0;
}

Expected<Fd> Privileged::watch_hostname()
{
    static constexpr auto path = "/proc/sys/kernel/hostname";
    Fd file{::open(path, O_RDONLY | O_CLOEXEC)};
    if (!file)
        return system_failure("open", path);
    return file;
}

Expected<Fd> Privileged::open_port(int interface)
{
    take_over_from_firmware(interface);
    return open_packet_socket(interface);
}

Expected<> Privileged::set_alias(int interface, const std::string& alias)
{
    return daemon::set_alias(interface, alias);
}

} // namespace lldp::daemon::privsep
