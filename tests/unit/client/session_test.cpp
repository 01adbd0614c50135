#include "client/fake_daemon.hpp"
#include "client/session.hpp"
#include "client/sources.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <fcntl.h>
#include <sstream>

using namespace lldp;
using namespace lldp::client;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::EndsWith;
using Catch::Matchers::Matches;

namespace {

Element document(const std::string& tag, const std::string& value)
{
    Element ttl{"ttl", "TTL", {}, value, {}, Detail::Summary};
    return {tag, "Document", {}, "", {ttl}, Detail::Summary};
}

Bytes answer(const control::Reply& reply)
{
    return control::encode(reply);
}

Bytes operator+(Bytes left, const Bytes& right)
{
    left.insert(left.end(), right.begin(), right.end());
    return left;
}

/// A session whose answers and complaints end up in strings.
struct Recorded
{
    explicit Recorded(const std::string& socket, bool silent = false, std::optional<int> output_fd = {},
                      std::string_view format = "keyvalue")
        : session{Settings{.socket = socket, .format = find_format(format), .silent = silent, .output_fd = output_fd},
                  out, log}
    {}

    std::ostringstream out;
    std::ostringstream complaints;
    Log log{complaints};
    Session session;
};

} // namespace

TEST_CASE("show asks for its subject and prints the document", "[client]")
{
    FakeDaemon daemon{{answer(control::Document{document("lldp", "120")})}};
    Recorded run{daemon.socket()};
    CHECK(run.session.run({"show", "neighbors", "details", "ports", "eth0"}) == Outcome::Done);
    CHECK(run.out.str() == "lldp.ttl=120\n");
    CHECK(run.complaints.str().empty());
    CHECK(daemon.requests() ==
          std::vector<control::Request>{control::Query{control::Subject::Neighbors, Detail::Full, {"eth0"}}});
}

TEST_CASE("each subject, detail and order is the one that was named", "[client]")
{
    using control::Action;
    using control::Query;
    using control::Request;
    using control::Subject;
    const std::vector<std::pair<std::string, Request>> lines{
        {"show neighbors", Query{Subject::Neighbors, Detail::Normal}},
        {"show neighbors hidden", Query{Subject::Neighbors, Detail::Normal, {}, true}},
        {"show neighbors hidden details ports eth0", Query{Subject::Neighbors, Detail::Full, {"eth0"}, true}},
        {"show interfaces summary", Query{Subject::Interfaces, Detail::Summary}},
        {"show chassis details", Query{Subject::Chassis, Detail::Full}},
        {"show statistics", Query{Subject::Statistics, Detail::Normal}},
        {"show configuration", Query{Subject::Configuration, Detail::Normal}},
        {"show running-configuration", Query{Subject::RunningConfiguration, Detail::Normal}},
        {"update", control::Command{Action::Update}},
        {"pause", control::Command{Action::Pause}},
        {"resume", control::Command{Action::Resume}},
    };
    FakeDaemon::Script script;
    std::vector<Request> wanted;
    for (const auto& [line, request] : lines) {
        wanted.push_back(request);
        script.push_back(std::holds_alternative<Query>(request) ? answer(control::Document{document("lldp", "1")})
                                                                : answer(control::Done{}));
    }
    FakeDaemon daemon{script};
    Recorded run{daemon.socket()};
    for (const auto& [line, request] : lines) {
        run.out.str("");
        CHECK(run.session.run_line(line) == Outcome::Done);
        CHECK(run.out.str().empty() == std::holds_alternative<control::Command>(request));
    }
    CHECK(daemon.requests() == wanted);
    CHECK(run.complaints.str().empty());
}

TEST_CASE("configure sends the one change that was said", "[client]")
{
    using control::Configure;
    using control::Operation;
    using control::SettingId;
    const auto& [line, change] = GENERATE(Catch::Generators::table<std::string, Configure>({
        {"configure lldp tx-interval 30", {SettingId::TxInterval, Operation::Set, {{0, 30'000U}}, {}}},
        {"configure lldp tx-interval 500ms", {SettingId::TxInterval, Operation::Set, {{0, 500U}}, {}}},
        {"unconfigure lldp tx-interval", {SettingId::TxInterval, Operation::Remove, {}, {}}},
        {"configure ports eth0,eth1 lldp status rx-o",
         {SettingId::Status, Operation::Set, {{0, 2U}}, {"eth0", "eth1"}}},
        {"configure lldp fast-start enable", {SettingId::FastStart, Operation::Set, {{0, 1U}}, {}}},
        {"unconfigure med fast-start", {SettingId::FastStart, Operation::Set, {{0, 0U}}, {}}},
        {"configure lldp portidsubtype ifname", {SettingId::PortIdSubtype, Operation::Set, {{0, 5U}}, {}}},
        {"configure lldp portidsubtype local 'a b'",
         {SettingId::PortIdSubtype, Operation::Set, {{0, 7U}, {1, "a b"}}, {}}},
    }));
    FakeDaemon daemon{{answer(control::Done{})}};
    Recorded run{daemon.socket()};
    CHECK(run.session.run_line(line) == Outcome::Done);
    CHECK(run.complaints.str().empty());
    CHECK(daemon.requests() == std::vector<control::Request>{change});
}

TEST_CASE("a refusal is shown in the daemon's words and fails the command", "[client]")
{
    FakeDaemon daemon{{answer(control::Failure{"unknown port eth9"})}};
    Recorded run{daemon.socket()};
    CHECK(run.session.run_line("show neighbors ports eth9") == Outcome::Failed);
    CHECK(run.out.str().empty());
    CHECK_THAT(run.complaints.str(), EndsWith("[WARN/lldpctl] unknown port eth9\n"));
}

TEST_CASE("an answer that does not fit the question fails the command", "[client]")
{
    FakeDaemon daemon{{answer(control::Done{}), answer(control::Document{document("lldp", "1")}),
                       answer(control::Document{document("lldp", "1")})}};
    Recorded run{daemon.socket()};
    CHECK(run.session.run_line("show neighbors") == Outcome::Failed);
    CHECK(run.session.run_line("update") == Outcome::Failed);
    CHECK(run.session.run_line("watch") == Outcome::Failed);
    CHECK(run.out.str().empty());
}

TEST_CASE("a daemon that closes the connection without an answer is named", "[client]")
{
    FakeDaemon daemon{{Bytes{}}};
    Recorded run{daemon.socket()};
    CHECK(run.session.run_line("show neighbors") == Outcome::Failed);
    CHECK_THAT(run.complaints.str(), EndsWith("unable to hear from lldpd: the daemon closed the connection\n"));
}

TEST_CASE("a daemon of another version is named with both versions", "[client]")
{
    auto octets = answer(control::Done{});
    octets.at(1) = 9;
    FakeDaemon daemon{{octets}};
    Recorded run{daemon.socket()};
    CHECK(run.session.run_line("update") == Outcome::Failed);
    CHECK_THAT(run.complaints.str(), ContainsSubstring("version 9") &&
                                         ContainsSubstring("version " + std::to_string(control::protocol_version)));
}

TEST_CASE("a new connection is made after one was lost", "[client]")
{
    FakeDaemon daemon{{Bytes{0, 9, 0, 0, 0, 0, 0, 0}, answer(control::Done{})}};
    Recorded run{daemon.socket()};
    CHECK(run.session.run_line("update") == Outcome::Failed);
    CHECK(run.session.run_line("update") == Outcome::Done);
}

TEST_CASE("no daemon is said with the socket's path and the reason", "[client]")
{
    Recorded run{"/nonexistent/lldpd.socket"};
    CHECK(run.session.run_line("show neighbors") == Outcome::Failed);
    CHECK_THAT(run.complaints.str(),
               Matches(R"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d \[WARN/control\] unable to connect to socket )"
                       R"(/nonexistent/lldpd.socket: No such file or directory\n)"));
}

TEST_CASE("a socket path that no socket can have is refused", "[client]")
{
    Recorded run{"/" + std::string(200, 'x')};
    CHECK_FALSE(run.session.connect());
    CHECK_THAT(run.complaints.str(), EndsWith(": File name too long\n"));
}

TEST_CASE("help is a document in the formats for programs", "[client]")
{
    Recorded run{"/nonexistent/lldpd.socket"};
    CHECK(run.session.run_line("help show interfaces ports") == Outcome::Done);
    CHECK(run.out.str() == "help.about=Restrict to some ports\n"
                           "help.next.about=Restrict to these ports (comma-separated list)\n"
                           "help.next=<ports>\n");
}

TEST_CASE("help and completion need no daemon", "[client]")
{
    Recorded run{"/nonexistent/lldpd.socket", false, {}, "plain"};
    CHECK(run.session.run_line("help show n") == Outcome::Done);
    CHECK(run.out.str() == "-- Show neighbors data\n"
                           "   <CR>  Show neighbors data\n"
                           "details  With more details\n"
                           "summary  With less details\n"
                           " hidden  Include hidden neighbors\n"
                           "  ports  Restrict to some ports\n");
    run.out.str("");
    CHECK(run.session.run_line("complete show n det") == Outcome::Done);
    CHECK(run.out.str() == "hidden Include hidden neighbors\nports Restrict to some ports\n");
    CHECK(run.session.run_line("help foo") == Outcome::Failed);
    CHECK_THAT(run.complaints.str(), ContainsSubstring("unknown command from argument 2: `foo`"));
    CHECK(run.session.run_line("exit") == Outcome::Exit);
}

TEST_CASE("watch prints each event as a whole document and ends at its limit", "[client]")
{
    const auto events = answer(control::Event{document("lldp-added", "1")}) +
                        answer(control::Event{document("lldp-updated", "2")}) +
                        answer(control::Event{document("lldp-deleted", "3")});
    FakeDaemon daemon{{answer(control::Done{}) + events, answer(control::Done{})}};
    Recorded run{daemon.socket()};
    CHECK(run.session.run_line("watch ports eth0 summary hidden limit 2") == Outcome::Done);
    CHECK(run.out.str() == "lldp-added.ttl=1\nlldp-updated.ttl=2\n");
    CHECK(run.session.run_line("update") == Outcome::Done); // and the third event is not taken for its answer
    CHECK(daemon.requests().front() == control::Request{control::Subscribe{Detail::Summary, {"eth0"}, true}});
}

TEST_CASE("watch fails when the daemon goes, after what came was shown", "[client]")
{
    FakeDaemon daemon{{answer(control::Done{}) + answer(control::Event{document("lldp-added", "1")})}};
    Recorded run{daemon.socket()};
    CHECK(run.session.run_line("watch") == Outcome::Failed);
    CHECK(run.out.str() == "lldp-added.ttl=1\n");
    CHECK_THAT(run.complaints.str(), EndsWith("unable to watch for neighbors: the daemon closed the connection\n"));
}

TEST_CASE("watch ends when nobody reads its output any more, without an event to tell it", "[client]")
{
    int ends[2];
    REQUIRE(::pipe2(&ends[0], O_CLOEXEC) == 0);
    const Fd output{ends[1]};
    ::close(ends[0]);
    FakeDaemon daemon{{answer(control::Done{}), answer(control::Done{})}}; // the second keeps the connection open
    Recorded run{daemon.socket(), false, output.get()};
    CHECK(run.session.run_line("watch") == Outcome::Broken);
    CHECK(run.complaints.str().empty());
}

TEST_CASE("output that cannot be written ends the command as broken", "[client]")
{
    FakeDaemon daemon{{answer(control::Document{document("lldp", "1")})}};
    Recorded run{daemon.socket()};
    run.out.setstate(std::ios::badbit);
    CHECK(run.session.run_line("show neighbors") == Outcome::Broken);
}

TEST_CASE("a document of ten thousand elements arrives whole", "[client]")
{
    Element root{"lldp", "LLDP neighbors", {}, "", {}, Detail::Summary};
    for (int i = 0; i < 10000; ++i)
        root.children.push_back({"ttl", "TTL", {}, std::to_string(i), {}, Detail::Summary});
    FakeDaemon daemon{{answer(control::Document{root})}};
    Recorded run{daemon.socket()};
    CHECK(run.session.run_line("show neighbors") == Outcome::Done);
    CHECK_THAT(run.out.str(), EndsWith("lldp.ttl=9999\n"));
}

TEST_CASE("an answer in pieces is one document, whatever the format", "[client]")
{
    const auto piece = [](const std::vector<std::string>& values) {
        Element root{"lldp", "LLDP neighbors", {}, "", {}, Detail::Summary};
        for (const auto& value : values)
            root.children.push_back({"ttl", "TTL", {}, value, {}, Detail::Summary});
        return root;
    };
    for (const auto& format : formats()) {
        FakeDaemon daemon{{answer(control::Part{piece({"1", "2"})}) + answer(control::Part{piece({"3"})}) +
                           answer(control::Document{piece({})})}};
        std::ostringstream out;
        std::ostringstream complaints;
        Log log{complaints};
        Session session{Settings{.socket = daemon.socket(), .format = &format}, out, log};
        CHECK(session.run_line("show neighbors") == Outcome::Done);
        std::ostringstream whole;
        format.write(whole, piece({"1", "2", "3"}));
        CHECK(out.str() == whole.str());
        CHECK(complaints.str().empty());
    }
}

TEST_CASE("a silent client takes an answer in pieces to its end, and the next one is the next one", "[client]")
{
    FakeDaemon daemon{{answer(control::Part{document("lldp", "1")}) + answer(control::Document{document("lldp", "2")}),
                       answer(control::Failure{"no such port"})}};
    Recorded run{daemon.socket(), true};
    CHECK(run.session.run_line("show neighbors") == Outcome::Done);
    CHECK(run.session.run_line("show neighbors ports eth9") == Outcome::Failed);
    CHECK(run.out.str().empty());
    CHECK_THAT(run.complaints.str(), ContainsSubstring("no such port"));
}

TEST_CASE("an answer that ends in the middle fails, and says so", "[client]")
{
    FakeDaemon daemon{{answer(control::Part{document("lldp", "1")})}};
    Recorded run{daemon.socket()};
    CHECK(run.session.run_line("show neighbors") == Outcome::Failed);
    CHECK_THAT(run.complaints.str(), ContainsSubstring("hear from lldpd"));
}

TEST_CASE("a piece that is none fails, and says so", "[client]")
{
    FakeDaemon daemon{{answer(control::Part{document("lldp", "1")}) + answer(control::Done{})}};
    Recorded run{daemon.socket()};
    CHECK(run.session.run_line("show neighbors") == Outcome::Failed);
    CHECK_THAT(run.complaints.str(), ContainsSubstring("does not fit the question"));
}

TEST_CASE("a watch that reconnects goes on with the next daemon, and counts on", "[client]")
{
    const auto event = [](const std::string& name) { return answer(control::Event{document("lldp-added", name)}); };
    FakeDaemon daemon{{answer(control::Done{}) + event("first"), answer(control::Done{}) + event("second")},
                      FakeDaemon::After::HangUp};
    std::ostringstream out;
    std::ostringstream complaints;
    Log log{complaints};
    const bool reconnects = GENERATE(true, false);
    Session session{Settings{.socket = daemon.socket(), .format = find_format("keyvalue"), .reconnect = reconnects},
                    out, log};
    CHECK(session.run_line("watch limit 2") == (reconnects ? Outcome::Done : Outcome::Failed));
    CHECK(out.str() == (reconnects ? "lldp-added.ttl=first\nlldp-added.ttl=second\n" : "lldp-added.ttl=first\n"));
    CHECK((complaints.str().find("waiting for lldpd on " + daemon.socket()) != std::string::npos) == reconnects);
}

TEST_CASE("a watch that reconnects ends when the daemon refuses it or speaks otherwise", "[client]")
{
    const auto refusal = GENERATE(answer(control::Failure{"no"}), Bytes{0, 99, 0, 1, 0, 0, 0, 0});
    FakeDaemon daemon{{refusal}};
    std::ostringstream out;
    std::ostringstream complaints;
    Log log{complaints};
    Session session{Settings{.socket = daemon.socket(), .reconnect = true}, out, log};
    CHECK(session.run_line("watch") == Outcome::Failed);
}

TEST_CASE("a watch for a protocol passes over neighbors of others, and does not count them", "[client]")
{
    const auto event = [](const std::string& protocol) {
        Element neighbor{"interface", "Interface", {{"via", "via", protocol}}, "", {}, Detail::Summary};
        return answer(control::Event{{"lldp-added", "", {}, "", {neighbor}, Detail::Summary}});
    };
    FakeDaemon daemon{{answer(control::Done{}) + event("CDPv2") + event("LLDP") + event("LLDP")}};
    Recorded run{daemon.socket()};
    CHECK(run.session.run_line("watch limit 1 protocol lldp") == Outcome::Done);
    CHECK(run.out.str() == "lldp-added.interface.via=LLDP\n");
}
