#include "control/words.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

using lldp::control::join_words;
using lldp::control::split_words;
using Words = std::vector<std::string>;

TEST_CASE("a line is cut into words at blanks, quotes, backslashes and comments", "[words]")
{
    const auto& [line, words] = GENERATE(table<std::string, Words>({
        {"", {}},
        {"  \t ", {}},
        {"# all of it", {}},
        {"show neighbors", {"show", "neighbors"}},
        {"  show\tneighbors \r", {"show", "neighbors"}},
        {"show # neighbors", {"show"}},
        {"a#b", {"a"}},
        {R"(a "b c" 'd e')", {"a", "b c", "d e"}},
        {R"(a"b c"d)", {"ab cd"}},
        {R"("it's" 'a "b"')", {"it's", "a \"b\""}},
        {R"("" '')", {"", ""}},
        {R"(a\ b \# \" \\)", {"a b", "#", "\"", "\\"}},
        {R"("a\"b" 'a\'b')", {"a\"b", "a'b"}},
        {R"("#" '#')", {"#", "#"}},
    }));
    INFO(line);
    CHECK(split_words(line) == words);
}

TEST_CASE("a line that ends within quotes or after a backslash is refused", "[words]")
{
    CHECK(split_words("a \"b").error() == "unmatched quotes: no closing \"");
    CHECK(split_words("'").error() == "unmatched quotes: no closing '");
    CHECK(split_words("a\\").error() == "a backslash at the end of the line has nothing to quote");
}

TEST_CASE("a line of a million octets is cut like any other", "[words]")
{
    const auto words = split_words("show " + std::string(1000000, 'x'));
    REQUIRE(words);
    CHECK(words->size() == 2);
    CHECK(words->back().size() == 1000000);
}

TEST_CASE("a line that was put together is cut into the same words", "[words]")
{
    const auto& [words, line] = GENERATE(table<Words, std::string>({
        {Words{}, ""},
        {Words{"show", "neighbors"}, "show neighbors"},
        {Words{""}, R"("")"},
        {{"a b", "c\td"}, "\"a b\" \"c\td\""},
        {{"it's", "#", "a#b"}, R"("it's" "#" "a#b")"},
        {{R"(a"b)", R"(a\b)", R"(\")"}, R"("a\"b" "a\\b" "\\\"")"},
    }));
    CHECK(join_words(words) == line);
    CHECK(split_words(line) == words);
}

TEST_CASE("of a line that is being typed the last word may be open in several ways", "[words]")
{
    using lldp::control::read_begun_line;
    const auto open = read_begun_line("show \"a b");
    CHECK(open.words == Words{"show"});
    CHECK(open.word == "a b");
    CHECK(open.quote == '"');
    CHECK_FALSE(read_begun_line("show ").word);
    CHECK(read_begun_line("show \"\"").word == "");
    CHECK(read_begun_line("show\\").backslash);
    CHECK(read_begun_line("show # who").comment);
    CHECK_FALSE(read_begun_line("show '#").comment);
}
