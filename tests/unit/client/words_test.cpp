#include "client/words.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

using lldp::client::split_words;
using Words = std::vector<std::string>;

TEST_CASE("a line is cut into words at blanks, quotes, backslashes and comments", "[client]")
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

TEST_CASE("a line that ends within quotes or after a backslash is refused", "[client]")
{
    CHECK(split_words("a \"b").error() == "unmatched quotes: no closing \"");
    CHECK(split_words("'").error() == "unmatched quotes: no closing '");
    CHECK(split_words("a\\").error() == "a backslash at the end of the line has nothing to quote");
}

TEST_CASE("a line of a million octets is cut like any other", "[client]")
{
    const auto words = split_words("show " + std::string(1000000, 'x'));
    REQUIRE(words);
    CHECK(words->size() == 2);
    CHECK(words->back().size() == 1000000);
}
