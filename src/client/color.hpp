// What makes text stand out on a terminal.
#pragma once

#include <string>
#include <string_view>

namespace lldp::client {

enum class Style { Bold, Red };

inline constexpr std::string_view style_end = "\033[0m";

constexpr std::string_view style_begin(Style style)
{
    return style == Style::Bold ? "\033[1m" : "\033[1;31m";
}

/// The text as it is, unless `color` is wanted.
inline std::string styled(std::string_view text, Style style, bool color)
{
    std::string shown{text};
    return color && !text.empty() ? std::string{style_begin(style)}.append(shown).append(style_end) : shown;
}

/// Whether that descriptor is a terminal that knows colours, and nobody asked for none (NO_COLOR).
bool wants_color(int fd);

} // namespace lldp::client
