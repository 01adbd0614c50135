#include "client/commands.hpp"
#include "client/grammar.hpp"

#include <algorithm>
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <set>

using namespace lldp::client;
using Words = std::vector<std::string>;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::EndsWith;
using Catch::Matchers::StartsWith;

namespace {

Words to_words(const std::vector<std::string_view>& views)
{
    return {views.begin(), views.end()};
}

/// For those that do not take any text.
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> text_samples{{
    {"latitude", "48.85667N"},
    {"longitude", "2.2014W"},
    {"altitude", "-117.47"},
    {"country", "FR"},
    {"elin", "911"},
}};

std::string sample_of_field(const lldp::control::Field& field)
{
    using lldp::control::FieldType;
    switch (field.type) {
    case FieldType::Text:
        for (const auto& [name, text] : text_samples)
            if (field.name == name)
                return std::string{text};
        return std::string{}.append(field.min, 'x');
    case FieldType::Octets: {
        std::string text;
        for (std::uint32_t i = 0; i < field.min; ++i)
            text += text.empty() ? "0a" : ",0a";
        return text;
    }
    case FieldType::Word:
    case FieldType::Words:
        return std::string{field.choices.front().word};
    default:
        return value_text(field, field.max);
    }
}

std::string sample_of(const Argument& argument)
{
    switch (argument.kind) {
    case Kind::Ports:
        return "eth0,eth1";
    case Kind::Number:
        return std::to_string(argument.max);
    case Kind::Words:
        return "show";
    case Kind::Field:
        return sample_of_field(*argument.field);
    }
    return "";
}

void append_values(Words& words, const Parameter& parameter)
{
    if (parameter.value)
        words.push_back(sample_of(*parameter.value));
    if (parameter.second)
        words.push_back(sample_of(*parameter.second));
}

/// A row's words and whatever must follow them, without one parameter.
Words shortest_line(const Command& command, const Parameter* left_out = nullptr)
{
    auto words = to_words(command.words);
    for (const auto& argument : command.arguments)
        words.push_back(sample_of(argument));
    for (const auto& parameter : command.parameters) {
        if (!parameter.required || &parameter == left_out)
            continue;
        words.emplace_back(parameter.word);
        append_values(words, parameter);
    }
    return words;
}

/// The same up to where its parameters may begin.
Words line_before_parameters(const Command& command)
{
    auto words = to_words(command.words);
    for (const auto& argument : command.arguments)
        words.push_back(sample_of(argument));
    return words;
}

/// What may follow `words`, by type and text.
std::set<std::string> offered_after(std::span<const Command> table, const Words& words)
{
    Cursor cursor{table};
    for (const auto& word : words)
        REQUIRE(cursor.feed(word));
    std::set<std::string> texts;
    for (const auto& expectation : cursor.expected())
        texts.insert(expectation.text);
    return texts;
}

const Parameter& some_ports()
{
    static const Parameter parameter{"ports", "Restrict to some ports", Argument{"ports", "Names", Kind::Ports}};
    return parameter;
}

Outcome nothing(Session& /*session*/, const Arguments& /*arguments*/)
{
    return Outcome::Done;
}

/// Has what the real table has not got yet: values among the words, words that go on after a whole command.
const std::vector<Command>& made_up_table()
{
    static const Argument interval{"interval", "Seconds between frames", Kind::Number, 1, 3600};
    static const Parameter priority{"priority", "Priority", Argument{"priority", "0 to 7", Kind::Number, 0, 7}};
    static const Parameter private_one{"private", "Only here", std::nullopt, "reach"};
    static const Parameter public_one{"public", "For all", std::nullopt, "reach"};
    static const Parameter needed{"needed", "Never missing", Argument{"needed", "0 to 7", Kind::Number, 0, 7}, "",
                                  true};
    static const Parameter height{"height", "How high", Argument{"height", "0 to 7", Kind::Number, 0, 7},
                                  "",       false,      Argument{"unit", "1 or 2", Kind::Number, 1, 2}};
    static const std::vector<Command> rows{
        {{"configure"}, "Change settings"},
        {{"configure", "interval"}, "Change the interval", nothing, {priority}, {interval}},
        {{"configure", "reach"}, "Change the reach", nothing, {private_one, public_one, priority}},
        {{"configure", "reach", "never"}, "No reach", nothing},
        {{"unconfigure"}, "Forget settings", nothing},
        {{"update"}, "Update", nothing},
        {{"adjust", "speed"}, "Adjust speed", nothing, {}, {interval}, Listing::Shown, &some_ports()},
        {{"adjust", "clock"}, "Adjust clock", nothing, {priority}},
        {{"adjust", "clock", "zone"}, "Adjust zone", nothing, {needed, priority}},
        {{"measure"}, "Measure", nothing, {height, priority}},
        {{"conceal"}, "Conceal", nothing, {}, {}, Listing::Hidden},
        {{"unite"}, "Unite", nothing},
    };
    return rows;
}

std::string complaint_about(std::span<const Command> table, const Words& words)
{
    const auto parsed = parse(table, words);
    return parsed ? "(fine)" : parsed.error().text;
}

} // namespace

TEST_CASE("every command parses from its own words", "[client]")
{
    for (const auto& command : commands()) {
        INFO(command.help);
        const auto parsed = parse(commands(), shortest_line(command));
        if (command.run == nullptr) {
            CHECK_THAT(parsed.error().text, StartsWith("incomplete command: expected "));
            continue;
        }
        REQUIRE(parsed);
        CHECK(parsed->command == &command);
    }
}

TEST_CASE("every command takes each of its parameters, and takes it once", "[client]")
{
    for (const auto& command : commands()) {
        for (const auto& parameter : command.parameters) {
            INFO(command.help << ": " << parameter.word);
            auto words = shortest_line(command, &parameter);
            if (parameter.required)
                CHECK_THAT(complaint_about(commands(), words), ContainsSubstring("incomplete command"));
            words.emplace_back(parameter.word);
            if (parameter.value) {
                CHECK_THAT(parse(commands(), words).error().text, ContainsSubstring("incomplete command"));
                append_values(words, parameter);
            }
            CHECK(parse(commands(), words).value().arguments.has(parameter.word));
            words.emplace_back(parameter.word);
            CHECK_THAT(complaint_about(commands(), words), ContainsSubstring("unknown command from argument"));
        }
    }
}

TEST_CASE("every word, parameter and value has help", "[client]")
{
    for (const auto& command : commands()) {
        INFO(command.help);
        CHECK_FALSE(command.help.empty());
        Cursor cursor{commands()};
        for (const auto& word : command.words) {
            REQUIRE(cursor.feed(std::string{word}));
            CHECK_FALSE(cursor.help().empty());
        }
        for (const auto& parameter : command.parameters) {
            CHECK_FALSE(parameter.help.empty());
            CHECK((!parameter.value || !parameter.value->help.empty()));
        }
        for (const auto& argument : command.arguments)
            CHECK_FALSE(argument.help.empty());
    }
}

TEST_CASE("completion offers every command and parameter where it fits, and no hidden one", "[client]")
{
    for (const auto& command : commands()) {
        auto before = to_words(command.words);
        const auto word = before.back();
        before.pop_back();
        INFO(command.help);
        CHECK(offered_after(commands(), before).contains(word) == (command.listing == Listing::Shown));
        for (const auto& parameter : command.parameters)
            CHECK(offered_after(commands(), line_before_parameters(command)).contains(std::string{parameter.word}));
    }
}

TEST_CASE("words may be shortened as long as one command fits", "[client]")
{
    const auto& [line, help] = GENERATE(table<Words, std::string>({
        {{"sho", "neigh"}, "Show neighbors data"},
        {{"s", "n"}, "Show neighbors data"},
        {{"sh", "neigh", "p", "eth0", "sum"}, "Show neighbors data"},
        {{"w", "l", "3"}, "Monitor neighbor changes"},
        {{"comp", "show"}, "Get possible completions of a command"},
    }));
    const auto parsed = parse(commands(), line);
    REQUIRE(parsed);
    CHECK(parsed->command->help == help);
}

TEST_CASE("parameters come in any order", "[client]")
{
    const auto line = GENERATE(Words{"watch", "limit", "3", "ports", "eth0,eth1", "details"},
                               Words{"watch", "details", "ports", "eth0,eth1", "limit", "3"},
                               Words{"watch", "ports", "eth0,eth1", "limit", "3", "details"});
    const auto arguments = parse(commands(), line).value().arguments;
    CHECK(arguments.number("limit") == 3);
    CHECK(arguments.list("ports") == Words{"eth0", "eth1"});
    CHECK(arguments.has("details"));
    CHECK_FALSE(arguments.has("summary"));
}

TEST_CASE("a mistake in a command is named with its place, and what would be right", "[client]")
{
    static const std::string all_commands =
        "expected configure, exit, help, pause, resume, show, unconfigure, update or watch";
    static const std::string all_subjects =
        "expected chassis, configuration, interfaces, neighbors, running-configuration or statistics";
    const auto& [line, text] = GENERATE(table<Words, std::string>({
        {{"foo"}, "unknown command from argument 1: `foo`; " + all_commands},
        {{""}, "unknown command from argument 1: ``; " + all_commands},
        {{"show", "foo"}, "unknown command from argument 2: `foo`; " + all_subjects},
        {{"show chassis"}, "unknown command from argument 1: `show chassis`; " + all_commands},
        {{"pause", "now"}, "unknown command from argument 2: `now`; nothing may follow here"},
        {{"show", "neighbors", "details", "details"},
         "unknown command from argument 4: `details`; expected hidden or ports"},
        {{"show", "neighbors", "hidden", "hidden"},
         "unknown command from argument 4: `hidden`; expected details, ports or summary"},
        {{"show", "interfaces", "hidden"},
         "unknown command from argument 3: `hidden`; expected details, ports or summary"},
        {{"show", "neighbors", "summary", "details"},
         "unknown command from argument 4: `details`; expected hidden or ports"},
        {{"show", "c"}, "argument 2: ambiguous token: c (chassis or configuration)"},
        {{"show"}, "incomplete command: " + all_subjects},
        {Words{}, "incomplete command: " + all_commands},
        {{"show", "neighbors", "ports"},
         "incomplete command: <ports> is missing: Restrict to these ports (comma-separated list)"},
        {{"show", "neighbors", "ports", "eth0,"},
         "argument 4: ports must be interface names separated by commas, not `eth0,`"},
        {{"watch", "limit", "0"}, "argument 3: limit must be a number from 1 to 4294967295, not `0`"},
        {{"watch", "limit", "4294967296"}, "argument 3: limit must be a number from 1 to 4294967295, not `4294967296`"},
        {{"watch", "limit", "-1"}, "argument 3: limit must be a number from 1 to 4294967295, not `-1`"},
        {{"watch", "limit", "3s"}, "argument 3: limit must be a number from 1 to 4294967295, not `3s`"},
    }));
    CHECK(complaint_about(commands(), line) == text);
}

TEST_CASE("the word that is nearest to a wrong one is suggested", "[client]")
{
    const auto& [line, word] = GENERATE(table<Words, std::string>({
        {{"shwo"}, "show"},
        {{"sohw"}, "show"},
        {{"wacth"}, "watch"},
        {{"configuer"}, "configure"},
        {{"unconfigre"}, "unconfigure"},
        {{"show", "nieghbors"}, "neighbors"},
        {{"show", "neighbours"}, "neighbors"},
        {{"show", "statistic5"}, "statistics"},
        {{"show", "neighbors", "detials"}, "details"},
        {{"configure", "lldp", "tx-intervall"}, "tx-interval"},
    }));
    CHECK_THAT(complaint_about(commands(), line), EndsWith("from argument " + std::to_string(line.size()) + ": `" +
                                                           line.back() + "`; did you mean `" + word + "`?"));
}

TEST_CASE("no word is suggested that is not near, nor for one that no line would have", "[client]")
{
    const auto& word =
        GENERATE(std::string{"xyz"}, std::string{"sh!"}, std::string{"delete"}, std::string(100000, 's'));
    CHECK_THAT(complaint_about(commands(), {word}), ContainsSubstring("`; expected "));
}

TEST_CASE("an ambiguous word names all that it could be", "[client]")
{
    CHECK(complaint_about(made_up_table(), {"u"}) == "argument 1: ambiguous token: u (unconfigure, unite or update)");
    CHECK(complaint_about(made_up_table(), {"un"}) == "argument 1: ambiguous token: un (unconfigure or unite)");
}

TEST_CASE("a hidden command is found by an unambiguous beginning but takes none away from those shown", "[client]")
{
    CHECK(parse(made_up_table(), {"conc"}).value().command->help == "Conceal");
    CHECK_THAT(complaint_about(made_up_table(), {"con"}), StartsWith("incomplete command: expected "));
}

TEST_CASE("values follow a command's words and parameters follow those", "[client]")
{
    CHECK(complaint_about(made_up_table(), {"configure", "interval"}) ==
          "incomplete command: <interval> is missing: Seconds between frames");
    CHECK(complaint_about(made_up_table(), {"configure", "interval", "3601"}) ==
          "argument 3: interval must be a number from 1 to 3600, not `3601`");
    const auto parsed = parse(made_up_table(), {"configure", "interval", "30", "priority", "7"});
    REQUIRE(parsed);
    CHECK(parsed->arguments.number("interval") == 30);
    CHECK(parsed->arguments.number("priority") == 7);
    CHECK(offered_after(made_up_table(), {"configure", "interval"}) == std::set<std::string>{"<interval>"});
    CHECK(offered_after(made_up_table(), {"configure", "interval", "30"}) == std::set<std::string>{"<CR>", "priority"});
}

TEST_CASE("a command may go on where another one ends, but not after a parameter", "[client]")
{
    CHECK(parse(made_up_table(), {"configure", "reach", "never"}).value().command->help == "No reach");
    CHECK(offered_after(made_up_table(), {"configure", "reach"}) ==
          std::set<std::string>{"<CR>", "never", "private", "public", "priority"});
    CHECK(offered_after(made_up_table(), {"configure", "reach", "private"}) ==
          std::set<std::string>{"<CR>", "priority"});
}

TEST_CASE("a parameter that may stand early does so behind the first word, and leaves the rows that take it",
          "[client]")
{
    CHECK(offered_after(made_up_table(), {"adjust"}) == std::set<std::string>{"clock", "ports", "speed"});
    CHECK(offered_after(made_up_table(), {"adjust", "ports", "eth0"}) == std::set<std::string>{"speed"});
    CHECK(offered_after(made_up_table(), {"adjust", "speed", "1"}) == std::set<std::string>{"<CR>"});
    CHECK(complaint_about(made_up_table(), {"adjust", "ports", "eth0", "clock"}) ==
          "unknown command from argument 4: `clock`; expected speed");
    CHECK(parse(made_up_table(), {"adjust", "speed", "1"}).value().arguments.list("ports").empty());
    CHECK(parse(made_up_table(), {"adjust", "p", "eth0,eth1", "sp", "1"}).value().arguments.list("ports") ==
          Words{"eth0", "eth1"});
}

TEST_CASE("a parameter that is needed is missed", "[client]")
{
    CHECK(complaint_about(made_up_table(), {"adjust", "clock", "zone", "priority", "7"}) ==
          "incomplete command: needed is missing: Never missing");
    CHECK(parse(made_up_table(), {"adjust", "clock", "zone", "priority", "7", "needed", "1"}));
    CHECK_FALSE(offered_after(made_up_table(), {"adjust", "clock", "zone"}).contains("<CR>"));
}

TEST_CASE("a parameter with two values takes both, and is not whole without the second", "[client]")
{
    CHECK(complaint_about(made_up_table(), {"measure", "height", "3"}) ==
          "incomplete command: <unit> is missing: 1 or 2");
    CHECK(complaint_about(made_up_table(), {"measure", "height", "3", "priority"}) ==
          "argument 4: unit must be a number from 1 to 2, not `priority`");
    CHECK(offered_after(made_up_table(), {"measure", "height", "3"}) == std::set<std::string>{"<unit>"});
    const auto arguments = parse(made_up_table(), {"measure", "height", "3", "1", "priority", "7"}).value().arguments;
    CHECK(arguments.number("height") == 3);
    CHECK(arguments.number("unit") == 1);
    CHECK(arguments.number("priority") == 7);
}

TEST_CASE("a setting's value is checked before anything is sent, and what would be right is said", "[client]")
{
    const auto& [line, text] = GENERATE(table<Words, std::string>({
        {{"configure", "lldp", "tx-hold", "0"}, "argument 4: tx-hold must be a number from 1 to 100, not `0`"},
        {{"configure", "lldp", "tx-hold", "101"}, "argument 4: tx-hold must be a number from 1 to 100, not `101`"},
        {{"configure", "lldp", "tx-interval", "3601"},
         "argument 4: tx-interval must be 1 to 3600 seconds, or 1 to 3600000 milliseconds with ms behind, not `3601`"},
        {{"configure", "lldp", "tx-interval", "4294968"},
         "argument 4: tx-interval must be 1 to 3600 seconds, or 1 to 3600000 milliseconds with ms behind, not "
         "`4294968`"},
        {{"configure", "lldp", "status", "on"},
         "argument 4: status must be rx-and-tx, rx-only, tx-only or disabled, not `on`"},
        {{"configure", "lldp", "status", "rx"}, "argument 4: ambiguous token: rx (rx-and-tx or rx-only)"},
        {{"configure", "lldp", "portdescription", ""},
         "argument 4: portdescription must be a text of 1 to 255 octets, without control characters, not ``"},
    }));
    CHECK(complaint_about(commands(), line) == text);
}

TEST_CASE("what the whole system has cannot be set for single ports", "[client]")
{
    CHECK_THAT(complaint_about(commands(), {"configure", "ports", "eth0", "lldp", "tx-hold", "3"}),
               StartsWith("unknown command from argument 5: `tx-hold`; expected agent-type, "));
}
