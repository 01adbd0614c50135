#include "proto/text.hpp"

#include <array>
#include <string_view>

namespace lldp {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD"; // U+FFFD

struct Decoded
{
    std::size_t size = 1; ///< octets that the character, or the start of one that is not valid, takes
    std::optional<char32_t> character;
};

// The forms of well-formed UTF-8 (Unicode 15, table 3-7). What the second octet may be is what keeps overlong forms,
// surrogates and everything beyond U+10FFFF out.
struct Form
{
    std::uint8_t first_low;
    std::uint8_t first_high;
    std::uint8_t second_low;
    std::uint8_t second_high;
    std::size_t size;
};
constexpr std::array<Form, 8> multibyte_forms{{
    {0xc2, 0xdf, 0x80, 0xbf, 2},
    {0xe0, 0xe0, 0xa0, 0xbf, 3},
    {0xe1, 0xec, 0x80, 0xbf, 3},
    {0xed, 0xed, 0x80, 0x9f, 3},
    {0xee, 0xef, 0x80, 0xbf, 3},
    {0xf0, 0xf0, 0x90, 0xbf, 4},
    {0xf1, 0xf3, 0x80, 0xbf, 4},
    {0xf4, 0xf4, 0x80, 0x8f, 4},
}};

Decoded decode_multibyte(const Form& form, ByteView octets)
{
    auto low = form.second_low;
    auto high = form.second_high;
    char32_t value = octets[0] & (0xffU >> (form.size + 1));
    for (std::size_t i = 1; i < form.size; ++i) {
        if (i >= octets.size() || octets[i] < low || octets[i] > high)
            return {i, std::nullopt};
        value = value << 6U | (octets[i] & 0x3fU);
        low = 0x80;
        high = 0xbf;
    }
    return {form.size, value};
}

Decoded decode_one(ByteView octets)
{
    const auto first = octets[0];
    if (first < 0x80)
        return {1, first};
    for (const auto& form : multibyte_forms)
        if (first >= form.first_low && first <= form.first_high)
            return decode_multibyte(form, octets);
    return {1, std::nullopt};
}

bool is_control(char32_t character)
{
    return character < 0x20 || (character >= 0x7f && character < 0xa0);
}

// Not characters, and XML allows them nowhere.
bool is_noncharacter(char32_t character)
{
    return (character & 0xfffeU) == 0xfffeU;
}

enum class Lines : bool { Joined, Kept };

ByteView without_trailing_nuls(ByteView octets)
{
    while (!octets.empty() && octets.back() == 0)
        octets = octets.first(octets.size() - 1);
    return octets;
}

std::string clean(ByteView octets, Lines lines)
{
    std::string text;
    octets = without_trailing_nuls(octets);
    while (!octets.empty()) {
        const auto one = decode_one(octets);
        const auto taken = octets.first(one.size);
        octets = octets.subspan(one.size);
        if (!one.character || is_noncharacter(*one.character))
            text += replacement;
        else if (one.character == U'\r' && !octets.empty() && octets.front() == '\n')
            continue; // the line feed speaks for both
        else if (one.character == U'\n' && lines == Lines::Kept)
            text += '\n';
        else if (is_control(*one.character))
            text += ' ';
        else
            text.append(taken.begin(), taken.end());
    }
    return text;
}

} // namespace

std::string printable(ByteView octets)
{
    return clean(octets, Lines::Joined);
}

std::string printable(std::string_view text)
{
    return printable(as_bytes(text));
}

std::string printable_lines(std::string_view text)
{
    return clean(as_bytes(text), Lines::Kept);
}

std::optional<std::string> exactly_printable(ByteView octets)
{
    const auto kept = without_trailing_nuls(octets);
    auto text = printable(kept);
    if (kept.empty() || text != to_string(kept))
        return std::nullopt;
    return text;
}

std::string hex(ByteView octets, char separator)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (const auto octet : octets) {
        if (!text.empty())
            text += separator;
        text += digits[octet >> 4U];
        text += digits[octet & 0xfU];
    }
    return text;
}

} // namespace lldp
