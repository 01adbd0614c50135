#include "harness/tap.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <regex>

namespace harness::tap {

std::string text(const std::string& text)
{
    std::string line;
    for (const char c : text)
        line += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c;
    static const std::regex directive{"#(\\s*(?:todo|skip))", std::regex::icase};
    return std::regex_replace(line, directive, "\\#$1");
}

std::string comment(const std::string& text, const std::string& mark)
{
    std::string result;
    std::size_t start = 0;
    while (start < text.size()) {
        const auto end = std::min(text.find('\n', start), text.size());
        result += mark + text.substr(start, end - start) + '\n';
        start = end + 1;
    }
    return result;
}

std::string time(double seconds)
{
    std::array<char, 32> text{};
    static_cast<void>(std::snprintf(text.data(), text.size(), " (%.2f s)", seconds));
    return text.data();
}

} // namespace harness::tap
