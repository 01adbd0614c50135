#include "harness/case_name.hpp"

#include "harness/error.hpp"

#include <algorithm>
#include <catch2/catch_section_info.hpp>
#include <catch2/reporters/catch_reporter_event_listener.hpp>
#include <catch2/reporters/catch_reporter_registrars.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>

namespace harness {

namespace {

/// Longer values are cut: a name is read, not compared.
constexpr std::size_t longest_values = 200;

std::string cut(std::string text)
{
    if (text.size() <= longest_values)
        return text;
    std::size_t end = longest_values;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U)
        --end; // Not inside a UTF-8 character.
    return text.substr(0, end) + "...";
}

CaseName& name_so_far()
{
    static CaseName the_one;
    return the_one;
}

std::optional<std::string>& wanted_values()
{
    static std::optional<std::string> the_one;
    return the_one;
}

/// Whether these values are the others, or those and more.
bool begins_with(const std::string& values, const std::string& others)
{
    return values == others || values.rfind(others + ", ", 0) == 0;
}

/// Follows the test into its sections.
class Listener final : public Catch::EventListenerBase
{
  public:
    using EventListenerBase::EventListenerBase;

    void testCasePartialStarting(const Catch::TestCaseInfo& /*info*/, std::uint64_t /*part*/) override
    {
        inside_.clear();
        name_so_far() = {};
    }

    void sectionStarting(const Catch::SectionInfo& section) override
    {
        inside_.push_back(section.name);
        if (inside_.size() > name_so_far().sections.size())
            name_so_far().sections = inside_;
    }

    void sectionEnded(const Catch::SectionStats& /*stats*/) override { inside_.pop_back(); }

  private:
    std::vector<std::string> inside_;
};

CATCH_REGISTER_LISTENER(Listener)

} // namespace

std::string CaseName::text() const
{
    std::string result;
    for (const auto& section : sections)
        result += (result.empty() ? "" : " / ") + section;
    const auto all = joined(values);
    return all.empty() ? result : result + " / " + cut(all);
}

bool CaseName::is_around(const CaseName& deeper) const
{
    const auto starts = [](const auto& longer, const auto& with) {
        return longer.size() >= with.size() && std::equal(with.begin(), with.end(), longer.begin());
    };
    return deeper.sections.size() > sections.size() && starts(deeper.sections, sections) &&
           starts(deeper.values, values);
}

const CaseName& running_case()
{
    return name_so_far();
}

void note_value(std::string text)
{
    name_so_far().values.push_back(std::move(text));
    const auto so_far = joined(name_so_far().values);
    if (wanted_values() && !begins_with(*wanted_values(), so_far) && !begins_with(so_far, *wanted_values()))
        skip("other values were asked for");
}

std::string joined(const std::vector<std::string>& values)
{
    std::string all;
    for (const auto& value : values)
        all += (all.empty() ? "" : ", ") + value;
    return all;
}

void want_values(std::string joined)
{
    wanted_values() = std::move(joined);
}

bool running_case_is_wanted()
{
    // More values than that are those of one that failed before it came to them.
    return !wanted_values() || begins_with(joined(name_so_far().values), *wanted_values());
}

} // namespace harness
