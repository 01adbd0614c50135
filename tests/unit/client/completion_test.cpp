#include "client/commands.hpp"
#include "client/completion.hpp"
#include "client/formats.hpp"
#include "client/options.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

using namespace lldp::client;
using Words = std::vector<std::string>;
using Catch::Matchers::StartsWith;

namespace {

Words offered(const Words& words)
{
    Words found;
    const auto list = completions(commands(), words).value();
    for (const auto& completion : list) {
        CHECK_FALSE(completion.help.empty());
        found.push_back(completion.word);
    }
    return found;
}

} // namespace

TEST_CASE("what may follow is offered as words only, wherever options stand", "[client]")
{
    const auto line = GENERATE(Words{"show", "neighbors", "details"}, Words{"-f", "json", "show", "n", "det"},
                               Words{"show", "-d", "n", "-fxml", "det"}, Words{"help", "show", "n", "det"},
                               Words{"help", "complete", "show", "n", "det"});
    CHECK(offered(line) == Words{"hidden", "ports"});
    CHECK(offered({"configure", "lldp", "tx-interval"}).empty());
    CHECK(offered({"show", "chassis", "details"}).empty());
}

TEST_CASE("interfaces are offered for ports, and the words of a list for its setting", "[client]")
{
    const auto line = GENERATE(Words{"show", "interfaces", "ports"}, Words{"configure", "ports"});
    const auto names = offered(line);
    CHECK(std::ranges::find(names, "lo") != names.end());
    const auto capabilities = offered({"configure", "system", "capabilities", "enabled"});
    CHECK(std::ranges::find(capabilities, "bridge") != capabilities.end());
}

TEST_CASE("options are offered to who asks for them, and then what they take", "[client]")
{
    Words letters;
    for (const auto& option : option_table())
        letters.push_back({'-', option.letter});
    CHECK(offered({"-"}) == letters);
    CHECK(offered({"-f", "plain", "show", "chassis", "-"}) == letters);
    Words names;
    for (const auto& format : formats())
        names.emplace_back(format.name);
    CHECK(offered({"-d", "-f"}) == names);
    CHECK(offered({"show", "chassis", "-sf"}) == names);
    for (const auto* option : {"-u", "-c", "-C"})
        CHECK(offered({option}) == Words{"<file>"});
    CHECK(offered({"-f", "-"}) == offered({}));
}

TEST_CASE("where something is wrong nothing is offered, and that is named", "[client]")
{
    CHECK_THAT(completions(commands(), {"show", "nonsense"}).error().text,
               StartsWith("unknown command from argument 3: `nonsense`; "));
    CHECK(completions(commands(), {"-Z"}).error().text == "invalid option -- 'Z'");
}
