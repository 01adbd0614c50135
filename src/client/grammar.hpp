// The commands as data. A command is a row: its words, what may follow them, and what it does. Parsing, help and
// completion all read the same rows through a Cursor, so that they cannot disagree.
#pragma once

#include "control/settings.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace lldp::client {

class Session;

enum class Kind {
    Ports,  ///< interface names with commas between them
    Number, ///< an unsigned decimal number within a range
    Words,  ///< all words that are left, none as well
    Field,  ///< what a field of a setting takes
};

/// A value that the user gives.
struct Argument
{
    std::string_view name; ///< for handlers and messages
    std::string_view help;
    Kind kind{};
    std::uint32_t min = 0; ///< of a Number
    std::uint32_t max = UINT32_MAX;
    const control::Field* field = nullptr; ///< of a Field
};

/// A word that may follow a command's own words, in any order, once.
struct Parameter
{
    std::string_view word;
    std::string_view help;
    std::optional<Argument> value{};
    std::string_view group{}; ///< of the parameters with the same group one excludes the others; empty: none
    bool required = false;
    std::optional<Argument> second{}; ///< a further value behind the first
};

/// What the user gave, by the names of Argument and Parameter. Views live as long as the table does.
class Arguments
{
  public:
    [[nodiscard]] bool has(std::string_view name) const { return values_.contains(name); }
    /// The single value, as it was checked by its kind.
    [[nodiscard]] std::optional<std::uint32_t> number(std::string_view name) const;
    /// A Field's, as it was typed but for what was shortened.
    [[nodiscard]] std::optional<std::string> text(std::string_view name) const;
    /// Ports or Words; empty when there were none.
    [[nodiscard]] std::vector<std::string> list(std::string_view name) const;

    void set(std::string_view name, std::vector<std::string> values) { values_[name] = std::move(values); }
    void add(std::string_view name, std::string value) { values_[name].push_back(std::move(value)); }

  private:
    std::map<std::string_view, std::vector<std::string>> values_;
};

/// How a command ended. Exit: the user wants no more. Broken: standard output is gone, nothing more can be shown.
enum class Outcome { Done, Failed, Exit, Broken };

using Handler = std::function<Outcome(Session& session, const Arguments& arguments)>;

enum class Listing { Shown, Hidden };

/// A row. One without a handler is there for its help alone: it gives a meaning to words that others begin with.
struct Command
{
    std::vector<std::string_view> words;
    std::string_view help;
    Handler run = nullptr;
    std::vector<Parameter> parameters{};
    std::vector<Argument> arguments{}; ///< values that follow the words at once, in this order
    Listing listing = Listing::Shown;
    const Parameter* early = nullptr; ///< one that may stand behind the first of the words, and nowhere else
};

/// Something that may come next.
struct Expectation
{
    enum class Type { Word, Value, End };
    Type type{};
    std::string text; ///< a Word as it is to be typed; otherwise a placeholder
    std::string_view help;
    const Argument* argument = nullptr; ///< of a Value
};

struct Invocation
{
    const Command* command = nullptr;
    Arguments arguments;
};

/// What is wrong with a command, a sentence for people.
struct Complaint
{
    std::string text;
};

/// Walks the table word by word. Each word may be shortened as long as it stays unambiguous.
class Cursor
{
  public:
    /// `before`: words of the user's line before the first that is fed, for the positions in complaints.
    explicit Cursor(std::span<const Command> table, std::size_t before = 0) : table_{table}, position_{before} {}

    tl::expected<void, Complaint> feed(const std::string& token);
    /// All that may come next, in the table's order. Hidden commands are left out.
    [[nodiscard]] std::vector<Expectation> expected() const;
    /// What the words so far are about.
    [[nodiscard]] std::string_view help() const { return help_; }
    /// The command, when the words so far are a whole one.
    [[nodiscard]] tl::expected<Invocation, Complaint> finish() const;

  private:
    struct Candidate
    {
        std::string_view word;
        std::string_view help;
        Listing listing = Listing::Shown;
        const Parameter* parameter = nullptr; ///< nullptr: one more of the command's own words
    };

    [[nodiscard]] const Argument* awaited() const;
    [[nodiscard]] bool usable(const Parameter& parameter) const;
    [[nodiscard]] bool continues(const Command& row) const;
    [[nodiscard]] std::vector<Candidate> next_words() const;
    [[nodiscard]] const Parameter* early_parameter() const;
    [[nodiscard]] std::vector<Candidate> candidates() const;
    /// What the token is short for.
    [[nodiscard]] tl::unexpected<Complaint> ambiguous(const std::string& token,
                                                      const std::vector<std::string_view>& words) const;
    [[nodiscard]] std::vector<std::string_view> shown_words() const;
    [[nodiscard]] tl::expected<Candidate, Complaint> match(const std::string& token) const;
    tl::expected<void, Complaint> take_value(const Argument& argument, const std::string& token);
    [[nodiscard]] tl::expected<std::string, Complaint> whole_word(const Argument& argument,
                                                                  const std::string& token) const;
    [[nodiscard]] tl::unexpected<Complaint> refuse(const Argument& argument, const std::string& token,
                                                   const std::string& wanted) const;
    void advance(const Candidate& candidate);

    std::span<const Command> table_;
    std::size_t position_;
    std::vector<std::string_view> path_;
    std::string_view help_ = "Help";
    const Command* command_ = nullptr;   ///< the runnable row whose words were all given
    const Parameter* pending_ = nullptr; ///< the one whose values are being taken
    bool second_pending_ = false;        ///< its first was
    const Parameter* early_ = nullptr;   ///< the one that was used behind the first word
    std::vector<const Parameter*> used_;
    std::size_t arguments_taken_ = 0;
    Arguments values_;
};

/// Where the user is after these words. `before` as of Cursor.
tl::expected<Cursor, Complaint> walk(std::span<const Command> table, const std::vector<std::string>& words,
                                     std::size_t before = 0);

/// Feeds all words and finishes.
tl::expected<Invocation, Complaint> parse(std::span<const Command> table, const std::vector<std::string>& words);

} // namespace lldp::client
