#include "client/fake_daemon.hpp"
#include "client/prompt.hpp"
#include "client/session.hpp"
#include "client/sources.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <sstream>

using namespace lldp;
using namespace lldp::client;
using Catch::Matchers::ContainsSubstring;

namespace {

using control::Action;

std::vector<Action> actions(FakeDaemon& daemon)
{
    std::vector<Action> list;
    for (const auto& request : daemon.requests())
        list.push_back(std::get<control::Command>(request).action);
    return list;
}

/// A daemon that says Done to whatever it is told, some times, and a session with it.
struct Obedient
{
    explicit Obedient(std::size_t times)
        : daemon{FakeDaemon::Script(times, control::encode(control::Reply{control::Done{}}))}
    {}

    FakeDaemon daemon;
    TemporaryDirectory directory;
    std::ostringstream out;
    std::ostringstream complaints;
    Log log{complaints};
    Session session{Settings{.socket = daemon.socket()}, out, log};
};

} // namespace

TEST_CASE("a configuration file runs line by line, the last without a newline as well", "[client]")
{
    Obedient run{3};
    const auto path = run.directory.file("a.conf", "# first\n\n   \npause # then\n\"update\"\r\nres\\ume");
    CHECK(run_source(run.session, {path}) == Outcome::Done);
    CHECK(run.complaints.str().empty());
    CHECK(run.out.str().empty());
    CHECK(actions(run.daemon) == std::vector{Action::Pause, Action::Update, Action::Resume});
}

TEST_CASE("a bad line is named by file and number, and the next one goes on", "[client]")
{
    Obedient run{2};
    const auto path = run.directory.file("a.conf", "pause\n\nfoo bar\nshow 'x\nresume\n");
    CHECK(run_source(run.session, {path}) == Outcome::Done);
    CHECK_THAT(run.complaints.str(), ContainsSubstring(path + ":3: unknown command from argument 1: `foo`; expected "));
    CHECK_THAT(run.complaints.str(), ContainsSubstring(path + ":4: unmatched quotes"));
    CHECK(actions(run.daemon) == std::vector{Action::Pause, Action::Resume});
    run.session.complain("afterwards");
    CHECK_THAT(run.complaints.str(), ContainsSubstring("[WARN/lldpctl] afterwards"));
}

TEST_CASE("of a directory the .conf files are read, in alphabetical order", "[client]")
{
    Obedient run{3};
    static_cast<void>(run.directory.file("d/b.conf", "update\n"));
    static_cast<void>(run.directory.file("d/c.conf", "resume\n"));
    static_cast<void>(run.directory.file("d/a.conf", "pause\n"));
    static_cast<void>(run.directory.file("d/a.conf~", "foo\n"));
    static_cast<void>(run.directory.file("d/README", "foo\n"));
    CHECK(run_source(run.session, {run.directory / "d"}) == Outcome::Done);
    CHECK(run.complaints.str().empty());
    CHECK(actions(run.daemon) == std::vector{Action::Pause, Action::Update, Action::Resume});
}

TEST_CASE("exit ends the file that it stands in and no other", "[client]")
{
    Obedient run{2};
    static_cast<void>(run.directory.file("d/a.conf", "pause\nexit\nfoo\n"));
    static_cast<void>(run.directory.file("d/b.conf", "resume\n"));
    CHECK(run_source(run.session, {run.directory / "d"}) == Outcome::Done);
    CHECK(run.complaints.str().empty());
    CHECK(actions(run.daemon) == std::vector{Action::Pause, Action::Resume});
}

TEST_CASE("a file that is not there costs a warning, or nothing when it may be missing", "[client]")
{
    Obedient run{0};
    CHECK(run_source(run.session, {"/nonexistent", Missing::Quiet}) == Outcome::Done);
    CHECK(run.complaints.str().empty());
    CHECK(run_source(run.session, {"/nonexistent", Missing::Warn}) == Outcome::Done);
    CHECK_THAT(run.complaints.str(),
               ContainsSubstring("cannot find configuration file/directory /nonexistent: No such file or directory\n"));
}

TEST_CASE("commands from a stream run until its end or exit, and one failure fails them", "[client]")
{
    Obedient run{2};
    std::istringstream in{"pause\nfoo\n\nresume\nexit\nupdate\n"};
    CHECK(run_stream(run.session, in) == Outcome::Failed);
    CHECK(actions(run.daemon) == std::vector{Action::Pause, Action::Resume});
    CHECK_THAT(run.complaints.str(), ContainsSubstring("unknown command from argument 1: `foo`"));
}

TEST_CASE("a prompt stands before each line that is typed, and a mistake is no end", "[client]")
{
    Obedient run{1};
    std::istringstream in{"foo\nupdate\n"};
    CHECK(run_prompt(run.session, plain_lines(in)) == Outcome::Done);
    CHECK(run.out.str() == "[lldpcli] # [lldpcli] # [lldpcli] # \n");
    CHECK(actions(run.daemon) == std::vector{Action::Update});
}
