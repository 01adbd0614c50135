#include "daemon/smart_filter.hpp"

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <chrono>
#include <string>
#include <string_view>
#include <tuple>

using namespace lldp::daemon;

namespace {

/// The protocols that these tests know, in the order of preference.
constexpr std::string_view protocols = "LMN";

/// What is heard of neighbors that come one after the other, each told by the letter of its protocol.
std::array<Heard, protocols.size()> heard(std::string_view neighbors)
{
    std::array<Heard, protocols.size()> made{};
    for (std::size_t place = 0; place < neighbors.size(); ++place) {
        auto& protocol = made.at(protocols.find(neighbors[place]));
        if (protocol.neighbors++ == 0)
            protocol.since = Clock::time_point{std::chrono::milliseconds{place}};
    }
    return made;
}

/// The letters of the protocols that are kept, with a 1 behind where only one neighbor is.
std::string kept_of(const Filter& filter, std::string_view neighbors)
{
    const auto all = heard(neighbors);
    std::string text;
    for (std::size_t protocol = 0; protocol < protocols.size(); ++protocol) {
        const auto what = kept(filter, all, protocol);
        if (what != Kept::None)
            text += protocols[protocol];
        if (what == Kept::First)
            text += '1';
    }
    return text;
}

constexpr Filter fewest{.enabled = true};
constexpr Filter one_protocol{.enabled = true, .one_protocol = true};
constexpr Filter one_neighbor{.enabled = true, .one_neighbor = true};
constexpr Filter one_of_each{.enabled = true, .one_protocol = true, .one_neighbor = true};

} // namespace

TEST_CASE("each mode keeps what its filters are to keep", "[smart-filter]")
{
    // Of L and M there are two each, and M came first; of N there are three.
    constexpr std::string_view neighbors = "MMLLNNN";
    const auto [mode, shown, spoken] = GENERATE(table<unsigned, std::string, std::string>({
        {0, "LMN", "LMN"}, {1, "L", "L"},     {2, "L", "LMN"},  {3, "LMN", "L"},  {4, "LM", "LM"},
        {5, "LM", "LMN"},  {6, "LMN", "LM"},  {7, "L1", "L1"},  {8, "L1", "LMN"}, {9, "M1", "L"},
        {10, "LMN", "M1"}, {11, "M1", "LMN"}, {12, "M1", "M1"}, {13, "M1", "LM"}, {14, "L", "M1"},
        {15, "L", "LM"},   {16, "L1", "M1"},  {17, "L1", "LM"}, {18, "LM", "M1"}, {19, "LM", "L"},
    }));
    CHECK(kept_of(smart_mode(mode).incoming, neighbors) == shown);
    CHECK(kept_of(smart_mode(mode).outgoing, neighbors) == spoken);
}

TEST_CASE("a filter keeps the protocols with the fewest neighbors, and of those what it is to keep", "[smart-filter]")
{
    const auto [neighbors, of_fewest, of_one_protocol, of_one_neighbor, of_each] =
        GENERATE(table<std::string, std::string, std::string, std::string, std::string>({
            {"", "", "", "", ""},
            {"L", "L", "L", "L1", "L1"},
            {"LLL", "L", "L", "L1", "L1"},
            {"N", "N", "N", "N1", "N1"},
            {"LLM", "M", "M", "M1", "M1"},
            {"LM", "LM", "L", "L1", "L1"},
            {"ML", "LM", "L", "M1", "L1"},
            {"NML", "LMN", "L", "N1", "L1"},
            {"NMLL", "MN", "M", "N1", "M1"},
            {"NMNM", "MN", "M", "N1", "M1"},
        }));
    CHECK(kept_of(fewest, neighbors) == of_fewest);
    CHECK(kept_of(one_protocol, neighbors) == of_one_protocol);
    CHECK(kept_of(one_neighbor, neighbors) == of_one_neighbor);
    CHECK(kept_of(one_of_each, neighbors) == of_each);
}

TEST_CASE("a protocol that is alone is kept in every mode", "[smart-filter]")
{
    for (unsigned mode = 0; mode <= last_smart_mode; ++mode)
        for (const std::string_view neighbors : {"L", "LL"}) {
            INFO("mode " << mode << ", neighbors " << neighbors);
            CHECK(kept_of(smart_mode(mode).incoming, neighbors).starts_with('L'));
            CHECK(kept_of(smart_mode(mode).outgoing, neighbors).starts_with('L'));
        }
}
