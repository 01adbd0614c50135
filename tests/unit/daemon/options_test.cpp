#include "config.h"
#include "daemon/options.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <string>
#include <tuple>
#include <vector>

using namespace lldp::daemon;
using Catch::Matchers::ContainsSubstring;

namespace {

std::variant<Options, Information, Misuse> parse(std::vector<std::string> words)
{
    words.insert(words.begin(), "lldpd");
    std::vector<char*> argv;
    argv.reserve(words.size() + 1);
    for (auto& word : words)
        argv.push_back(word.data());
    argv.push_back(nullptr);
    return parse_options(static_cast<int>(words.size()), argv.data());
}

} // namespace

TEST_CASE("every option reaches the place where it is used", "[options]")
{
    const auto parsed = parse({"-d", "-dd",      "-D", "lldp",     "-D", "send",   "-r", "-k",   "-S", "description",
                               "-P", "platform", "-m", "192.*",    "-I", "eth*",   "-C", "eth0", "-u", "/run/s",
                               "-p", "/run/p",   "-L", "/bin/cli", "-O", "/etc/x", "-H", "8"});
    REQUIRE(std::holds_alternative<Options>(parsed));
    const auto& options = std::get<Options>(parsed);
    CHECK(options.verbosity == 3);
    CHECK(options.debug_tokens == std::vector<std::string>{"lldp", "send"});
    CHECK(options.receive_only);
    CHECK(options.hide_kernel);
    CHECK(options.description == "description");
    CHECK(options.platform == "platform");
    CHECK(options.management == "192.*");
    CHECK(options.interfaces == "eth*");
    CHECK(options.chassis == "eth0");
    CHECK(options.control_socket == "/run/s");
    CHECK(options.pid_file == "/run/p");
    CHECK(options.client == "/bin/cli");
    CHECK(options.configuration == "/etc/x");
    CHECK(options.smart_mode == 8);
}

TEST_CASE("relative paths are made absolute, for the daemon leaves its directory", "[options]")
{
    const auto parsed = parse({"-u", "here.socket"});
    REQUIRE(std::holds_alternative<Options>(parsed));
    CHECK(std::get<Options>(parsed).control_socket.front() == '/');
}

TEST_CASE("a wrong command line is refused with what is wrong", "[options]")
{
    const auto [words, expected] = GENERATE(table<std::vector<std::string>, std::string>({
        {{"-Z"}, "invalid option -- 'Z'"},
        {{"-u"}, "option requires an argument -- 'u'"},
        {{"-I", "a", "-I", "b"}, "-I can only be used once"},
        {{"-m", "a", "-m", "a"}, "-m can only be used once"},
        {{"-H", "1", "-H", "1"}, "-H can only be used once"},
        {{"-ll"}, "-l given more than once turns LLDP off, the only protocol that this lldpd speaks"},
        {{"-l", "-r", "-l"}, "-l given more than once"},
        {{"-c"}, "-c needs CDP, which this lldpd does not have"},
        {{"-ccc"}, "-c needs CDP"},
        {{"-e"}, "-e needs EDP"},
        {{"-f"}, "-f needs FDP"},
        {{"-ss"}, "-s needs SONMP"},
        {{"-x"}, "-x needs an SNMP subagent, which this lldpd does not have"},
        {{"-X", "/var/agentx/master"}, "-X needs an SNMP subagent"},
        {{"-X"}, "option requires an argument -- 'X'"},
        {{"-u", ""}, "cannot make an absolute path of ``"},
        {{"-d", "extra"}, "unexpected argument `extra`"},
        {{"-S", std::string(256, 'x')}, "-S takes at most 255 octets, got 256"},
    }));
    const auto parsed = parse(words);
    REQUIRE(std::holds_alternative<Misuse>(parsed));
    CHECK_THAT(std::get<Misuse>(parsed).reason, ContainsSubstring(expected));
}

TEST_CASE("sending LLDP in any case is what the daemon does in any case", "[options]")
{
    CHECK(std::holds_alternative<Options>(parse({"-l"})));
    CHECK(std::holds_alternative<Options>(parse({"-dlr"})));
}

TEST_CASE("a smart mode is one of twenty", "[options]")
{
    CHECK(std::get<Options>(parse({})).smart_mode == 15);
    for (const unsigned mode : {0U, 9U, 15U, 19U})
        CHECK(std::get<Options>(parse({"-H", std::to_string(mode)})).smart_mode == mode);
    for (const std::string text :
         {"20", "21", "22", "-1", "+1", "", " 1", "1 ", "1x", "x", "4294967296", "99999999999999999999"}) {
        const auto parsed = parse({"-H", text});
        REQUIRE(std::holds_alternative<Misuse>(parsed));
        CHECK(std::get<Misuse>(parsed).reason == "-H takes a mode of 0 to 19, got `" + text + "`");
    }
}

#ifdef ENABLE_LLDPMED
TEST_CASE("a device class of LLDP-MED is one of four", "[options]")
{
    CHECK(std::get<Options>(parse({})).med_class == 0);
    CHECK_FALSE(std::get<Options>(parse({})).hide_inventory);
    CHECK(std::get<Options>(parse({"-i"})).hide_inventory);
    CHECK(std::get<Options>(parse({"-M", "1"})).med_class == 1);
    CHECK(std::get<Options>(parse({"-M4"})).med_class == 4);
    for (const std::string text : {"0", "5", "", "3x", "12", "-1"}) {
        const auto parsed = parse({"-M", text});
        REQUIRE(std::holds_alternative<Misuse>(parsed));
        CHECK(std::get<Misuse>(parsed).reason == "-M takes a device class of 1 to 4, got `" + text + "`");
    }
}
#else
TEST_CASE("a device class is refused without LLDP-MED, and so is to hide its inventory", "[options]")
{
    CHECK(std::holds_alternative<Misuse>(parse({"-M", "1"})));
    CHECK(std::holds_alternative<Misuse>(parse({"-i"})));
}
#endif

TEST_CASE("information is asked for with -h, -v and -vv", "[options]")
{
    CHECK(std::get<Information>(parse({"-h"})) == Information::Usage);
    CHECK(std::get<Information>(parse({"-v"})) == Information::Version);
    CHECK(std::get<Information>(parse({"-vv"})) == Information::BuildReport);
    CHECK(std::get<Information>(parse({"-v", "-v"})) == Information::BuildReport);
}

TEST_CASE("the usage names every option", "[options]")
{
    const auto text = usage_text();
    for (const char option : std::string{"dDrkiMSPHmICupLOvh"})
        CHECK_THAT(text, ContainsSubstring(std::string{"\n-"} + option));
}
