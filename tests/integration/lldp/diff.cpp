#include "lldp/diff.hpp"

#include <algorithm>
#include <cstddef>
#include <sstream>

namespace lldptest {

namespace {

using Lines = std::vector<std::string>;
using Lengths = std::vector<std::vector<std::size_t>>;

/// [i][j]: how many lines the rests from i and from j have in common, in order.
Lengths common_lengths(const Lines& expected, const Lines& got)
{
    Lengths lengths(expected.size() + 1, std::vector<std::size_t>(got.size() + 1, 0));
    for (auto i = expected.size(); i-- > 0;)
        for (auto j = got.size(); j-- > 0;)
            lengths[i][j] =
                expected[i] == got[j] ? lengths[i + 1][j + 1] + 1 : std::max(lengths[i + 1][j], lengths[i][j + 1]);
    return lengths;
}

} // namespace

std::string difference(const Lines& expected, const Lines& got)
{
    const auto common = common_lengths(expected, got);
    std::string result;
    const auto tell = [&](const char* mark, const std::string& line) { result += mark + line + "\n"; };
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < expected.size() || j < got.size()) {
        const bool both = i < expected.size() && j < got.size();
        if (both && expected[i] == got[j]) {
            tell("  ", expected[i++]);
            ++j;
        } else if (j == got.size() || (i < expected.size() && common[i + 1][j] >= common[i][j + 1])) {
            tell("- ", expected[i++]);
        } else {
            tell("+ ", got[j++]);
        }
    }
    return result;
}

Lines lines_of(const std::string& text)
{
    Lines result;
    std::istringstream stream{text};
    for (std::string line; std::getline(stream, line);)
        result.push_back(line);
    return result;
}

} // namespace lldptest
