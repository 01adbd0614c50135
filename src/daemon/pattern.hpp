// The pattern language of -I, -C and -m: a comma-separated list of shell wildcards, `!x` denies, `!!x` allows. An
// allowed name beats a denied one, which beats a merely matched one. An IPv6 address may be written in any way.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace lldp::daemon {

enum class Match {
    No, ///< nothing matches, or something denies
    Yes,
    Exact, ///< matched by its whole name, without wildcards: checks of its kind are waived
};

class Pattern
{
  public:
    explicit Pattern(std::string_view text);

    /// How `name` fares when it stands for itself alone.
    [[nodiscard]] Match match(std::string_view name) const { return match(name, {}); }
    /// The same for something known by two names (an address and its interface).
    [[nodiscard]] Match match(std::string_view name, std::string_view other) const;

    /// Only denials: everything that is not denied is as good as without a pattern.
    [[nodiscard]] bool only_denies() const;
    /// False only when a denial matches and no allowance does.
    [[nodiscard]] bool permits(std::string_view name, std::string_view other) const;

    [[nodiscard]] const std::string& text() const { return text_; }

  private:
    enum class Kind { Simple, Deny, Allow };
    struct Item
    {
        Kind kind;
        std::string wildcard;
    };
    [[nodiscard]] bool any(Kind kind, std::string_view name, std::string_view other) const;

    std::string text_;
    std::vector<Item> items_;
};

} // namespace lldp::daemon
