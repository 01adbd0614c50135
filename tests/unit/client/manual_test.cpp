// The manual page of lldpcli against the tables that the program goes by: neither may have what the other lacks.
#include "client/commands.hpp"
#include "client/formats.hpp"
#include "client/options.hpp"
#include "config.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_container_properties.hpp>
#include <cctype>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <sstream>

using namespace lldp::client;
using Catch::Matchers::IsEmpty;
using lldp::control::FieldType;
using Words = std::vector<std::string>;
using WordSet = std::set<std::string>;

namespace {

/// One or several headings (.It) and the text below them.
struct Item
{
    std::vector<Words> heads;       ///< the literal words (Cm, Fl) of each heading
    WordSet head_words;             ///< all of them, but for units that are glued to a value (Ns)
    WordSet words;                  ///< all literal words, those of the text and of the lists in it as well
    WordSet numbers;                ///< in the text and the headings
    bool is_for_ports = false;      ///< a heading ends with an asterisk
    std::vector<std::string> lines; ///< of the headings, for messages
};

bool is_macro(const std::string& token)
{
    static const WordSet macros{"Ar", "Cm", "Dq", "Fl", "It", "Nm", "No", "Ns",
                                "Oc", "Oo", "Op", "Pa", "Pq", "Ql", "Sq", "Xr"};
    return macros.contains(token);
}

/// Takes what is literal from a line of macros.
void read_macros(const std::string& line, Item& item, bool is_head)
{
    std::istringstream tokens{line.substr(1)};
    std::string macro;
    bool is_glued = false;
    Words head;
    for (std::string token; tokens >> token;) {
        if (is_macro(token)) {
            is_glued = token == "Ns" || (is_glued && token == "Cm");
            if (token != "Ns")
                macro = token;
            continue;
        }
        const bool is_literal = (macro == "Cm" || macro == "Fl") && token != "|" && token != "," && token != ".";
        if (is_literal) {
            item.words.insert(token);
            if (is_head && !is_glued) {
                head.push_back(token);
                item.head_words.insert(token);
            }
        }
        is_glued = false;
    }
    if (!is_head)
        return;
    item.heads.push_back(head);
    item.lines.push_back(line);
    item.is_for_ports = item.is_for_ports || line.ends_with(" *");
}

void read_numbers(const std::string& line, Item& item)
{
    std::string digits;
    for (const char character : line + " ") {
        if (std::isdigit(static_cast<unsigned char>(character)) != 0) {
            digits += character;
        } else if (!digits.empty()) {
            item.numbers.insert(digits);
            digits.clear();
        }
    }
}

/// The items of the outer list of a section.
std::vector<Item> items(const std::string& section)
{
    std::ifstream page{MANUAL_PAGE};
    REQUIRE(page);
    std::vector<Item> found;
    bool is_inside = false;
    bool is_fresh = false; // nothing but headings yet
    int depth = 0;
    for (std::string line; std::getline(page, line);) {
        if (line.starts_with(".Sh "))
            is_inside = line == ".Sh " + section;
        if (!is_inside)
            continue;
        if (line.starts_with(".Bl"))
            ++depth;
        if (line.starts_with(".El"))
            --depth;
        if (depth == 0)
            continue;
        const bool is_head = depth == 1 && line.starts_with(".It");
        if (is_head && !is_fresh)
            found.emplace_back();
        if (found.empty())
            continue;
        is_fresh = is_head;
        if (line.starts_with("."))
            read_macros(line, found.back(), is_head);
        read_numbers(line, found.back());
    }
    REQUIRE_FALSE(found.empty());
    return found;
}

bool is_setting(const Command& row)
{
    return row.words.front() == "configure" || row.words.front() == "unconfigure";
}

/// As the page has it: what stands behind `configure` and `unconfigure` is told once.
Words path_of(const Command& row)
{
    return {row.words.begin() + (is_setting(row) ? 1 : 0), row.words.end()};
}

std::size_t common_beginning(const Item& item, const Words& path)
{
    std::size_t longest = 0;
    for (const auto& head : item.heads) {
        const auto end = std::mismatch(path.begin(), path.end(), head.begin(), head.end()).first;
        longest = std::max(longest, static_cast<std::size_t>(end - path.begin()));
    }
    return longest;
}

/// The one that a command is told of in; nullptr: none.
Item* find_item(std::vector<Item>& page, const Words& path)
{
    const auto best = std::max_element(page.begin(), page.end(), [&](const Item& left, const Item& right) {
        return common_beginning(left, path) < common_beginning(right, path);
    });
    const bool has_all =
        std::all_of(path.begin(), path.end(), [&](const auto& word) { return best->words.contains(word); });
    return common_beginning(*best, path) > 0 && has_all ? &*best : nullptr;
}

std::vector<const Argument*> values_of(const Command& row)
{
    std::vector<const Argument*> values;
    for (const auto& argument : row.arguments)
        values.push_back(&argument);
    for (const auto& parameter : row.parameters) {
        if (parameter.value)
            values.push_back(&*parameter.value);
        if (parameter.second)
            values.push_back(&*parameter.second);
    }
    return values;
}

/// All that is typed literally.
WordSet literals_of(const Command& row)
{
    auto path = path_of(row);
    WordSet words{path.begin(), path.end()};
    for (const auto& parameter : row.parameters)
        words.emplace(parameter.word);
    for (const auto* value : values_of(row))
        if (value->field != nullptr)
            for (const auto& choice : value->field->choices)
                words.emplace(choice.word);
    return words;
}

/// The ends of the ranges of numbers.
WordSet bounds_of(const Command& row)
{
    constexpr std::uint32_t milliseconds = 1000;
    WordSet numbers;
    for (const auto* value : values_of(row)) {
        if (value->kind != Kind::Field)
            continue;
        const auto& field = *value->field;
        if (field.type == FieldType::Number && field.max != UINT32_MAX)
            numbers.insert({std::to_string(field.min), std::to_string(field.max)});
        if (field.type == FieldType::Interval)
            numbers.insert(std::to_string(field.max / milliseconds));
    }
    return numbers;
}

WordSet missing(const WordSet& wanted, const WordSet& there)
{
    WordSet difference;
    std::set_difference(wanted.begin(), wanted.end(), there.begin(), there.end(),
                        std::inserter(difference, difference.end()));
    return difference;
}

struct Told
{
    WordSet words;
    bool is_for_ports = false;
};

/// Compares a section with its commands; gives what these have, by the number of the item.
std::map<std::size_t, Told> compare(std::vector<Item>& page, bool of_settings)
{
    std::map<std::size_t, Told> told;
    for (const auto& row : commands()) {
        if (row.run == nullptr || row.listing == Listing::Hidden || is_setting(row) != of_settings)
            continue;
        std::string line;
        for (const auto& word : row.words)
            line.append(word).append(" ");
        INFO("command: " << line);
        const auto* item = find_item(page, path_of(row));
        CHECK(item != nullptr);
        if (item == nullptr)
            continue;
        const auto literals = literals_of(row);
        CHECK_THAT(missing(literals, item->words), IsEmpty());
        CHECK_THAT(missing(bounds_of(row), item->numbers), IsEmpty());
        auto& here = told[static_cast<std::size_t>(item - page.data())];
        here.words.insert(literals.begin(), literals.end());
        here.is_for_ports = here.is_for_ports || row.early != nullptr;
    }
    return told;
}

#if defined(ENABLE_DOT1) && defined(ENABLE_DOT3) && defined(ENABLE_LLDPMED) && defined(ENABLE_CUSTOM)
constexpr bool has_everything = true;
#else
constexpr bool has_everything = false;
#endif

/// The page has all that can be built in, so that only a client with all of it can find something that it lacks.
void compare_back(const std::vector<Item>& page, std::map<std::size_t, Told>& told)
{
    WordSet all{"configure", "unconfigure"};
    for (const auto& row : commands())
        all.merge(literals_of(row));
    for (std::size_t number = 0; has_everything && number < page.size(); ++number) {
        const auto& item = page[number];
        INFO("manual page: " << item.lines.front());
        CHECK(told.contains(number));
        CHECK_THAT(missing(item.head_words, told[number].words), IsEmpty());
        CHECK(item.is_for_ports == told[number].is_for_ports);
    }
}

} // namespace

TEST_CASE("the manual page has the commands that there are, and their words", "[client]")
{
    auto page = items("COMMANDS");
    // Told of apart, as settings.
    const auto removed = std::erase_if(page, [](const Item& item) {
        return item.heads.front().front() == "configure" || item.heads.front().front() == "unconfigure";
    });
    CHECK(removed == 2);
    auto told = compare(page, false);
    compare_back(page, told);
}

TEST_CASE("the manual page has the settings that there are, with their words, ranges and ports", "[client]")
{
    auto page = items("SETTINGS");
    auto told = compare(page, true);
    compare_back(page, told);
}

TEST_CASE("the manual page has the options and formats that there are", "[client]")
{
    WordSet letters;
    for (const auto& option : option_table())
        letters.emplace(1, option.letter);
    WordSet described;
    WordSet words;
    for (const auto& item : items("DESCRIPTION")) {
        described.insert(item.head_words.begin(), item.head_words.end());
        words.insert(item.words.begin(), item.words.end());
    }
    CHECK(described == letters);
    for (const auto& format : formats())
        CHECK(words.contains(std::string{format.name}));
}
