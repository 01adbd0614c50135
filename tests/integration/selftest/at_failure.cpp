// --shell and --keep: a failed test's network, entered from inside and from outside.
#include "selftest/child.hpp"
#include "selftest/report_directory.hpp"
#include "selftest/terminal.hpp"

#include "harness/links.hpp"
#include "harness/test.hpp"
#include "lldp/lldpd.hpp"

#include <csignal>
#include <fstream>
#include <sstream>

using namespace harness;
using Catch::Matchers::ContainsSubstring;

namespace {

struct Network
{
    Namespaces ns = {};
    Links links = {};
    std::pair<Link&, Link&> wire = links.veth(ns(1), ns(2));
    Process talker{ns(1), {"sh", "-c", "while echo talking; do read -r nothing; done"}, {.input = std::nullopt}};

    Network()
    {
        wire.first.add_address("192.0.2.1/24");
        talker.wait_line("talking");
    }
};

/// The shell's prompt may stand before it.
bool ends_with(const Line& line, const std::string& text)
{
    return line.text.size() > text.size() && line.text.substr(line.text.size() - text.size() - 1) == text + "\r";
}

/// What a shell of a kept namespace says.
RunResult enter(const std::string& nsenter, const std::string& script)
{
    std::istringstream words{nsenter};
    std::vector<std::string> argv;
    for (std::string word; words >> word;)
        argv.push_back(word);
    argv.insert(argv.end(), {"sh", "-c", script});
    return run(argv);
}

/// Behind "# ns-1: ".
std::string line_of(const Process& runner, const std::string& ns)
{
    return runner.wait_line("# " + ns + ": nsenter").text.substr(ns.size() + 4);
}

} // namespace

TEST_CASE("child: fails with a network", "[.fails-networked]")
{
    const Network network;
    fail("as it shall");
}

TEST_CASE("child: fails with a set of other kinds", "[.fails-in-other-kinds]")
{
    Namespaces ns;
    ns.make(1, {.pid = true, .user = true});
    const Process sleeper{ns(1), {"sleep", "infinity"}};
    fail("as it shall");
}

TEST_CASE("child: throws with a network", "[.throws-networked]")
{
    const Network network;
    throw std::runtime_error{"as it shall"};
}

TEST_CASE("child: throws with a daemon", "[.throws-with-daemon]")
{
    Namespaces ns;
    const lldptest::Lldpd lldpd{ns(1), {"-S", "here"}};
    throw std::runtime_error{"as it shall"};
}

TEST_CASE("child: throws with daemons", "[.throws-with-daemons]")
{
    Namespaces ns;
    lldptest::Lldpds all;
    all.start(ns(1), {"-S", "here"});
    all.ready();
    throw std::runtime_error{"as it shall"};
}

TEST_CASE("child: skips with a network", "[.skips-networked]")
{
    const Network network;
    skip("as it shall");
}

TEST_CASE("child: passes afterwards", "[.passes-networked]")
{
    const Network network;
    CHECK(network.wire.first.state().running());
}

TEST_CASE("--shell opens a shell in a namespace of the test where that fails", "[at-failure]")
{
    const auto& [options, host, address] = GENERATE(table<std::string, std::string, std::string>({
        {"[.fails-networked] --shell", "ns-1", "00:00:00:00:00:01"},
        {"[.throws-networked] --shell", "ns-1", "00:00:00:00:00:01"},
        {"[.fails-networked] --shell --in ns-2", "ns-2", "00:00:00:00:00:02"},
    }));
    const Terminal terminal{options};
    terminal.process().wait_line("this shell is in " + host);
    terminal.type("hostname\n");
    terminal.process().wait_line("its name", [&host = host](const Line& line) { return ends_with(line, host); });
    terminal.type("cat /sys/class/net/eth*/address\n");
    terminal.process().wait_line("its address",
                                 [&address = address](const Line& line) { return ends_with(line, address); });
    terminal.type("exit\n");
    CHECK(terminal.process().wait().code == 42);
    CHECK_THAT(terminal.process().out(), ContainsSubstring("not ok 1 - child: "));
}

TEST_CASE("the terminal's signals reach the shell alone, and the test goes on after it", "[at-failure]")
{
    const Terminal terminal{"[.fails-networked],[.passes-networked] --shell --order decl"};
    terminal.process().wait_line("this shell is in ns-1");
    terminal.type("sh -c 'echo rea\"\"dy; exec cat'\n");
    terminal.process().wait_line("ready");
    terminal.type("\x03");
    terminal.process().wait_line("^C"); // The shell ends that line when the other program is gone.
    terminal.type("echo ba''ck; exit\n");
    terminal.process().wait_line("back");
    CHECK(terminal.process().wait().code == 42);
    CHECK_THAT(terminal.process().out(), ContainsSubstring("ok 2 - child: passes afterwards"));
}

TEST_CASE("--shell opens none for tests that are skipped, or pass", "[at-failure]")
{
    const Terminal terminal{"[.skips-networked],[.passes-networked] --shell"};
    CHECK(terminal.process().wait().success());
    CHECK_THAT(terminal.process().out(), !ContainsSubstring("this shell is in"));
}

TEST_CASE("--keep leaves a failed test's network and programs up, and says how to get in", "[at-failure]")
{
    const ReportDirectory reports;
    const std::string how = GENERATE("[.fails-networked]", "[.throws-networked]");
    const auto runner = start_child(how + ",[.passes-networked]", {"--keep", "--order", "decl"},
                                    {{"LLDPD_TEST_REPORT", ReportDirectory::path}});
    const auto first = line_of(runner, "ns-1");
    const auto second = line_of(runner, "ns-2");
    // The rest has run, and does not touch it.
    runner.wait_line("until you press Enter");
    CHECK_THAT(runner.out(), ContainsSubstring("ok 2 - child: passes afterwards"));

    const auto inside = enter(first, "hostname; cat /sys/class/net/eth0/address /sys/class/net/eth0/operstate; "
                                     "cat /proc/net/fib_trie");
    CAPTURE(first, inside.out, inside.err);
    CHECK_THAT(inside.out, ContainsSubstring("ns-1\n00:00:00:00:00:01\nup\n") && ContainsSubstring("192.0.2.1"));
    CHECK(enter(second, "hostname; cat /sys/class/net/eth1/address").out == "ns-2\n00:00:00:00:00:02\n");
    CHECK_THAT(enter(first, "cat /proc/[0-9]*/cmdline | tr '\\0' ' '").out, ContainsSubstring("echo talking"));
    CHECK(ReportDirectory::files("frames").size() == 2);

    require(runner.signal(SIGINT));
    CHECK(runner.wait().code == 42);
    CHECK_FALSE(enter(first, "hostname").status.success());
}

TEST_CASE("--keep leaves daemons up, too, when something is thrown", "[at-failure]")
{
    const ReportDirectory reports;
    const auto runner = start_child(GENERATE("[.throws-with-daemon]", "[.throws-with-daemons]"), {"--keep"},
                                    {{"LLDPD_TEST_REPORT", ReportDirectory::path}});
    const auto line = line_of(runner, "ns-1");
    runner.wait_line("until you press Enter");
    CHECK_THAT(enter(line, "cat /proc/[0-9]*/cmdline | tr '\\0' ' '").out, ContainsSubstring("-S here "));
    require(runner.signal(SIGINT));
    CHECK(runner.wait().code == 42);
}

TEST_CASE("--keep leaves the programs of a set in their pid and user namespaces", "[at-failure]")
{
    const ReportDirectory reports;
    const auto runner =
        start_child("[.fails-in-other-kinds]", {"--keep"}, {{"LLDPD_TEST_REPORT", ReportDirectory::path}});
    const auto line = line_of(runner, "ns-1");
    runner.wait_line("until you press Enter");
    const auto inside = enter(line, "cat /proc/[0-9]*/cmdline | tr '\\0' ' '; cat /proc/1/comm; id -u");
    CAPTURE(line, inside.err);
    CHECK_THAT(inside.out, ContainsSubstring("sleep infinity ") && ContainsSubstring("\n0\n"));
    require(runner.signal(SIGINT));
    CHECK(runner.wait().code == 42);
}

TEST_CASE("--keep waits for Enter where somebody sits at a terminal, and for nobody when all passed", "[at-failure]")
{
    const ReportDirectory reports;
    const Terminal failing{"[.fails-networked] --keep"};
    failing.process().wait_line("until you press Enter");
    failing.type("\n");
    CHECK(failing.process().wait().code == 42);
    const Terminal passing{"[.passes-networked] --keep"};
    CHECK(passing.process().wait().success());
    CHECK_THAT(passing.process().out(), !ContainsSubstring("nsenter"));
}
