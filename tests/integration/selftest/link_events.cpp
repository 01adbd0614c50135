#include "harness/link_events.hpp"

#include "harness/links.hpp"
#include "harness/test.hpp"

#include <algorithm>
#include <fstream>
#include <poll.h>
#include <sched.h>
#include <sys/eventfd.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace harness;
using Catch::Matchers::ContainsSubstring;

namespace {

/// Whether a process is blocked by something that it waits for.
bool sleeps(pid_t process)
{
    std::ifstream file{"/proc/" + std::to_string(process) + "/stat"};
    std::string stat;
    std::getline(file, stat);
    return stat.find(") S ") != std::string::npos;
}

/// Another process, which does something in a namespace once this one waits. What it did wakes nobody but through the
/// kernel.
class Other
{
  public:
    Other(const Namespace& ns, const std::function<Expected<>(Netlink&)>& deed)
    {
        pid_ = ::fork();
        REQUIRE(pid_ >= 0);
        if (pid_ == 0)
            ::_exit(act(ns, deed) ? 0 : 1);
        // What is watched is served when a wait begins.
        begun_ = watch(begin_.get(), POLLOUT, [this](short) {
            begun_.stop();
            static_cast<void>(::eventfd_write(begin_.get(), 1));
        });
    }
    Other(Other&&) = delete;
    Other& operator=(Other&&) = delete;
    Other(const Other&) = delete;
    Other& operator=(const Other&) = delete;
    ~Other()
    {
        int status = 0;
        check_quietly(::waitpid(pid_, &status, 0) == pid_ && status == 0, "the other process did not do it");
    }

  private:
    bool act(const Namespace& ns, const std::function<Expected<>(Netlink&)>& deed) const
    {
        eventfd_t value = 0;
        auto netlink = ns.join() ? Netlink::open(ns.name()) : failure(std::errc::io_error, "join");
        if (::eventfd_read(begin_.get(), &value) != 0 || !netlink)
            return false;
        while (!sleeps(::getppid()))
            ::sched_yield();
        return deed(*netlink).has_value();
    }

    Fd begin_{::eventfd(0, EFD_CLOEXEC)};
    pid_t pid_ = 0;
    Watch begun_;
};

} // namespace

TEST_CASE("a link that another process makes and removes is an event", "[links]")
{
    Namespaces ns;
    {
        const Other maker{ns(1),
                          [](Netlink& netlink) { return netlink.add_link({.kind = "bridge", .name = "made0"}); }};
        CHECK(wait_link(ns(1), "made0").kind == "bridge");
    }
    const int index = wait_link(ns(1), "made0").index;
    const Other remover{ns(1), [=](Netlink& netlink) { return netlink.remove(index, "made0"); }};
    wait_no_link(ns(1), "made0");
    CHECK(require(require(ns(1).netlink())->links()).size() == 1);
}

TEST_CASE("an address that another process adds is an event", "[links]")
{
    Namespaces ns;
    Links links;
    const auto [here, there] = links.veth(ns(1), ns(2));
    const int index = here.index();
    const std::string address = GENERATE(values<const char*>({"192.0.2.1/24", "2001:db8::1/64"}));
    const Other adder{ns(1), [=](Netlink& netlink) { return netlink.add_address(index, "eth0", address); }};
    wait_links(ns(1), address, [&](const std::vector<LinkState>& all) {
        return std::any_of(all.begin(), all.end(), [&](const LinkState& link) {
            return std::find(link.addresses.begin(), link.addresses.end(), address) != link.addresses.end();
        });
    });
}

TEST_CASE("a link that never comes is a timeout that tells the links that there are", "[links]")
{
    Namespaces ns;
    Links links;
    links.veth(ns(1), ns(2));
    allow(std::chrono::milliseconds{1});
    const auto result = await_links(ns(1), {"eth7", "a link of that name"}, [](const auto&) { return false; });
    allow(default_test_time);
    REQUIRE_FALSE(result);
    CHECK_THAT(result.error().message(),
               ContainsSubstring("wait for eth7: ") && ContainsSubstring("last seen: lo: index 1") &&
                   ContainsSubstring("; eth0: index 2, veth") && ContainsSubstring("needed: a link of that name"));
}
