// A change and the command for it lead to each other.
#include "control/command_text.hpp"

#include "client/fake_daemon.hpp"
#include "client/session.hpp"

#include <algorithm>
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <sstream>

using namespace lldp;
using namespace lldp::control;

namespace {

/// The first of some values that the field takes; of texts one that has to be quoted, where that is one.
Value value_for(const Field& field)
{
    if (field.type == FieldType::Flag)
        return 1U; // one that was not given is not said
    const std::array<Value, 12> candidates{Value{field.max},
                                           Value{1U},
                                           Value{field.choices.empty() ? 0U : field.choices.back().value},
                                           Value{R"(it's "a" # \ text)"},
                                           Value{"48.5N"},
                                           Value{"2.25E"},
                                           Value{"117.5"},
                                           Value{"911"},
                                           Value{"FR"},
                                           Value{"\x01\xff\x80"},
                                           Value{"x"},
                                           Value{0U}};
    const auto found = std::ranges::find_if(candidates, [&](const Value& value) { return !wrong_value(field, value); });
    REQUIRE(found != candidates.end());
    return *found;
}

/// What the phrase may say of the setting's first fields, so many of them.
Configure change_of(const Setting& setting, const Phrase& phrase, std::size_t count)
{
    Configure change{setting.id, phrase.operation, {}, {}};
    for (std::size_t number = 0; number < count; ++number) {
        const auto& field = setting.fields[number];
        change.fields[static_cast<std::uint8_t>(number)] = value_for(field);
    }
    if (phrase.value)
        change.fields[0] = *phrase.value;
    if (setting.scope == Scope::Port)
        change.ports = {"eth0", "eth1"};
    return change;
}

/// With as few fields as the table allows and with as many, for each phrase.
std::vector<Configure> changes_of_all_settings()
{
    std::vector<Configure> changes;
    for (const auto& setting : settings()) {
        const auto before = changes.size();
        for (const auto& phrase : setting.phrases) {
            const auto most = phrase.operation == Operation::Remove ? setting.keys : setting.fields.size();
            for (std::size_t count = 0; count <= most; ++count)
                if (auto change = change_of(setting, phrase, count);
                    !wrong_change(change) && std::ranges::find(changes, change) == changes.end())
                    changes.push_back(std::move(change));
        }
        INFO(setting.name);
        CHECK((setting.phrases.empty() || changes.size() > before));
    }
    return changes;
}

} // namespace

TEST_CASE("each setting that ports have can be taken from one of them by a command", "[client][configure]")
{
    for (const auto& setting : settings()) {
        INFO(setting.name);
        if (setting.scope == Scope::Port)
            CHECK_FALSE(command_text({setting.id, Operation::Remove, {}, {"eth0"}}).empty());
    }
}

TEST_CASE("the command for a change makes that change", "[client][configure]")
{
    const auto changes = changes_of_all_settings();
    FakeDaemon daemon{FakeDaemon::Script(changes.size(), encode(Done{}))};
    std::ostringstream out;
    std::ostringstream complaints;
    client::Log log{complaints};
    client::Session session{client::Settings{.socket = daemon.socket()}, out, log};
    for (const auto& change : changes) {
        const auto line = command_text(change);
        INFO(line);
        CHECK(session.run_line(line) == client::Outcome::Done);
        CHECK(complaints.str().empty());
    }
    const auto requests = daemon.requests();
    REQUIRE(requests.size() == changes.size());
    for (std::size_t i = 0; i < changes.size(); ++i) {
        INFO(command_text(changes[i]));
        CHECK(requests[i] == Request{changes[i]});
    }
}
