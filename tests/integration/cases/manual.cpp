// The examples of the manual pages are lines that a shell runs.
#include "lldp/test.hpp"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <sstream>

namespace {

using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;

/// The lines that the program's page shows by themselves (.Dl), as a reader sees them.
std::vector<std::string> examples(const std::string& program)
{
    const std::string macro = ".Dl ";
    std::vector<std::string> lines;
    std::ifstream page{manual_page(program)};
    bool are_examples = false;
    for (std::string line; std::getline(page, line);) {
        if (line.starts_with(".Sh "))
            are_examples = line == ".Sh EXAMPLES";
        if (!are_examples || !line.starts_with(macro))
            continue;
        const std::string quote = "\\(dq";
        for (auto place = line.find(quote); place != std::string::npos; place = line.find(quote))
            line.replace(place, quote.size(), "\"");
        lines.push_back(line.substr(macro.size()));
    }
    return lines;
}

/// A host on which all examples work: eth0 has a neighbor, and `lldpcli` asks this daemon.
struct Host : Wired
{
    Host()
    {
        ns(1).write_file("/run/lldpcli", "#!/bin/sh\nexec " + lldpcli_path() + " -u " + control_socket + " \"$@\"\n",
                         0755);
        announce("switch");
        lldpd.neighbor_with(port.name(), "chassis.name", "switch");
    }

    void announce(const std::string& name) { wire.inject(neighbor_frame("00:00:5e:00:53:01", 120, name)); }

    /// Something goes on at the other end meanwhile.
    [[nodiscard]] std::string output_of(const std::string& line)
    {
        const Process shell{ns(1), {"/bin/sh", "-c", "PATH=/run:$PATH; cd /run; " + line}};
        auto next = Clock::now();
        int count = 0;
        poll_until("the end of: " + line, 10ms, [&] {
            if (Clock::now() >= next) {
                next = Clock::now() + 40ms;
                announce(++count % 2 == 0 ? "switch" : "router");
            }
            return shell.exited();
        });
        CAPTURE(line);
        const auto result = shell.wait();
        CHECK(shell.output().text(Stream::Err).empty());
        CHECK(result.code == 0);
        return shell.out();
    }

    Lldpd lldpd{ns(1)};
};

/// What the shell gives to the program that the line runs.
std::vector<std::string> arguments_of(const Namespace& ns, const std::string& line, const std::string& program)
{
    const auto result = harness::run(ns, {"/bin/sh", "-c", program + R"(() { printf '%s\n' "$@"; }; )" + line});
    CHECK(result.status.success());
    std::vector<std::string> words;
    std::istringstream text{result.out};
    for (std::string word; std::getline(text, word);)
        words.push_back(word);
    return words;
}

} // namespace

TEST_CASE("each example of lldpcli's manual page works as it stands there", "[manual]")
{
    needs_file(manual_page("lldpcli"));
    Host here;
    const auto lines = examples("lldpcli");
    REQUIRE(lines.size() >= 6);
    for (const auto& line : lines) {
        const auto out = here.output_of(line);
        CAPTURE(line);
        // What changes something, or writes into a file, says nothing.
        CHECK(out.empty() == (line.find("configure ") != std::string::npos || line.find('>') != std::string::npos ||
                              line.find(" -c ") != std::string::npos));
    }
    CHECK(here.lldpd.lldpcli().text({"show", "running-configuration"}) ==
          "configure ports eth0 lldp portdescription \"uplink to the basement\"\n");
}

TEST_CASE("each example of lldpd's manual page starts a daemon that heeds it", "[manual]")
{
    needs_file(manual_page("lldpd"));
    const auto lines = examples("lldpd");
    REQUIRE(lines.size() >= 4);
    Wired wired;
    for (const auto& line : lines) {
        CAPTURE(line);
        const auto arguments = arguments_of(wired.ns(1), line, "lldpd");
        const Lldpd lldpd{wired.ns(1), arguments};
        if (std::ranges::count(arguments, "-D") > 0) {
            lldpd.process().wait_line("/send] sent LLDPDU of ");
            continue;
        }
        const auto configuration = lldpd.lldpcli().text({"show", "configuration"});
        for (const auto& argument : arguments)
            if (!argument.starts_with("-"))
                CHECK_THAT(configuration, ContainsSubstring(": " + argument + "\n"));
        if (std::ranges::count(arguments, "-r") > 0)
            CHECK_THAT(configuration, ContainsSubstring("Receive mode: yes\n"));
    }
}
