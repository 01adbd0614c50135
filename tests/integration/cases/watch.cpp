// `lldpcli watch`: what happens to neighbors, told when it happens.
#include "lldp/test.hpp"

#include <chrono>
#include <sstream>
#include <string_view>
#include <vector>

namespace {

using namespace std::chrono_literals;

/// A listening daemon, the wire to it, and a client that watches.
struct Watched : Wired
{
    explicit Watched(const Lldpd::Arguments& arguments = {"-r"}, const Lldpcli::Arguments& words = {})
        : lldpd{ns(1), arguments}, watch{lldpd.lldpcli().start(Lldpcli::Arguments{"-f", "keyvalue", "watch"} + words)}
    {
        // Nobody tells when the client has begun to listen. It has when it tells of somebody who comes and goes. The
        // frames sent are events too, which must not send more of them: a flood would drown what comes next.
        auto next = Clock::now();
        poll_until(
            "the watching client to listen", 50ms,
            [&] {
                if (Clock::now() >= next) {
                    next = Clock::now() + 40ms;
                    wire.inject(neighbor_frame("00:00:5e:00:53:99", 120, "somebody"));
                    wire.inject(neighbor_frame("00:00:5e:00:53:99", 0, "somebody"));
                }
                return watch.out().find("lldp-deleted.") != std::string::npos;
            },
            [&] { return "its last line: " + watch.output().last_line(); });
        // What it still has to tell of that somebody ends before the next one.
        wire.inject(neighbor_frame("00:00:5e:00:53:98", 120, "first"));
        watch.wait_line("lldp-added." + interface + ".chassis.name=first");
        wire.inject(neighbor_frame("00:00:5e:00:53:98", 0, "first"));
        watch.wait_line("lldp-deleted." + interface + ".chassis.name=first");
    }

    std::string interface = link.first.name();
    Lldpd lldpd;
    Process watch;
};

/// What was told since then, of whom: "added switch".
std::vector<std::string> told(const Watched& here, std::size_t since)
{
    static constexpr std::string_view kind = "lldp-";
    const auto name = "." + here.interface + ".chassis.name=";
    std::vector<std::string> events;
    std::istringstream lines{here.watch.out().substr(since)};
    for (std::string line; std::getline(lines, line);)
        if (const auto place = line.find(name); place != std::string::npos)
            events.push_back(line.substr(kind.size(), place - kind.size()) + " " + line.substr(place + name.size()));
    return events;
}

} // namespace

TEST_CASE("watch tells when a neighbor is added, updated and deleted", "[watch]")
{
    const std::string mac = "00:00:5e:00:53:01";
    Watched here;
    here.wire.inject(neighbor_frame(mac, 120, "before"));
    here.watch.wait_line("lldp-added." + here.interface + ".chassis.mac=" + mac);
    here.watch.wait_line("lldp-added." + here.interface + ".chassis.name=before");
    here.watch.wait_line("lldp-added." + here.interface + ".port.ttl=120");

    here.wire.inject(neighbor_frame(mac, 120, "after"));
    here.watch.wait_line("lldp-updated." + here.interface + ".chassis.name=after");
    here.watch.wait_line("lldp-updated." + here.interface + ".port.ttl=120");

    here.wire.inject(neighbor_frame(mac, 0, "after"));
    here.watch.wait_line("lldp-deleted." + here.interface + ".chassis.name=after");
}

TEST_CASE("watch tells nothing when a neighbor says the same again", "[watch]")
{
    Watched here;
    here.wire.inject(neighbor_frame("00:00:5e:00:53:01", 120, "same"));
    here.wire.inject(neighbor_frame("00:00:5e:00:53:01", 120, "same"));
    here.wire.inject(neighbor_frame("00:00:5e:00:53:02", 120, "marker"));
    here.watch.wait_line("lldp-added." + here.interface + ".chassis.name=marker");

    CHECK_THAT(here.watch.out(),
               !Catch::Matchers::ContainsSubstring("lldp-updated." + here.interface + ".chassis.name=same"));
}

TEST_CASE("watch, the log and a counter tell when there are too many neighbors, the first two once", "[watch]")
{
    Watched here;
    here.lldpd.lldpcli().text({"configure", "system", "max-neighbors", "1"});
    here.wire.inject(neighbor_frame("00:00:5e:00:53:01", 120, "kept"));
    here.wire.inject(neighbor_frame("00:00:5e:00:53:02", 120, "second"));
    here.watch.wait_line("lldp-left-out." + here.interface + ".chassis.name=second");
    here.wire.inject(neighbor_frame("00:00:5e:00:53:03", 120, "third"));
    here.wire.inject(neighbor_frame("00:00:5e:00:53:02", 120, "second"));
    here.wire.inject(neighbor_frame("00:00:5e:00:53:01", 120, "marker"));
    here.watch.wait_line("lldp-updated." + here.interface + ".chassis.name=marker");

    const auto times = [](const std::string& text, const std::string& words) {
        std::size_t count = 0;
        for (auto place = text.find(words); place != std::string::npos; place = text.find(words, place + 1))
            ++count;
        return count;
    };
    CHECK(times(here.watch.out(), "lldp-left-out." + here.interface + ".chassis.name=") == 1);
    CHECK(times(here.lldpd.output().text(Stream::Err), "too many neighbors on " + here.interface) == 1);
    CHECK(here.lldpd.lldpcli().keyvalue(
              {"show", "statistics"})["lldp." + here.interface + ".left_out_cnt.left_out_cnt"] == "3");
    CHECK(here.lldpd.neighbor(here.interface)["chassis.name"] == "marker");
}

TEST_CASE("watch tells of hidden neighbors only who wants to hear of them, and others when one is shown", "[watch]")
{
    const bool hidden = GENERATE(false, true);
    using Events = std::vector<std::string>;
    Watched here{{"-r", "-H", "8"}, hidden ? Lldpcli::Arguments{"hidden"} : Lldpcli::Arguments{}};
    const auto since = here.watch.out().size();
    here.wire.inject(neighbor_frame("00:00:5e:00:53:02", 120, "first"));
    here.wire.inject(neighbor_frame("00:00:5e:00:53:01", 120, "second"));
    here.wire.inject(neighbor_frame("00:00:5e:00:53:03", 120, "third"));
    here.wire.inject(neighbor_frame("00:00:5e:00:53:01", 120, "renamed"));
    here.wire.inject(neighbor_frame("00:00:5e:00:53:02", 120, "updated"));
    here.wire.inject(neighbor_frame("00:00:5e:00:53:02", 0, "updated"));
    here.wire.inject(neighbor_frame("00:00:5e:00:53:03", 0, "third"));
    here.wire.inject(neighbor_frame("00:00:5e:00:53:01", 0, "renamed"));
    here.watch.wait_line("lldp-deleted." + here.interface + ".chassis.name=renamed");

    CHECK(told(here, since) ==
          (hidden ? Events{"added first", "added second", "added third", "updated renamed", "updated updated",
                           "deleted updated", "deleted third", "deleted renamed"}
                  : Events{"added first", "updated updated", "deleted updated", "added renamed", "deleted renamed"}));
}

TEST_CASE("a link that goes down brings nobody to light who goes with it", "[watch]")
{
    Watched here{{"-r", "-H", "8"}};
    const auto since = here.watch.out().size();
    here.wire.inject(neighbor_frame("00:00:5e:00:53:02", 120, "first"));
    here.wire.inject(neighbor_frame("00:00:5e:00:53:01", 120, "second"));
    here.wire.inject(neighbor_frame("00:00:5e:00:53:03", 120, "third"));
    here.lldpd.lldpcli().wait("three neighbors", {"show", "neighbors", "hidden"}, [&](const KeyValue& answer) {
        return answer.all("lldp." + here.interface + ".chassis.name").size() == 3;
    });
    here.link.second.down();
    here.watch.wait_line("lldp-deleted." + here.interface + ".chassis.name=first");
    here.link.second.up();
    here.wire.inject(neighbor_frame("00:00:5e:00:53:04", 120, "marker"));
    here.watch.wait_line("lldp-added." + here.interface + ".chassis.name=marker");

    CHECK(told(here, since) == std::vector<std::string>{"added first", "deleted first", "added marker"});
}

TEST_CASE("watch ends with an error when the daemon does", "[watch]")
{
    Watched here;
    here.lldpd.stop();

    CHECK(here.watch.wait().code == 1);
    CHECK_THAT(here.watch.err(), Catch::Matchers::ContainsSubstring("unable to watch"));
}

TEST_CASE("a watch that reconnects waits for a daemon, and survives its restart", "[watch]")
{
    Wired here;
    prepare(here.ns(1));
    const Lldpcli client{here.ns(1)};
    const auto watch = client.start({"-f", "keyvalue", "watch", "--reconnect"});
    watch.wait_line("waiting for lldpd on " + std::string{control_socket});
    std::optional<Lldpd> lldpd{std::in_place, here.ns(1), Lldpd::Arguments{"-r"}};
    const auto until_told = [&](const std::string& name) {
        auto next = Clock::now();
        poll_until("an event of " + name, 50ms, [&] {
            if (Clock::now() >= next) {
                next = Clock::now() + 40ms;
                here.wire.inject(neighbor_frame("00:00:5e:00:53:01", 120, name));
                here.wire.inject(neighbor_frame("00:00:5e:00:53:01", 0, name));
            }
            return watch.out().find("chassis.name=" + name) != std::string::npos;
        });
    };
    until_told("before");
    lldpd.reset();
    watch.wait_line("unable to watch for neighbors");
    lldpd.emplace(here.ns(1), Lldpd::Arguments{"-r"});
    until_told("after");
}
