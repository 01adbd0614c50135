// The library that lldpcli talks to the daemon with, as another program uses it: its example.
#include "lldp/test.hpp"

#include <algorithm>

namespace {

using Catch::Matchers::ContainsSubstring;

RunResult example(const Namespace& ns, const std::string& socket)
{
    needs_file(neighbors_example());
    return run(ns, {neighbors_example(), socket});
}

} // namespace

TEST_CASE("the example of the client library lists more neighbors than one answer holds", "[client-library]")
{
    constexpr int many = 150;
    Wired here;
    Lldpd lldpd{here.ns(1), {"-r"}};
    lldpd.lldpcli().text({"configure", "system", "max-neighbors", std::to_string(many)});
    for (int i = 0; i < many; ++i)
        here.wire.inject(neighbor_frame("00:00:5e:00:5" + std::to_string(i / 100) + ":" + std::to_string(i / 10 % 10) +
                                            std::to_string(i % 10),
                                        120, "host-" + std::to_string(i)));
    lldpd.lldpcli().wait("all neighbors", {"show", "statistics", "summary"}, [&](const KeyValue& shown) {
        return shown["lldp.summary.insert_cnt.insert_cnt"] == std::to_string(many);
    });

    const auto listed = example(here.ns(1), control_socket);
    CHECK(listed.status.code == 0);
    CHECK(listed.err.empty());
    CHECK(std::ranges::count(listed.out, '\n') == many);
    for (const int i : {0, 64, many - 1})
        CHECK_THAT(listed.out, ContainsSubstring(here.link.first.name() + ": host-" + std::to_string(i) + " (port "));
}

TEST_CASE("the example of the client library says why it cannot ask", "[client-library]")
{
    Namespaces ns;
    const auto refused = example(ns(1), "/nowhere");
    CHECK(refused.status.code == 1);
    CHECK(refused.err == "unable to connect to socket /nowhere: No such file or directory\n");
}
