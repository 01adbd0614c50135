// What one run of a test case is known by.
#pragma once

#include <string>
#include <vector>

namespace harness {

/// One leaf section with one set of generated values.
struct CaseName
{
    std::vector<std::string> sections = {}; ///< The test case's own name first.
    std::vector<std::string> values = {};

    /// "name / section / 1, "x""; too many values are cut.
    [[nodiscard]] std::string text() const;
    /// Whether `deeper` is this run and a section more. When a nested section fails, Catch2 runs the ones around it
    /// once more to look for further ones; that run is no case of its own.
    [[nodiscard]] bool is_around(const CaseName& deeper) const;
};

/// As far as it is known yet; of the last one, where none runs.
[[nodiscard]] const CaseName& running_case();
/// A generator of the running case gave that value.
void note_value(std::string text);

/// "1, "x"", uncut.
[[nodiscard]] std::string joined(const std::vector<std::string>& values);
/// From now on only cases with these generated values (as `joined` gives them) are run, and told of; of the others each
/// ends where its generators give another one.
void want_values(std::string joined);
/// Whether the running case, when it is over, was one that is wanted.
[[nodiscard]] bool running_case_is_wanted();

} // namespace harness
