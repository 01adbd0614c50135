// The report page, in a browser.
#include "selftest/merging.hpp"
#include "selftest/tshark.hpp"

#include "harness/capture.hpp"
#include "harness/expectation.hpp"
#include "harness/links.hpp"
#include "harness/test.hpp"
#include "harness/tools.hpp"
#include "harness/wait.hpp"

using namespace harness;
using Catch::Matchers::ContainsSubstring;

namespace {

const std::string place = ReportDirectory::path;

/// Skips the test where there is none.
std::string browser()
{
    for (const auto* name : {"chromium", "chromium-browser", "google-chrome"})
        if (is_installed(name))
            return name;
    skip("there is no Chromium: apt-get install --no-install-recommends chromium");
}

/// The page as its scripts have made it.
std::string dom_of(const std::string& program)
{
    const auto shown = run({program, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                            "--disable-background-networking", "--disable-component-update", "--disable-sync",
                            "--disable-dev-shm-usage", "--user-data-dir=" + place + "/browser", "--dump-dom",
                            "file://" + place + "/index.html"},
                           {.environment = {{"HOME", place}}});
    INFO(shown.err);
    REQUIRE(shown.status.success());
    return shown.out;
}

struct Failed
{
    std::string dom;

    /// For CHECK, so that a failure shows the part that is missing and not the page.
    [[nodiscard]] bool has(const std::string& part) const { return dom.find(part) != std::string::npos; }

    Failed()
    {
        allow(std::chrono::seconds{90});
        const auto program = browser();
        const ReportDirectory directory;
        CHECK(run_reported("[.on-the-page]", {"--rng-seed", "4711"}).status.code == 42);
        REQUIRE(merge({place, place}).status.success());
        dom = dom_of(program);
    }
};

} // namespace

TEST_CASE("the page shows a failed test with its network, its timeline, and how to repeat it", "[page]")
{
    need_tshark();
    const Failed page;

    // The summary, and each test with its time.
    CHECK(page.has("<strong>1</strong> failed</button>"));
    CHECK(page.has("<strong>1</strong> passed</button>"));
    CHECK(page.has("<strong>1</strong> skipped</button>"));
    CHECK(page.has("<strong>1</strong> failed as expected</button>"));
    CHECK(page.has("<strong>1</strong> passed unexpectedly</button>"));
    CHECK(page.has("<strong>5</strong> tests</button>"));
    CHECK(count(page.dom, " s<div class=\"bar\"") == 5);
    CHECK(page.has("<span class=\"number\">1</span>the kernel has no such thing</summary>"));
    CHECK(page.has("<td class=\"time\">seed 4711</td><td class=\"time\">5 cases</td>"));

    // The topology: three namespaces, a bridge with two ports, two wires, addresses.
    CHECK(count(page.dom, "<g class=\"space\">") == 3);
    CHECK(count(page.dom, "<path class=\"wire\"") == 2);
    CHECK(count(page.dom, "<path class=\"member\"") == 2);
    CHECK(count(page.dom, "<g class=\"port up master\">") == 1);
    CHECK(page.has(">192.0.2.1/24</text>"));
    CHECK(page.has(">2001:db8::3/64</text>"));
    CHECK(page.has(">00:00:00:00:00:04</text>"));
    CHECK(page.has(">br0</text>"));

    // What failed, and the command.
    CHECK(page.has("CHECK( one == 2 )\n  with expansion: 1 == 2</pre>"));
    const auto program = std::filesystem::path{this_program()}.lexically_normal().string();
    CHECK(page.has(program + " 'child: a bridge between' -c 'a section' --values 7</code>"));

    // One timeline of programs, netlink and frames, dissected.
    CHECK(page.has("<tr class=\"entry process out\""));
    CHECK(page.has("<tr class=\"entry process err\""));
    CHECK(page.has("<tr class=\"entry process in\""));
    CHECK(page.has("<span>\u2190 a word for it</span>"));
    CHECK(page.has("<span>killed by signal 11 (Segmentation fault)</span>"));
    CHECK((page.has("<span>no core: ") || page.has("<span>core: ")));
    CHECK(page.has("<tr class=\"entry netlink \""));
    CHECK(page.has("<span>new br0: "));
    CHECK(page.has("<span>eth0: mtu 1400</span>"));
    CHECK(page.has("<span>eth0 has 192.0.2.1/24</span>"));
    CHECK(page.has("<tr class=\"entry link \""));
    CHECK(page.has("</span>→ LLDP  MA/02:00:00:00:00:99 MA/02:00:00:00:00:99 120"));
    CHECK(page.has("\nLink Layer Discovery Protocol\n"));
    CHECK(page.has(">ns-2/eth1</span><span class=\"number\">"));
}

TEST_CASE("the page tells a failure that was expected from others, and a success that was not", "[page]")
{
    const Failed page;
    CHECK(page.has("<tr class=\"xfail\"><td><span class=\"sign xfail\">"));
    CHECK(page.has(">child: fails as it should</a><div class=\"quiet\">nobody has repaired it</div>"));
    CHECK(page.has("<h2 id=\"xfail-title\">Failed as expected</h2><details class=\"failed-test\""));
    CHECK(page.has("<h2 id=\"xpass-title\">Passed unexpectedly</h2>"));
    CHECK(page.has("<div class=\"quiet\">somebody has repaired it</div></li>"));
}

TEST_CASE("what a program writes stays text on the page", "[page]")
{
    const Failed page;
    CHECK(page.has("<span>&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;</span>"));
    CHECK_FALSE(page.has("<img"));
    CHECK(count(page.dom, "</script>") == 2);
    // Escape, a byte that is no UTF-8, and a turn of the direction of writing.
    CHECK(page.has("<span>\xe2\x90\x9b[31m\xef\xbf\xbd[U+202E]</span>"));
    // No other file is asked for.
    CHECK_FALSE(page.has(" src=\""));
    CHECK_FALSE(page.has("<link"));
}

TEST_CASE("what a journal lacks, or has otherwise than it should, keeps nothing else from the page", "[page]")
{
    allow(std::chrono::seconds{90});
    const auto program = browser();
    const ReportDirectory directory;
    // Whatever can be in an array, as nothing, as an empty object, and as one that is odd within.
    write_file(place + "/cases/odd.jsonl",
               R"({"event":"run","argv":[3,{}]})"
               "\n"
               R"({"event":"case","case":{"name":"the odd one","status":"failed","late":[3],"notes":[3,{}],)"
               R"("failures":[3,{},{"time":"x","text":"seen"}],"events":[3,{}],)"
               R"("processes":[3,{},{"argv":[]},{"argv":[3],"lines":[3,{}],"status":"it ended"}],)"
               R"("topology":[3,{},{"ns":"ns-1","links":[3,{},{"addresses":[3],"master":"x","peer":3}]}],)"
               R"("frames":{"links":[3,{}],"list":[3,{},{"link":7},{"link":"x","number":-1}]}}})"
               "\n"
               R"({"event":"end"})"
               "\n");
    REQUIRE(merge({place, place}).status.success());
    const auto dom = dom_of(program);
    CAPTURE(dom);
    CHECK_THAT(dom, ContainsSubstring("1 run</summary>") && ContainsSubstring("<h3>Timeline</h3>") &&
                        ContainsSubstring("<h3>Notes</h3>") && ContainsSubstring(">seen</pre>") &&
                        ContainsSubstring("<span>it ended</span>"));
}

TEST_CASE("child: a bridge between", "[.on-the-page]")
{
    GENERATE(7);
    SECTION("a section")
    {
        Namespaces ns;
        Links links;
        const auto first = links.veth(ns(1), ns(2));
        const auto second = links.veth(ns(2), ns(3));
        links.bridge(ns(2), "br0", {first.second, second.first});
        first.first.add_address("192.0.2.1/24").add_address("2001:db8::1/64").mtu(1400);
        second.second.add_address("192.0.2.3/24").add_address("2001:db8::3/64");
        require(send_frame(first.first, Bytes{0x01, 0x80, 0xc2, 0x00, 0x00, 0x0e, 0x02, 0x00, 0x00,
                                              0x00, 0x00, 0x99, 0x88, 0xcc,                         // Ethernet
                                              0x02, 0x07, 0x04, 0x02, 0x00, 0x00, 0x00, 0x00, 0x99, // Chassis ID
                                              0x04, 0x07, 0x03, 0x02, 0x00, 0x00, 0x00, 0x00, 0x99, // Port ID
                                              0x06, 0x02, 0x00, 0x78, 0x00, 0x00}));                // Time to live, end
        static_cast<void>(
            run(ns(1), {"printf", R"(</script><img src=x onerror=alert(1)>\n\033[31m\377\342\200\256\n)"}));
        static_cast<void>(run(ns(3), {"sh", "-c", "echo a warning >&2; exit 3"}));
        static_cast<void>(run(ns(3), {"sh", "-c", "ulimit -c 0; kill -SEGV $$"}));
        static_cast<void>(run(ns(3), {"wc"}, {.input = "a word for it\n"}));
        const Process left_running{ns(2), {"sleep", "infinity"}};
        const int one = 1;
        CHECK(one == 2);
    }
}

TEST_CASE("child: is fine", "[.on-the-page]") {}

TEST_CASE("child: fails as it should", "[.on-the-page]")
{
    expect_failure("nobody has repaired it");
    FAIL("it is broken");
}

TEST_CASE("child: works against all expectation", "[.on-the-page]")
{
    expect_failure("somebody has repaired it");
}

TEST_CASE("child: is skipped for a reason", "[.on-the-page]")
{
    skip("the kernel has no such thing");
}
