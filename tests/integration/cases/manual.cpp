// The examples of the manual page of lldpcli are lines that a shell runs.
#include "lldp/test.hpp"

#include <chrono>
#include <fstream>

namespace {

using namespace std::chrono_literals;

/// The lines that the page shows by themselves (.Dl), as a reader sees them.
std::vector<std::string> examples()
{
    const std::string macro = ".Dl ";
    std::vector<std::string> lines;
    std::ifstream page{lldpcli_manual()};
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

} // namespace

TEST_CASE("each example of lldpcli's manual page works as it stands there", "[manual]")
{
    needs_file(lldpcli_manual());
    Host here;
    const auto lines = examples();
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
