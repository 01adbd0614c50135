#include "harness/process.hpp"

#include "selftest/child.hpp"
#include "selftest/processes.hpp"

#include "harness/test.hpp"

#include <csignal>
#include <filesystem>

using namespace harness;
using Catch::Matchers::ContainsSubstring;

namespace {

Process start(const Namespace& ns, const std::string& script, SpawnOptions options = {})
{
    return Process{ns, {"sh", "-c", script}, std::move(options)};
}

} // namespace

TEST_CASE("a program runs inside its namespaces, and the test process stays where it is", "[process]")
{
    Namespaces ns;
    const auto before = std::filesystem::read_symlink("/proc/self/ns/net");
    CHECK(run(ns(4), {"hostname"}).out == "ns-4\n");
    CHECK(std::filesystem::read_symlink("/proc/self/ns/net") == before);
}

TEST_CASE("a program starts where the test started, also when a guard is held", "[process]")
{
    Namespaces ns;
    const auto before = run({"hostname"}).out;
    const auto inside = ns(1).enter();
    CHECK(run({"hostname"}).out == before);
    CHECK(run(ns(2), {"hostname"}).out == "ns-2\n");
}

TEST_CASE("output, error output and exit status of a program are kept", "[process]")
{
    Namespaces ns;
    const auto result = run(ns(1), {"sh", "-c", "echo to out; echo to err >&2; printf rest; exit 3"});
    CHECK(result.out == "to out\nrest");
    CHECK(result.err == "to err\n");
    CHECK(result.status.code == 3);
    CHECK_FALSE(result.status.success());
    CHECK(result.status.describe() == "exit status 3");
}

TEST_CASE("a program that dies by a signal says which", "[process]")
{
    Namespaces ns;
    const auto status = run(ns(1), {"sh", "-c", "kill -SEGV $$"}).status;
    CHECK(status.signal == SIGSEGV);
    CHECK_FALSE(status.success());
    CHECK(status.describe() == "killed by signal 11 (Segmentation fault)");
}

TEST_CASE("a program that cannot be executed is an error that says so", "[process]")
{
    Namespaces ns;
    const auto tried = Process::spawn(ns(1), {"/nowhere/program"});
    REQUIRE_FALSE(tried);
    CHECK(tried.error().message() == "execute on /nowhere/program in ns-1: No such file or directory");
    CHECK(Process::spawn(ns(1), {"/etc/passwd"}).error().code == std::errc::permission_denied);
    CHECK(Process::spawn(ns(1), {}).error().code == std::errc::invalid_argument);
    const auto elsewhere = Process::spawn(ns(1), {"true"}, {.directory = "/nowhere"});
    REQUIRE_FALSE(elsewhere);
    CHECK_THAT(elsewhere.error().message(), ContainsSubstring("go to directory /nowhere"));
}

TEST_CASE("environment, working directory and input are the program's own", "[process]")
{
    Namespaces ns;
    CHECK(run(ns(1), {"sh", "-c", "echo $ADDED; pwd; cat"},
              {.environment = {{"ADDED", "this"}}, .input = "read me", .directory = "/usr"})
              .out == "this\n/usr\nread me");
    CHECK(run(ns(1), {"cat"}).out.empty());
}

TEST_CASE("input can be written while the program runs", "[process]")
{
    Namespaces ns;
    const auto program = start(ns(1), "while read -r word; do echo \"got $word\"; done; echo over", {.input = {}});
    program.write("one\n");
    CHECK(program.wait_line("got").text == "got one");
    program.write("two\n");
    CHECK(program.wait_line("got").text == "got two");
    program.close_input();
    program.wait_line("over");
    CHECK(program.wait().success());
}

TEST_CASE("input that nobody reads does not stop the test", "[process]")
{
    Namespaces ns;
    const auto program = start(ns(1), "exec <&-; echo closed; exec sleep infinity", {.input = {}});
    program.wait_line("closed");
    program.write(std::string(std::size_t{1} << 20, 'x'));
    CHECK_FALSE(program.exited());
}

TEST_CASE("signals reach a program, and its end is an event", "[process]")
{
    Namespaces ns;
    const auto program = start(ns(1), "trap 'echo reloaded' HUP; echo ready; while :; do sleep 1000 & wait $!; done");
    program.wait_line("ready");
    require(program.signal(SIGHUP));
    program.wait_line("reloaded");
    CHECK_FALSE(program.exited());
    require(program.signal(SIGKILL));
    CHECK(program.wait().signal == SIGKILL);
    CHECK(program.exited());
    CHECK_FALSE(program.signal(SIGTERM));
}

TEST_CASE("a program that does not end when asked to is killed, and that is an error", "[process]")
{
    Namespaces ns;
    const auto stubborn = start(ns(1), "trap '' TERM; echo ready; while :; do sleep 1000; done");
    stubborn.wait_line("ready");
    const auto stopped = stubborn.stop(std::chrono::milliseconds{50});
    REQUIRE_FALSE(stopped);
    CHECK_THAT(stopped.error().message(), ContainsSubstring("wait for the end of sh -c"));
    CHECK(stubborn.status()->signal == SIGKILL);

    const auto polite = start(ns(1), "trap 'exit 5' TERM; echo ready; while :; do sleep 1000 & wait $!; done");
    polite.wait_line("ready");
    CHECK(require(polite.stop()).code == 5);
    CHECK(require(polite.stop()).code == 5);
}

TEST_CASE("a program's whole group goes with its object", "[process]")
{
    Namespaces ns;
    const auto waiting = [](pid_t pid) { return std::filesystem::exists("/proc/" + std::to_string(pid) + "/exe"); };
    pid_t child = 0;
    {
        const auto program = start(ns(1), "sleep 1000 & echo child $!; wait");
        child = std::stoi(program.wait_line("child").text.substr(6));
        CHECK(waiting(child));
    }
    poll_until("the end of the program's child", std::chrono::milliseconds{1}, [&] { return !waiting(child); });
}

TEST_CASE("a moved-from program owns nothing", "[process]")
{
    Namespaces ns;
    auto first = start(ns(1), "exec sleep infinity");
    const auto pid = first.pid();
    auto second = std::move(first);
    // NOLINTBEGIN(bugprone-use-after-move,clang-analyzer-cplusplus.Move): what is left is what this is about.
    CHECK(first.pid() == 0);
    CHECK(first.exited());
    CHECK(first.out().empty());
    CHECK_FALSE(first.status());
    CHECK_FALSE(first.signal(SIGTERM));
    CHECK_FALSE(first.await_exit());
    CHECK_FALSE(first.stop());
    CHECK(first.describe() == "no program (moved from)");
    // NOLINTEND(bugprone-use-after-move,clang-analyzer-cplusplus.Move)
    CHECK(second.pid() == pid);
    CHECK_FALSE(second.exited());
    second = start(ns(1), "exit 0");
    CHECK_FALSE(std::filesystem::exists("/proc/" + std::to_string(pid)));
    CHECK(second.wait().success());
}

TEST_CASE("100 MB of output neither block a program nor fill the memory, and its last line is there", "[process]")
{
    allow(std::chrono::minutes{1});
    Namespaces ns;
    const auto program = start(ns(1), "yes 'the same line again and again' | head -c 100000000; echo; echo the end",
                               {.keep = std::size_t{1} << 20});
    program.wait_line("the end");
    CHECK(program.wait().success());
    CHECK(program.output().bytes() == 100'000'000 + 9);
    CHECK(program.output().left_out().bytes > 97'000'000);
    CHECK_THAT(program.out(), ContainsSubstring("bytes left out here ...]\n"));
}

TEST_CASE("waiting for a line of a program that ends without it fails at once", "[process]")
{
    const auto result = run_child("[.ends-without-line]");
    CHECK(result.status.code == 42);
    CHECK_THAT(result.out,
               ContainsSubstring("(exit status 7) without a line with \"never\"; its last line: all I say"));
}

TEST_CASE("child: waits for a line that never comes", "[.ends-without-line]")
{
    Namespaces ns;
    start(ns(1), "echo all I say; exit 7").wait_line("never");
}

TEST_CASE("a thousand programs come and go, and the descriptors are as many as before", "[process]")
{
    allow(std::chrono::minutes{5});
    const Namespaces ns;
    const auto before = open_descriptors();
    for (int i = 0; i < 1000; ++i)
        CHECK(run({"/bin/true"}).status.success());
    CHECK(open_descriptors() == before);
}
