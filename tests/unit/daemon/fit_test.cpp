// What is left out of an LLDPDU that is too big.

#include "daemon/fit.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace lldp;
using namespace lldp::daemon;

namespace {

Lldpdu with(std::vector<Tlv> more)
{
    Lldpdu pdu{
        {ChassisId::mac({0, 0, 0x5e, 0, 0x53, 1}), PortId::ifname("eth0"), TimeToLive{std::chrono::seconds{120}}}};
    pdu.tlvs.insert(pdu.tlvs.end(), more.begin(), more.end());
    return pdu;
}

std::size_t size_of(const Lldpdu& pdu)
{
    const auto octets = encode_lldpdu(pdu);
    REQUIRE(octets);
    return octets->size();
}

} // namespace

TEST_CASE("an LLDPDU that just fits is left as it is", "[fit]")
{
    const auto pdu = with({SystemName{"switch"}});
    const auto fitted = fit(pdu, size_of(pdu));
    CHECK(fitted.pdu == pdu);
    CHECK(fitted.left_out.empty());
}

TEST_CASE("of the basic TLVs management addresses go first and the name last", "[fit]")
{
    const auto name = SystemName{"switch"};
    const auto address = ManagementAddress::ipv4({192, 0, 2, 1}, 1);
    const auto description = SystemDescription{"an operating system"};
    const auto pdu = with({name, description, address, address});

    auto fitted = fit(pdu, size_of(pdu) - 1);
    CHECK(fitted.pdu == with({name, description}));
    CHECK(fitted.left_out == "Management Address");

    fitted = fit(pdu, size_of(with({name})));
    CHECK(fitted.pdu == with({name}));
    CHECK(fitted.left_out == "Management Address, System Description");
}

TEST_CASE("what cannot be left out stays, whatever the room", "[fit]")
{
    CHECK(fit(with({SystemName{"switch"}, SystemCapabilities{}, PortDescription{"eth0"}}), 1).pdu == with({}));
}

#if defined ENABLE_DOT1 && defined ENABLE_DOT3 && defined ENABLE_LLDPMED && defined ENABLE_CUSTOM
TEST_CASE("VLAN names go first, then what is custom, LLDP-MED, IEEE 802.1 and IEEE 802.3", "[fit]")
{
    const std::vector<Tlv> kept{SystemName{"switch"}, ManagementAddress::ipv4({192, 0, 2, 1}, 1)};
    // Each is expected to go before those in front of it.
    std::vector<std::vector<Tlv>> kinds{
        {MacPhy{}, LinkAggregation{}},      {PortVlanId{1}},
        {MedCapabilities{}, MedLocation{}}, {MedModel{"model"}},
        {CustomTlv{0x334455, 1, {}}},       {VlanName{1, "one"}, VlanName{2, "two"}},
    };
    auto all = kept;
    for (const auto& kind : kinds)
        all.insert(all.end(), kind.begin(), kind.end());
    auto remaining = all;
    for (; !kinds.empty(); kinds.pop_back()) {
        const auto room = size_of(with(remaining)) - 1;
        remaining.resize(remaining.size() - kinds.back().size());
        CHECK(fit(with(all), room).pdu == with(remaining));
    }
    CHECK(remaining == kept);
    CHECK(fit(with(all), size_of(with(all)) - 1).left_out == "VLAN Name");
}
#endif
