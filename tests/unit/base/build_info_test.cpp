#include "base/build_info.hpp"
#include "base/paths.hpp"

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <sstream>

using Catch::Matchers::Matches;
using Catch::Matchers::StartsWith;

namespace {

std::vector<std::string> lines(const std::string& text)
{
    std::vector<std::string> result;
    std::istringstream in{text};
    for (std::string line; std::getline(in, line);)
        result.push_back(line);
    return result;
}

} // namespace

TEST_CASE("the version is one line and nothing else", "[build-info]")
{
    CHECK(lldp::version_text() == std::string{lldp::version()} + "\n");
}

TEST_CASE("the daemon's report has the lines that scripts look for, in their order", "[build-info]")
{
    const auto report = lines(lldp::build_report_daemon());
    REQUIRE(report.size() >= 11);
    CHECK(report[0] == "lldpd " + std::string{lldp::version()});
    CHECK_THAT(report[1], Matches(R"(  Built on \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)"));
    CHECK(report[2].empty());
    CHECK_THAT(report[3], Matches(R"(Additional LLDP features:    (\(none\)|\w.*))"));
    CHECK_THAT(report[4], Matches(R"(Additional protocols:        (\(none\)|\w.*))"));
    CHECK_THAT(report[5], Matches(R"(SNMP support:                (yes|no))"));
    CHECK(report[6] == "Old kernel support:          no (Linux 2.6.39+)");
    CHECK_THAT(report[7], Matches(R"(Privilege separation:        (enabled(, monitor as root)?|disabled))"));
    if (report[7] != "Privilege separation:        disabled") {
        CHECK(report[8] == "Privilege separation user:   " + std::string{lldp::paths::privsep_user});
        CHECK(report[9] == "Privilege separation group:  " + std::string{lldp::paths::privsep_group});
        CHECK(report[10] == "Privilege separation chroot: " + std::string{lldp::paths::privsep_chroot});
    }
    CHECK_THAT(report[report.size() - 5], Matches(R"(Seccomp support:             (yes|no))"));
    CHECK(report[report.size() - 4] == "Configuration directory:     " + std::string{lldp::paths::sysconfdir});
    CHECK(report[report.size() - 3].empty());
    CHECK_THAT(report[report.size() - 2], StartsWith("C compiler command: "));
    CHECK_THAT(report[report.size() - 1], StartsWith("Linker command:     "));
}

TEST_CASE("the client's report lists the formats that it was given", "[build-info]")
{
    const auto report = lines(lldp::build_report_client(std::array<std::string_view, 2>{"TEXT", "KV"}));
    REQUIRE(report.size() == 8);
    CHECK(report[0] == "lldpcli " + std::string{lldp::version()});
    CHECK(report[3] == "Additional output formats:   TEXT, KV");
    CHECK_THAT(report[4], Matches(R"(Readline support:            (yes|no))"));
}

TEST_CASE("paths are absolute, with every variable replaced", "[build-info]")
{
    using namespace lldp::paths;
    for (const auto path : {control_socket, pid_file, sysconfdir, lldpcli, privsep_chroot}) {
        INFO(path);
        CHECK(path.starts_with("/"));
        CHECK(path.find('$') == std::string_view::npos);
    }
}
