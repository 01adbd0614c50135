// The completions of lldpcli in real shells, while no daemon runs.
#include "harness/sanitizer.hpp"
#include "harness/tools.hpp"
#include "lldp/test.hpp"

#include <algorithm>
#include <filesystem>
#include <sstream>

namespace {

using Lines = std::vector<std::string>;

/// Prints what bash would offer for the line, one a line.
constexpr const char* in_bash = R"(
compopt() { :; }
. "$DIRECTORY/bash/lldpcli"
read -ra COMP_WORDS <<<"$LLDPCLI $LINE"
[[ $LINE == *' ' ]] && COMP_WORDS+=('')
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
_lldpcli "$LLDPCLI"
[[ ${#COMPREPLY[@]} == 0 ]] || printf '%s\n' "${COMPREPLY[@]}"
)";

/// The same, with a tab and the description behind.
constexpr const char* in_fish = R"(
source $DIRECTORY/fish/lldpcli.fish
complete -C "$LLDPCLI $LINE"
)";

/// The same in zsh, which completes only what is typed on a terminal; descriptions stand behind " -- ".
constexpr const char* in_zsh = R"(
zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell 'eval "$PREPARED"'
zpty -w -n shell "$LLDPCLI $LINE"$'\x14'
zpty -r shell screen '*<<*>>*'
screen=${${screen##*<<}%%>>*}
print -rn -- "${screen//$'\r'/}"
zpty -d shell
)";

/// In the shell on that terminal: shows what would be offered when ^T is typed.
constexpr const char* prepared_zsh = R"(
PS1= RPS1=
fpath=($DIRECTORY/zsh $fpath)
autoload -U compinit
compinit -u -D
compadd() {
    local -i texts=${@[(i)-d]}
    (( texts < $# )) && offered+=("${(@P)@[texts+1]}")
    builtin compadd "$@"
}
show() {
    local -aU offered=()
    _main_complete
    print -r -- "<<${(F)offered}>>"
}
zle -C show complete-word show
bindkey '^T' show
)";

struct Shell
{
    std::string name;
    Lines command;
    const char* script;
    const char* separator; ///< between a word and its description; empty: there is none
};

const Shell& bash()
{
    static const Shell shell{"bash", {"bash", "--norc", "-c"}, in_bash, ""};
    return shell;
}

const Shell& fish()
{
    static const Shell shell{"fish", {"fish", "--no-config", "-c"}, in_fish, "\t"};
    return shell;
}

const Shell& zsh()
{
    static const Shell shell{"zsh", {"zsh", "-f", "-c"}, in_zsh, "-- "};
    return shell;
}

/// A host with the interfaces lo and eth0, and nothing that answers.
struct NoDaemon
{
    NoDaemon()
    {
        links.veth(ns(1), ns(2));
        prepare(ns(1));
    }

    /// What the shell offers where this was typed behind the client's name, with blanks made one.
    Lines offered(const Shell& shell, const std::string& line)
    {
        if (!harness::is_installed(shell.name))
            harness::skip("there is no " + shell.name + ": apt-get install " + shell.name);
        auto argv = shell.command;
        argv.emplace_back(shell.script);
        auto environment = harness::sanitizer_environment();
        environment.insert({{"DIRECTORY", completions_directory()},
                            {"LLDPCLI", std::filesystem::absolute(lldpcli_path()).string()},
                            {"LINE", line},
                            {"PREPARED", prepared_zsh},
                            {"HOME", "/run"}});
        const auto result = harness::run(ns(1), argv, {.environment = environment});
        CHECK(result.err.empty());
        Lines lines;
        std::istringstream output{result.out};
        for (std::string text; std::getline(output, text);) {
            std::string words;
            std::istringstream pieces{text};
            for (std::string piece; pieces >> piece;)
                words += (words.empty() ? "" : " ") + piece;
            if (!words.empty())
                lines.push_back(words);
        }
        std::sort(lines.begin(), lines.end());
        return lines;
    }

    Namespaces ns;
    Links links;
};

/// As `offered` has them.
std::string shown(const Shell& shell, const std::string& word, const std::string& help)
{
    const std::string separator = shell.separator;
    return separator.empty() ? word : word + (separator == "\t" ? " " : " -- ") + help;
}

const Shell& some_shell()
{
    needs_file(std::string{completions_directory()} + "/bash/lldpcli");
    const auto number = GENERATE(0, 1, 2);
    return number == 0 ? bash() : number == 1 ? fish() : zsh();
}

bool has(const Lines& lines, const std::string& wanted)
{
    return std::find(lines.begin(), lines.end(), wanted) != lines.end();
}

} // namespace

TEST_CASE("a shell completes the words of commands, and describes them where it can", "[completion]")
{
    const auto& shell = some_shell();
    NoDaemon here;
    CHECK(here.offered(shell, "show ") ==
          Lines{shown(shell, "chassis", "Show local chassis data"),
                shown(shell, "configuration", "Show what is configured"),
                shown(shell, "interfaces", "Show interfaces data"), shown(shell, "neighbors", "Show neighbors data"),
                shown(shell, "running-configuration", "Show the commands that restore the configuration"),
                shown(shell, "statistics", "Show statistics")});
    CHECK(here.offered(shell, "show chassis d") == Lines{shown(shell, "details", "With more details")});
    CHECK(here.offered(shell, "help show ch") == Lines{shown(shell, "chassis", "Show local chassis data")});
}

TEST_CASE("a shell completes the interfaces of the host, also behind a comma", "[completion]")
{
    const auto& shell = some_shell();
    NoDaemon here;
    // zsh puts those that have the same description on one line.
    CHECK(here.offered(shell, "show neighbors ports ") ==
          (shell.name == "zsh" ? Lines{"-- Interface", "eth0", "lo"}
                               : Lines{shown(shell, "eth0", "Interface"), shown(shell, "lo", "Interface")}));
    CHECK(here.offered(shell, "configure ports lo,e") ==
          Lines{shown(shell, shell.name == "zsh" ? "eth0" : "lo,eth0", "Interface")});
}

TEST_CASE("a shell completes the options of lldpcli and their values", "[completion]")
{
    const auto& shell = some_shell();
    NoDaemon here;
    CHECK(has(here.offered(shell, "-"), shown(shell, "-f", "Choose the output format.")));
    CHECK(has(here.offered(shell, "show chassis -"), shown(shell, "-s", "Show no answers, only what is wrong.")));
    CHECK(here.offered(shell, "-f k") == Lines{shown(shell, "keyvalue", "Output format")});
    CHECK(here.offered(shell, "-f keyvalue -d upd") ==
          Lines{shown(shell, "update", "Update information and send LLDPDU on all ports")});
}

TEST_CASE("a shell completes names of files where an option takes one", "[completion]")
{
    const auto& shell = GENERATE(0, 1) == 0 ? bash() : fish();
    NoDaemon here;
    CHECK(here.offered(shell, "-c /etc/passw") == Lines{"/etc/passwd"});
}

TEST_CASE("a shell offers nothing behind a command that is wrong, and says nothing", "[completion]")
{
    const auto& shell = some_shell();
    NoDaemon here;
    CHECK(here.offered(shell, "nonsense ").empty());
    CHECK(here.offered(shell, "configure lldp tx-interval ").empty());
}
