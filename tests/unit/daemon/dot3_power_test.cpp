#include "daemon/dot3_power.hpp"

#include "control/settings_power.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace lldp;
using namespace lldp::daemon;
using control::Fields;
using Power = control::Dot3PowerField;

namespace {

control::Configure change_to(Fields fields)
{
    return {control::SettingId::Dot3Power, control::Operation::Set, std::move(fields), {}};
}

std::string what_is_wrong(Fields fields)
{
    return control::wrong_change(change_to(std::move(fields))).value_or("(nothing)");
}

/// What is sent of it, behind OUI and subtype.
Bytes octets_of(Fields fields)
{
    Settings settings;
    REQUIRE(what_is_wrong(fields) == "(nothing)");
    settings.change(change_to(std::move(fields)));
    const auto tlvs = power_tlvs(settings.port("eth0"));
    REQUIRE(tlvs.size() == 1);
    Writer writer;
    REQUIRE(std::get<PowerViaMdi>(tlvs.front()).encode(writer));
    return writer.take();
}

Fields with(Fields fields, const Fields& more)
{
    fields.insert(more.begin(), more.end());
    return fields;
}

const Fields pse_af{{Power::device, control::pse}, {Power::power_pairs, 2U}};
const Fields pd_af{{Power::device, control::pd}, {Power::power_pairs, 1U}};

Fields at(std::uint32_t type, std::uint32_t source)
{
    return {{Power::type, type},
            {Power::source, source},
            {Power::priority, 3U},
            {Power::requested, 10'000U},
            {Power::allocated, 15'099U}};
}

} // namespace

TEST_CASE("without a setting nothing is said of power", "[dot3][power]")
{
    Settings settings;
    CHECK(power_tlvs(settings.port("eth0")).empty());
}

TEST_CASE("power of IEEE 802.3af has three octets", "[dot3][power]")
{
    CHECK(octets_of(pse_af) == Bytes{0x01, 2, 0});
    CHECK(octets_of(with(
              pse_af,
              {{Power::supported, 1U}, {Power::enabled, 1U}, {Power::pair_control, 1U}, {Power::power_class, 4U}})) ==
          Bytes{0x0f, 2, 4});
    CHECK(octets_of(with(pd_af, {{Power::enabled, 1U}})) == Bytes{0x04, 1, 0});
}

TEST_CASE("power of IEEE 802.3at adds type, source, priority and values", "[dot3][power]")
{
    using namespace control;
    CHECK(octets_of(with(pse_af, at(2, primary_source))) == Bytes{0x01, 2, 0, 0x13, 0, 100, 0, 150});
    CHECK(octets_of(with(pse_af, at(1, backup_source))) == Bytes{0x01, 2, 0, 0xa3, 0, 100, 0, 150});
    CHECK(octets_of(with(pd_af, at(2, pse_source))) == Bytes{0x00, 1, 0, 0x53, 0, 100, 0, 150});
    CHECK(octets_of(with(pd_af, at(1, both_sources))) == Bytes{0x00, 1, 0, 0xf3, 0, 100, 0, 150});
}

TEST_CASE("power of IEEE 802.3bt adds what four pairs need", "[dot3][power]")
{
    const Bytes pse_at{0x01, 2, 0, 0x03, 0, 100, 0, 150};
    const Bytes pd_at{0x00, 1, 0, 0x43, 0, 100, 0, 150};
    const auto joined = [](Bytes left, const Bytes& right) {
        left.insert(left.end(), right.begin(), right.end());
        return left;
    };
    CHECK(octets_of(with(pse_af, at(3, 0))) == joined(pse_at, {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x00, 0, 0, 0, 0, 0, 0}));
    CHECK(octets_of(with(with(pse_af, at(4, 0)), {{Power::requested_a, 100U},
                                                  {Power::requested_b, 200U},
                                                  {Power::allocated_a, 300U},
                                                  {Power::allocated_b, 99'900U},
                                                  {Power::pse_status, 2U},
                                                  {Power::pd_status, 3U},
                                                  {Power::pairs, 2U},
                                                  {Power::class_a, 7U},
                                                  {Power::class_b, 3U},
                                                  {Power::extended_class, 15U},
                                                  {Power::isolated, 1U},
                                                  {Power::maximum, 60'000U},
                                                  {Power::autoclass_supported, 1U},
                                                  {Power::autoclass_requested, 1U},
                                                  {Power::power_down, 262'143U}})) ==
          joined(pse_at, {0, 1, 0, 2, 0, 3, 0x03, 0xe7, 0xbb, 0xbf, 0x03, 0x02, 0x58, 0x05, 0x77, 0xff, 0xff}));
    for (const auto& [type, signature, setup] :
         {std::tuple{3U, 0U, 0x04}, std::tuple{3U, 1U, 0x06}, std::tuple{4U, 0U, 0x08}, std::tuple{4U, 1U, 0x0a}})
        CHECK(octets_of(with(with(pd_af, at(type, 0)), {{Power::signature, signature}})) ==
              joined(pd_at, {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, static_cast<std::uint8_t>(setup), 0, 0, 0, 0, 0, 0}));
}

TEST_CASE("fields of power that do not go together are refused", "[dot3][power][settings]")
{
    const std::string together{"type, source, priority, requested and allocated go together"};
    auto incomplete = with(pse_af, at(1, 0));
    incomplete.erase(Power::allocated);
    CHECK(what_is_wrong(incomplete) == together);
    CHECK(what_is_wrong(with(pse_af, {{Power::source, 0U}})) == together);
    CHECK(what_is_wrong(with(pse_af, {{Power::maximum, 1U}})) ==
          "what comes behind allocated is for types 3 and 4 only");
    CHECK(what_is_wrong(with(with(pd_af, at(2, 0)), {{Power::signature, 0U}})) ==
          "what comes behind allocated is for types 3 and 4 only");
    CHECK(what_is_wrong(with(with(pse_af, at(3, 0)), {{Power::signature, 0U}})) == "only a PD has a signature");
    CHECK(what_is_wrong(with(pd_af, at(1, control::primary_source))) ==
          "the source of a PD must be unknown, pse, local or both");
    CHECK(what_is_wrong({{Power::device, control::pse}}) ==
          "powerpairs of dot3 power is missing: it must be signal or spare");
    CHECK(what_is_wrong(with(pse_af, at(5, 0))) == "type of dot3 power must be a number from 1 to 4");
}
