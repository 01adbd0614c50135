#include "control/settings.hpp"

#include "config.h"
#include "control/protocol.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <set>

using namespace lldp::control;

namespace {

std::string what_is_wrong(const Configure& change)
{
    return wrong_change(change).value_or("(nothing)");
}

const Field& field_of(SettingId id)
{
    return find_setting(id)->fields.front();
}

} // namespace

TEST_CASE("each setting has a number, a place and a default of its own", "[settings]")
{
    std::set<SettingId> ids;
    std::set<std::string_view> tags;
    for (const auto& setting : settings()) {
        INFO(setting.name);
        CHECK(ids.insert(setting.id).second);
        REQUIRE_FALSE(setting.fields.empty());
        CHECK(setting.phrases.empty() == (setting.scope == Scope::Start));
        if (setting.standard)
            CHECK_FALSE(wrong_value(setting.fields.front(), *setting.standard));
        for (const auto& line : setting.shown)
            CHECK(tags.insert(line.tag).second);
        for (const auto& phrase : setting.phrases)
            if (phrase.value)
                CHECK_FALSE(wrong_value(setting.fields.front(), *phrase.value));
    }
}

TEST_CASE("a value is typed as it is written", "[settings]")
{
    const auto& [id, text, value] = GENERATE(table<SettingId, std::string, Value>({
        {SettingId::TxInterval, "1", 1'000U},
        {SettingId::TxInterval, "3600", 3'600'000U},
        {SettingId::TxInterval, "1500ms", 1'500U},
        {SettingId::TxHold, "100", 100U},
        {SettingId::Status, "tx-only", 1U},
        {SettingId::PortDescription, "a port", "a port"},
        {SettingId::Capabilities, "bridge,router", 0x14U},
    }));
    CHECK(parse_value(field_of(id), text) == value);
    CHECK(value_text(field_of(id), value) == text);
}

TEST_CASE("what is not a value says what would be one", "[settings]")
{
    const auto& [id, text] = GENERATE(table<SettingId, std::string>({
        {SettingId::TxInterval, "0ms"},
        {SettingId::TxInterval, "3600001ms"},
        {SettingId::TxInterval, "4294967297"},
        {SettingId::TxInterval, "ms"},
        {SettingId::TxInterval, ""},
        {SettingId::TxHold, "+4"},
        {SettingId::TxHold, "4 "},
        {SettingId::Status, "tx"},
        {SettingId::Capabilities, ""},
        {SettingId::Capabilities, "bridge,"},
        {SettingId::Capabilities, "bridge,bogus"},
        {SettingId::PortDescription, "two\nlines"},
        {SettingId::PortDescription, "\xff"},
        {SettingId::PortDescription, std::string{"x\0", 2}},
        {SettingId::PortDescription, std::string(256, 'x')},
    }));
    const auto parsed = parse_value(field_of(id), text);
    REQUIRE_FALSE(parsed);
    CHECK_FALSE(parsed.error().empty());
}

TEST_CASE("a change that the table does not allow is refused with what was expected", "[settings]")
{
    const auto& [change, reason] = GENERATE(table<Configure, std::string>({
        {{SettingId{9999}}, "there is no setting 9999 here"},
        {{SettingId::TxHold, Operation::Set, {{0, 101U}}, {}}, "tx-hold must be a number from 1 to 100"},
        {{SettingId::TxHold, Operation::Set, {{0, "4"}}, {}}, "tx-hold must be a number from 1 to 100"},
        {{SettingId::TxHold, Operation::Set, {{1, 4U}}, {}}, "tx-hold has one field, 0, and no field 1"},
        {{SettingId::TxHold, Operation::Set, {}, {}}, "tx-hold is missing: it must be a number from 1 to 100"},
        {{SettingId::TxHold, Operation::Add, {{0, 4U}}, {}}, "cannot add to tx-hold, which has one value"},
        {{SettingId::TxHold, Operation::Set, {{0, 4U}}, {"eth0"}},
         "tx-hold is for the whole system, not for single ports"},
        {{SettingId::ReceiveOnly, Operation::Set, {{0, 0U}}, {}},
         "receive-only is chosen when lldpd starts, and cannot be changed"},
        {{SettingId::Status, Operation::Set, {{0, 4U}}, {}}, "status must be rx-and-tx, rx-only, tx-only or disabled"},
        {{SettingId::PortIdSubtype, Operation::Set, {{0, 7U}}, {}}, "a local port ID takes a text"},
        {{SettingId::PortIdSubtype, Operation::Set, {{0, 5U}, {1, "x"}}, {}}, "only a local port ID takes a text"},
        {{SettingId::PortIdSubtype, Operation::Set, {{1, "x"}}, {}},
         "portidsubtype is missing: it must be ifname, macaddress or local"},
        {{SettingId::TxHold, Operation::Set, {{0, 100U}}, {}}, "(nothing)"},
        {{SettingId::TxHold, Operation::Remove, {}, {}}, "(nothing)"},
        {{SettingId::Status, Operation::Set, {{0, 0U}}, {"eth0"}}, "(nothing)"},
    }));
    CHECK(what_is_wrong(change) == reason);
}

#ifdef ENABLE_CUSTOM
TEST_CASE("a custom TLV that the table does not allow is refused with what was expected", "[settings]")
{
    const std::string oui{"3DU"};
    const auto add = [](Fields fields) {
        return Configure{SettingId::CustomTlv, Operation::Add, std::move(fields), {}};
    };
    CHECK(what_is_wrong(add({{0, "3D"}, {1, 1U}})) ==
          "oui of custom-tlv must be 3 octets in hexadecimal, with commas between them");
    CHECK(what_is_wrong(add({{0, oui}})) == "subtype of custom-tlv is missing: it must be a number from 0 to 255");
    CHECK(what_is_wrong(add({{0, oui}, {1, 256U}})) == "subtype of custom-tlv must be a number from 0 to 255");
    CHECK(what_is_wrong(add({{0, oui}, {1, 1U}, {2, std::string(508, 'x')}})) ==
          "oui-info of custom-tlv must be 1 to 507 octets in hexadecimal, with commas between them");
    CHECK(what_is_wrong(add({{0, oui}, {1, 255U}, {2, std::string(507, '\0')}})) == "(nothing)");
    CHECK(what_is_wrong({SettingId::CustomTlv, Operation::Remove, {{0, oui}}, {"eth0"}}) == "(nothing)");
}
#endif
