#include "daemon/custom.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace lldp;
using namespace lldp::daemon;
using control::Operation;
using control::SettingId;

namespace {

/// Asked as a client asks: what the table refuses is not done.
void change(Settings& settings, Operation operation, control::Fields fields)
{
    const control::Configure change{SettingId::CustomTlv, operation, std::move(fields), {}};
    REQUIRE_FALSE(control::wrong_change(change));
    settings.change(change);
}

const std::string some_oui{"3DU"}; // 33 44 55
const std::string other_oui{"\0\x12\xbb", 3};

} // namespace

TEST_CASE("custom TLVs are what was configured, octet by octet", "[custom]")
{
    Settings settings;
    change(settings, Operation::Add, {{0, some_oui}, {1, 1U}, {2, std::string{"\0\xff", 2}}});
    change(settings, Operation::Add, {{0, other_oui}, {1, 255U}});
    CHECK(custom_tlvs(settings.port("eth0")) ==
          std::vector<Tlv>{CustomTlv{0x334455, 1, {0, 0xff}}, CustomTlv{0x0012bb, 255, {}}});
}

TEST_CASE("a custom TLV that replaces takes the place of all with its OUI and subtype", "[custom]")
{
    Settings settings;
    change(settings, Operation::Add, {{0, some_oui}, {1, 1U}, {2, "a"}});
    change(settings, Operation::Add, {{0, some_oui}, {1, 1U}, {2, "b"}});
    change(settings, Operation::Add, {{0, some_oui}, {1, 2U}, {2, "c"}});
    change(settings, Operation::Set, {{0, some_oui}, {1, 1U}, {2, "d"}});
    CHECK(custom_tlvs(settings.port("eth0")) ==
          std::vector<Tlv>{CustomTlv{0x334455, 2, {'c'}}, CustomTlv{0x334455, 1, {'d'}}});
}

TEST_CASE("custom TLVs are removed by what is given of them", "[custom]")
{
    Settings settings;
    change(settings, Operation::Add, {{0, some_oui}, {1, 1U}});
    change(settings, Operation::Add, {{0, some_oui}, {1, 2U}});
    change(settings, Operation::Add, {{0, other_oui}, {1, 1U}});
    change(settings, Operation::Remove, {{0, some_oui}, {1, 2U}});
    CHECK(custom_tlvs(settings.port("eth0")).size() == 2);
    change(settings, Operation::Remove, {{0, some_oui}});
    CHECK(custom_tlvs(settings.port("eth0")) == std::vector<Tlv>{CustomTlv{0x0012bb, 1, {}}});
    change(settings, Operation::Remove, {});
    CHECK(custom_tlvs(settings.port("eth0")).empty());
}
