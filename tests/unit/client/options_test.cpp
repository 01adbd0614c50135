#include "base/paths.hpp"
#include "client/options.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

using namespace lldp::client;

TEST_CASE("without arguments lldpcli talks to the default socket in plain text", "[client]")
{
    const auto options = parse_options({}).value();
    CHECK(options.socket == lldp::paths::control_socket);
    CHECK(options.format == "plain");
    CHECK(options.report == Report::None);
    CHECK(options.sources.empty());
    CHECK(options.command.empty());
}

TEST_CASE("the daemon's boot command line is understood", "[client]")
{
    const auto options =
        parse_options({"-s", "-d", "-d", "-u", "/s", "-C", "/etc/lldpd.conf", "-c", "/etc/lldpd.d", "resume"}).value();
    CHECK(options.silent);
    CHECK(options.debug == 2);
    CHECK(options.socket == "/s");
    CHECK(options.sources == std::vector<Source>{{"/etc/lldpd.conf", Missing::Quiet}, {"/etc/lldpd.d", Missing::Warn}});
    CHECK(options.command == std::vector<std::string>{"resume"});
}

TEST_CASE("options may stand after the command, and -- ends them", "[client]")
{
    const auto after = parse_options({"show", "chassis", "-f", "keyvalue"}).value();
    CHECK(after.format == "keyvalue");
    CHECK(after.command == std::vector<std::string>{"show", "chassis"});
    CHECK(parse_options({"--", "help", "-f"}).value().command == std::vector<std::string>{"help", "-f"});
}

TEST_CASE("-v asks for the version, -vv for the build report, -h for the usage", "[client]")
{
    CHECK(parse_options({"-v"}).value().report == Report::Version);
    CHECK(parse_options({"-vv"}).value().report == Report::Build);
    CHECK(parse_options({"-v", "-v", "-v"}).value().report == Report::Build);
    CHECK(parse_options({"-h", "-v"}).value().report == Report::Usage);
    CHECK(parse_options({"-v", "-h"}).value().report == Report::Usage);
}

TEST_CASE("an unknown option and a missing value are refused by name", "[client]")
{
    CHECK(parse_options({"-Z"}).error() == "invalid option -- 'Z'");
    CHECK(parse_options({"-u"}).error() == "option requires an argument -- 'u'");
}

TEST_CASE("an option with a name can be given by it", "[client]")
{
    CHECK(parse_options({"watch", "--reconnect"}).value().reconnect);
    CHECK(parse_options({"-r", "watch"}).value().reconnect);
    CHECK_FALSE(parse_options({"watch"}).value().reconnect);
    CHECK(parse_options({"--nonsense"}).error() == "invalid option -- '--nonsense'");
    CHECK(parse_options({"--reconnect=3"}).error() == "option takes no argument -- 'r'");
}
