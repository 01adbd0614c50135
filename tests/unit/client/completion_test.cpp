#include "client/commands.hpp"
#include "client/completion.hpp"
#include "client/formats.hpp"
#include "client/options.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

using namespace lldp::client;
using Catch::Matchers::StartsWith;
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

/// What helps where this was typed.
Hint helped(std::string_view line)
{
    return hint(commands(), lldp::control::read_begun_line(line)).value();
}

Words texts(const Hint& hint)
{
    Words found;
    for (const auto& next : hint.next)
        found.push_back(next.text);
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

TEST_CASE("at the prompt a word goes on as far as it is clear, with the quote that it has", "[client]")
{
    CHECK(helped("sh").completion == "ow ");
    CHECK(helped("show").completion == " ");
    CHECK(helped("show nei").completion == "ghbors ");
    CHECK(helped("show \"nei").completion == "ghbors\" ");
    CHECK(helped("show ").completion.empty());
    CHECK(helped("configure lldp status r").completion == "x-");
    CHECK(helped("configure system capabilities enabled bridge,wl").completion == "an ");
    CHECK(helped("help sh").completion == "ow ");
}

TEST_CASE("at the prompt all that may come next is told, and what it is about", "[client]")
{
    CHECK(helped("show chassis ").about == "Show local chassis data");
    CHECK(texts(helped("show chassis ")) == Words{"<CR>", "details", "summary"});
    CHECK(texts(helped("show chassis s")) == Words{"summary"});
    CHECK(texts(helped("configure lldp tx-interval 3")) == Words{"<tx-interval>"});
    CHECK(texts(helped("help show s")) == Words{"statistics"});
    CHECK(texts(helped("show interfaces ports ")).front() == "<ports>");
}

TEST_CASE("at the prompt what is wrong is named with its position", "[client]")
{
    const auto wrong = [](std::string_view line) {
        const auto found = hint(commands(), lldp::control::read_begun_line(line));
        REQUIRE_FALSE(found);
        return found.error().text;
    };
    CHECK_THAT(wrong("show nonsense "), StartsWith("unknown command from argument 2: `nonsense`; "));
    CHECK_THAT(wrong("show nonsense"), StartsWith("unknown command from argument 2: `nonsense`; "));
    CHECK_THAT(wrong("help show nonsense "), StartsWith("unknown command from argument 3: `nonsense`; "));
    CHECK(wrong("show c ") == "argument 2: ambiguous token: c (chassis or configuration)");
}
