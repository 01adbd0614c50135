// lldpcli's prompt, on a terminal and in tmux, as somebody sees it who types there.
#include "harness/on_terminal.hpp"
#include "harness/sanitizer.hpp"
#include "harness/tools.hpp"
#include "lldp/program.hpp"
#include "lldp/test.hpp"

#include <catch2/generators/catch_generators_range.hpp>
#include <csignal>
#include <filesystem>
#include <map>
#include <regex>

namespace {

using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::StartsWith;
using Environment = std::map<std::string, std::string>;

constexpr const char* bold = "\033[1m";
constexpr const char* up = "\033[A";

void needs_editing()
{
    if (has(Feature::PlainPrompt))
        harness::skip(lldpcli_path() + " was built without readline");
}

std::string client()
{
    return "'" + std::filesystem::absolute(lldpcli_path()).string() + "' -u " + control_socket;
}

/// lldpcli at its prompt, on a terminal that knows no control sequences unless it is told to.
class Prompt
{
  public:
    explicit Prompt(const Namespace& ns, const std::string& arguments = "", Environment environment = {})
        : process_{(prepare(ns), ns),
                   harness::on_terminal("exec " + client() + " " + arguments),
                   {.environment = with_defaults(std::move(environment)), .input = std::nullopt}}
    {
        wait("[lldpcli] # ");
    }

    void type(std::string_view text) const { process_.write(text); }

    /// Until the terminal has shown that, in whichever colours, behind what was waited for last. Gives what came up to
    /// there.
    std::string wait(const std::string& text)
    {
        const auto shown = [&] { return without_colors(process_.out()).substr(seen_); };
        harness::wait_until(
            "the terminal to show \"" + text + "\"", [&] { return shown().find(text) != std::string::npos; }, shown);
        const auto found = shown();
        const auto length = found.find(text) + text.size();
        seen_ += length;
        return found.substr(0, length);
    }

    /// Until this stands behind the prompt on a line that was begun anew.
    std::string wait_line(const std::string& typed) { return wait("\r\n[lldpcli] # " + typed); }

    [[nodiscard]] const harness::Process& process() const { return process_; }

  private:
    static std::string without_colors(const std::string& text)
    {
        static const std::regex color{"\033\\[[0-9;]*m"};
        return std::regex_replace(text, color, "");
    }

    static Environment with_defaults(Environment environment)
    {
        environment.merge(Environment{harness::sanitizer_environment()});
        environment.merge(
            Environment{{"TERM", "dumb"}, {"SHELL", "/bin/sh"}, {"HOME", "/run"}, {"INPUTRC", "/dev/null"}});
        return environment;
    }

    harness::Process process_;
    std::size_t seen_ = 0;
};

/// A host with a daemon and the interfaces lo and eth0.
struct Host
{
    Host() { links.veth(ns(1), ns(2)); }

    Namespaces ns;
    Links links;
    Lldpd lldpd{ns(1)};
};

/// What a screen of tmux shows that runs lldpcli.
class Tmux
{
  public:
    explicit Tmux(const Namespace& ns)
        : ns_{ns}
        , server_{ns,
                  {"tmux", "-D", "-S", socket, "-f", "/dev/null"},
                  {.environment = environment(), .input = std::nullopt}}
    {
        harness::RunResult started;
        harness::poll_until(
            "tmux to start", 50ms,
            [&] {
                started = run({"new-session", "-d", "-x", "80", "-y", "24", "exec " + client()});
                return started.status.success();
            },
            [&] { return started.err; });
    }

    void type(const std::vector<std::string>& keys)
    {
        std::vector<std::string> words{"send-keys"};
        words.insert(words.end(), keys.begin(), keys.end());
        CHECK(run(words).status.success());
    }

    /// Until the screen is this one, blanks at its end left out.
    void wait(const std::string& wanted)
    {
        std::string screen;
        harness::poll_until(
            "the screen to be\n" + wanted + "\n", 50ms,
            [&] {
                screen = run({"capture-pane", "-p"}).out;
                screen.erase(screen.find_last_not_of(" \n") + 1);
                return screen == wanted;
            },
            [&] { return screen; });
    }

  private:
    static constexpr const char* socket = "/run/tmux.socket";

    static Environment environment()
    {
        Environment result = harness::sanitizer_environment();
        result.merge(Environment{{"SHELL", "/bin/sh"}, {"HOME", "/run"}, {"INPUTRC", "/dev/null"}});
        return result;
    }

    harness::RunResult run(const std::vector<std::string>& words)
    {
        std::vector<std::string> argv{"tmux", "-N", "-S", socket};
        argv.insert(argv.end(), words.begin(), words.end());
        return harness::run(ns_, argv, {.environment = environment()});
    }

    const Namespace& ns_;
    harness::Process server_;
};

} // namespace

TEST_CASE("TAB at the prompt completes a word that is clear, and else lists what may follow", "[prompt]")
{
    needs_editing();
    Host host;
    Prompt prompt{host.ns(1)};
    prompt.type("sh\t");
    prompt.wait("show ");
    prompt.type("\t");
    const auto list = prompt.wait_line("show ");
    CHECK_THAT(list, ContainsSubstring("-- Show running system information\r\n"));
    CHECK_THAT(list, ContainsSubstring(" neighbors  Show neighbors data\r\n"));
    CHECK_THAT(list, ContainsSubstring(" statistics  Show statistics\r\n"));
    prompt.type("ch\t");
    prompt.wait("chassis ");
    prompt.type("su\t\n");
    prompt.wait("summary ");
    CHECK_THAT(prompt.wait("[lldpcli] # "), ContainsSubstring("Local chassis:"));
}

TEST_CASE("TAB at the prompt goes as far as all that may follow agrees", "[prompt]")
{
    needs_editing();
    Host host;
    Prompt prompt{host.ns(1)};
    prompt.type("configure lldp status r\t\t");
    const auto list = prompt.wait_line("configure lldp status rx-");
    CHECK_THAT(list, StartsWith("configure lldp status rx-\r\n"));
    CHECK_THAT(list, ContainsSubstring("  rx-only  "));
    CHECK_THAT(list, !ContainsSubstring("tx-only"));
}

TEST_CASE("TAB at the prompt completes the interfaces of the host, also behind a comma", "[prompt]")
{
    needs_editing();
    Host host;
    Prompt prompt{host.ns(1)};
    prompt.type("show interfaces ports \t");
    const auto list = prompt.wait_line("show interfaces ports ");
    CHECK_THAT(list, ContainsSubstring("eth0  Interface\r\n"));
    CHECK_THAT(list, ContainsSubstring("lo  Interface\r\n"));
    prompt.type("lo,e\t");
    prompt.wait("lo,eth0 ");
}

TEST_CASE("a question mark at the prompt tells what may come next, and the line stays as it is", "[prompt]")
{
    needs_editing();
    Host host;
    Prompt prompt{host.ns(1)};
    prompt.type("show chassis ?");
    const auto list = prompt.wait_line("show chassis ");
    CHECK_THAT(list, ContainsSubstring("-- Show local chassis data\r\n"));
    CHECK_THAT(list, ContainsSubstring(" <CR>  Show local chassis data\r\n"));
    CHECK_THAT(list, ContainsSubstring("details  With more details\r\n"));
    prompt.type("\n");
    CHECK_THAT(prompt.wait("[lldpcli] # "), ContainsSubstring("Local chassis:"));
}

TEST_CASE("a question mark behind words that are wrong tells what is wrong with them", "[prompt]")
{
    needs_editing();
    Host host;
    Prompt prompt{host.ns(1)};
    prompt.type("show nonsense ?");
    CHECK_THAT(prompt.wait_line("show nonsense "), ContainsSubstring("unknown command from argument 2: `nonsense`"));
}

TEST_CASE("within quotes a question mark is a character", "[prompt]")
{
    needs_editing();
    Host host;
    Prompt prompt{host.ns(1)};
    prompt.type("configure system description \"what?\"\n");
    prompt.wait("[lldpcli] # ");
    CHECK(host.lldpd.lldpcli().keyvalue({"show", "chassis"})["local-chassis.chassis.descr"] == "what?");
}

TEST_CASE("the prompt remembers its lines, and a new one does not know them", "[prompt]")
{
    needs_editing();
    Host host;
    {
        Prompt prompt{host.ns(1)};
        prompt.type("first\n");
        prompt.wait("`first`");
        prompt.wait_line("");
        prompt.type("second\n");
        prompt.wait("`second`");
        prompt.wait_line("");
        prompt.type(std::string{up} + up + "\n");
        prompt.wait("`first`");
        prompt.wait_line("");
        prompt.type("\x04");
        CHECK(prompt.process().wait().success());
    }
    Prompt prompt{host.ns(1)};
    prompt.type(std::string{up} + "third\n");
    prompt.wait("`third`");
}

TEST_CASE("^C drops the line at the prompt, also one that was searched for, and ^D leaves it", "[prompt]")
{
    needs_editing();
    Host host;
    Prompt prompt{host.ns(1)};
    prompt.type("first");
    prompt.wait("first");
    prompt.type("\x03");
    prompt.wait_line("");
    prompt.type("second\n");
    CHECK_THAT(prompt.wait_line(""), ContainsSubstring("argument 1: `second`"));
    prompt.type("\x12sec");
    prompt.wait("second");
    prompt.type("\x03");
    CHECK_THAT(prompt.wait_line(""), !ContainsSubstring("argument 1"));
    prompt.type("\x04");
    CHECK(prompt.process().wait().code == 0);
}

TEST_CASE("the prompt stands out where colours are wanted, and so does what is wrong", "[prompt]")
{
    Host host;
    const bool wanted = GENERATE(true, false);
    const auto how = wanted
                         ? Environment{{"TERM", "xterm"}, {"NO_COLOR", ""}}
                         : GENERATE(Environment{{"TERM", "dumb"}}, Environment{{"TERM", "xterm"}, {"NO_COLOR", "1"}});
    Prompt prompt{host.ns(1), "", how};
    prompt.type("nonsense\n");
    prompt.wait("`nonsense`");
    const auto out = prompt.process().out();
    CHECK((out.find(std::string{bold} + "[lldpcli] # \033[0m") != std::string::npos) == wanted);
    CHECK((out.find("\033[1;31m[WARN/lldpctl]\033[0m ") != std::string::npos) == wanted);
    CHECK((out.find(" [WARN/lldpctl] ") != std::string::npos) == !wanted);
    CHECK((out.find(bold) != std::string::npos) == wanted);
}

TEST_CASE("the prompt of another format than plain has no colours", "[prompt]")
{
    Host host;
    Prompt prompt{host.ns(1), "-f keyvalue", {{"TERM", "xterm"}}};
    prompt.type("nonsense\n");
    prompt.wait(" [WARN/lldpctl] ");
    CHECK_THAT(prompt.process().out(), ContainsSubstring(" [WARN/lldpctl] "));
    CHECK_THAT(prompt.process().out(), !ContainsSubstring(bold));
}

TEST_CASE("a prompt whose output goes into a pipe is a plain one", "[prompt]")
{
    Host host;
    Prompt prompt{host.ns(1), "| cat", {{"TERM", "xterm"}}};
    prompt.type("show chassis summary\n");
    CHECK_THAT(prompt.wait("[lldpcli] # "), ContainsSubstring("Local chassis:"));
    CHECK_THAT(prompt.process().out(), !ContainsSubstring("\033"));
}

TEST_CASE("the prompt finds a new daemon, and says once for a command that there is none", "[prompt]")
{
    Namespaces ns;
    std::optional<Lldpd> lldpd{ns(1)};
    Prompt prompt{ns(1)};
    prompt.type("update\n");
    prompt.wait_line("");
    lldpd->stop();
    prompt.type("show chassis\n");
    const auto complaint = prompt.wait("[lldpcli] ");
    CHECK_THAT(complaint, ContainsSubstring("unable to connect to socket "));
    CHECK(complaint.find("WARN") == complaint.rfind("WARN"));
    lldpd.emplace(ns(1));
    prompt.type("show chassis summary\n");
    const auto answer = prompt.wait("[lldpcli] # ");
    CHECK_THAT(answer, ContainsSubstring("Local chassis:"));
    CHECK_THAT(answer, !ContainsSubstring("WARN"));
}

TEST_CASE("a command at the prompt meets no trace of a daemon that was replaced since the last one", "[prompt]")
{
    Namespaces ns;
    std::optional<Lldpd> lldpd{ns(1)};
    Prompt prompt{ns(1)};
    prompt.type("update\n");
    prompt.wait_line("");
    lldpd->stop();
    lldpd.emplace(ns(1));
    prompt.type("show chassis summary\n");
    const auto answer = prompt.wait("[lldpcli] # ");
    CHECK_THAT(answer, ContainsSubstring("Local chassis:"));
    CHECK_THAT(answer, !ContainsSubstring("WARN"));
}

TEST_CASE("the prompt's screen in tmux is as it should be after completion, help and a dropped line", "[prompt]")
{
    needs_editing();
    if (!harness::is_installed("tmux"))
        harness::skip("there is no tmux: apt-get install tmux");
    Host host;
    Tmux tmux{host.ns(1)};
    tmux.wait("[lldpcli] #");
    tmux.type({"show nei", "Tab"});
    tmux.wait("[lldpcli] # show neighbors");
    tmux.type({"?"});
    const std::string help = "[lldpcli] # show neighbors\n"
                             "-- Show neighbors data\n"
                             "   <CR>  Show neighbors data\n"
                             "details  With more details\n"
                             "summary  With less details\n"
                             " hidden  Include hidden neighbors\n"
                             "  ports  Restrict to some ports\n"
                             "\n"
                             "[lldpcli] # show neighbors";
    tmux.wait(help);
    tmux.type({"C-c"});
    tmux.wait(help + " ^C\n[lldpcli] #");
}
