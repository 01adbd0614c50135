// What holds for every TLV in the registry. A new one needs a sample here, and no more.

#include "proto/lldpdu.hpp"
#include "wire.hpp"

#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>
#include <set>
#include <tuple>

using namespace lldp;

namespace {

template <typename T>
[[maybe_unused]] T aggregated()
{
    T tlv;
    tlv.enabled = true;
    tlv.port_id = 7;
    return tlv;
}

// Of each TLV one that says all that it can say.
const std::tuple samples{
    ChassisId::mac({0x00, 0x00, 0x5e, 0x00, 0x53, 0x01}),
    PortId::ifname("eth0"),
    TimeToLive{std::chrono::seconds{120}},
    PortDescription{"uplink"},
    SystemName{"switch"},
    SystemDescription{"an operating system"},
    SystemCapabilities{{Capability::Bridge, Capability::Router}, {Capability::Bridge}},
    ManagementAddress::ipv4({192, 0, 2, 1}, 7),
#ifdef ENABLE_DOT1
    PortVlanId{100},
    PortProtocolVlanId{true, true, 200},
    VlanName{101, "voice"},
    ProtocolIdentity{{0x88, 0xcc}},
#endif
#ifdef ENABLE_DOT3
    MaximumFrameSize{1522},
    aggregated<LinkAggregation>(),
    aggregated<LinkAggregation8021Ax>(),
    MacPhy{true, true, MacPhy::Base1000TFull, 30},
    PowerViaMdi{true, true, true, true, 1, 5, PowerViaMdi::DataLink{0x51, 130, 100, PowerViaMdi::FourPair{}}},
#endif
#ifdef ENABLE_LLDPMED
    MedCapabilities{0x3f, MedCapabilities::Device::Communication},
    MedNetworkPolicy{1, false, true, 101, 4, 46},
    MedLocation{MedLocation::Form::Elin, {'9', '1', '1'}},
    MedPower{1, 1, 3, 65},
    MedHardwareRevision{"hardware"},
    MedSoftwareRevision{"software"},
    MedFirmwareRevision{"firmware"},
    MedSerialNumber{"serial"},
    MedManufacturer{"manufacturer"},
    MedModel{"model"},
    MedAsset{"asset"},
#endif
#ifdef ENABLE_CUSTOM
    CustomTlv{0x00005e, 1, {'x'}},
#endif
};

using Key = std::tuple<std::uint8_t, std::uint32_t, std::uint8_t>;

template <typename T>
Key key()
{
    return {T::info.type, T::info.oui, T::info.subtype};
}

template <typename... Ts>
std::vector<Key> keys(std::variant<Ts...>* /*registry*/)
{
    return {key<Ts>()...};
}

} // namespace

TEMPLATE_LIST_TEST_CASE("a TLV in the registry says what it is", "[registry]", TlvVariant)
{
    const auto& info = TestType::info;
    CHECK(info.type != tlv_type::end);
    CHECK(info.type <= tlv_type::organizationally_specific);
    CHECK_FALSE(info.name.empty());
    CHECK((info.clause.starts_with("IEEE 802.") || info.clause.starts_with("ANSI/TIA-1057 ")));
    CHECK((info.type == tlv_type::organizationally_specific) == (info.oui != 0 || info.is_catch_all()));
    CHECK((info.occurs == Occurs::Mandatory) == (info.type <= tlv_type::time_to_live));

    REQUIRE_FALSE(TestType::fields().empty());
    for (const auto& field : TestType::fields()) {
        CHECK_FALSE(field.tag.empty());
        CHECK_FALSE(field.label.empty());
    }
}

TEMPLATE_LIST_TEST_CASE("a TLV in the registry shows each of its fields", "[registry]", TlvVariant)
{
    const Lldpdu pdu{{std::get<TestType>(samples)}};
    const auto& among = *pdu.find<TestType>();
    for (const auto& field : TestType::fields()) {
        REQUIRE((field.show != nullptr) != (field.show_among != nullptr));
        const auto all = field.shown(among, pdu);
        CHECK_FALSE(all.empty());
        for (const auto& shown : all)
            CHECK_FALSE((shown.value.empty() && shown.attributes.empty() && shown.children.empty()));
    }
}

TEMPLATE_LIST_TEST_CASE("a TLV in the registry comes back as it was sent", "[registry]", TlvVariant)
{
    const auto& sample = std::get<TestType>(samples);
    Lldpdu pdu{{std::get<ChassisId>(samples), std::get<PortId>(samples), std::get<TimeToLive>(samples)}};
    if (TestType::info.occurs != Occurs::Mandatory)
        pdu.tlvs.emplace_back(sample);

    const auto encoded = encode_lldpdu(pdu);
    REQUIRE(encoded);
    const auto decoded = decode_lldpdu(*encoded);
    REQUIRE(decoded);
    CHECK(decoded->pdu == pdu);
    REQUIRE(decoded->pdu.find<TestType>() != nullptr);
    CHECK(*decoded->pdu.find<TestType>() == sample);
}

TEST_CASE("no two TLVs in the registry look alike on the wire", "[registry]")
{
    const auto all = keys(static_cast<TlvVariant*>(nullptr));
    const std::set<Key> distinct{all.begin(), all.end()};
    CHECK(distinct.size() == all.size());
}
