// The TLVs of IEEE 802.1, against octets that were written by hand from IEEE 802.1Q-2018 annex D.2.

#include "tlv_cases.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace lldp;

namespace {

Bytes dot1(std::uint8_t subtype, const Bytes& value)
{
    return tlv_cases::organizational(0x0080c2, subtype, value);
}

std::vector<tlv_cases::Good> good()
{
    return {
        {"port VLAN", PortVlanId{100}, {0xfe, 6, 0x00, 0x80, 0xc2, 1, 0, 100}},
        {"no port VLAN", PortVlanId{0}, {0xfe, 6, 0x00, 0x80, 0xc2, 1, 0, 0}},
        {"protocol VLAN, supported", PortProtocolVlanId{true, false, 0x123}, dot1(2, {0x02, 0x01, 0x23})},
        {"protocol VLAN, enabled", PortProtocolVlanId{false, true, 7}, dot1(2, {0x04, 0, 7})},
        {"VLAN name", VlanName{0x123, "voice"}, dot1(3, {0x01, 0x23, 5, 'v', 'o', 'i', 'c', 'e'})},
        {"VLAN without a name", VlanName{7, ""}, dot1(3, {0, 7, 0})},
        {"longest VLAN name", VlanName{7, std::string(32, 'n')}, dot1(3, wire::join({{0, 7, 32}, Bytes(32, 'n')}))},
        {"protocol", ProtocolIdentity{{0x88, 0xcc}}, dot1(4, {2, 0x88, 0xcc})},
        {"longest protocol", ProtocolIdentity{Bytes(255, 1)}, dot1(4, wire::join({{255}, Bytes(255, 1)}))},
    };
}

} // namespace

TEST_CASE("an IEEE 802.1 TLV is encoded as the standard draws it", "[dot1]")
{
    tlv_cases::check_encoded(good());
}

TEST_CASE("an IEEE 802.1 TLV is decoded from what the standard draws", "[dot1]")
{
    tlv_cases::check_decoded(good());
}

TEST_CASE("an IEEE 802.1 TLV that is too short for what it says discards the frame", "[dot1]")
{
    tlv_cases::check_refused({
        {"port VLAN", dot1(1, {5}),
         "decode Port VLAN ID TLV at octet 26, expected two octets: the length is outside what is allowed"},
        {"protocol VLAN", dot1(2, {6, 0}),
         "decode Port And Protocol VLAN ID TLV at octet 26, expected three octets: the length is outside what is "
         "allowed"},
        {"VLAN name without length", dot1(3, {0, 7}),
         "decode VLAN Name TLV at octet 26, expected a VLAN ID and a name of 0 octets: the data ends too early"},
        {"VLAN name", dot1(3, {0, 7, 5, 'a'}),
         "decode VLAN Name TLV at octet 26, expected a VLAN ID and a name of 5 octets: the data ends too early"},
        {"protocol", dot1(4, {5, 'a', 'b'}),
         "decode Protocol Identity TLV at octet 26, expected an identity of 5 octets: the data ends too early"},
        {"protocol without length", dot1(4, {}),
         "decode Protocol Identity TLV at octet 26, expected an identity of 0 octets: the data ends too early"},
    });
}

TEST_CASE("what stands behind what an IEEE 802.1 TLV says is ignored", "[dot1]")
{
    CHECK(tlv_cases::plain({dot1(1, {0, 5, 6})}) == "  VLAN:         5, pvid: yes\n");
    CHECK(tlv_cases::plain({dot1(3, {0, 7, 1, 'a', 'b', 'b'})}) == "  VLAN:         7, pvid: no a\n");
}

TEST_CASE("an IEEE 802.1 TLV that is too long is not encoded", "[dot1]")
{
    tlv_cases::check_not_encoded({
        {"VLAN name", VlanName{7, std::string(33, 'n')}, WireErrc::too_big,
         "encode VLAN Name TLV with a name of 33 octets, more than 32: too big for its field"},
        {"protocol", ProtocolIdentity{Bytes(256, 1)}, WireErrc::too_big,
         "encode Protocol Identity TLV with an identity of 256 octets, more than 255: too big for its field"},
    });
}

TEST_CASE("VLANs are shown with details, and the port's own is marked", "[dot1]")
{
    const auto shown = {dot1(1, {0, 100}),         dot1(2, {0x06, 0, 200}), dot1(3, {0, 100, 1, 'a'}),
                        dot1(3, {0, 101, 1, 'b'}), dot1(2, {0, 0, 0}),      dot1(4, {3, 0x88, 0xcc, 1})};
    CHECK(tlv_cases::plain(shown) == "  VLAN:         100, pvid: yes a\n"
                                     "  VLAN:         101, pvid: no b\n"
                                     "  PPVID:        200, supported: yes, enabled: yes\n"
                                     "  PPVID:        supported: no, enabled: no\n"
                                     "  PI:           88 cc 01\n");
    CHECK(tlv_cases::keyvalue(shown) == "vlan.vlan-id=100\n"
                                        "vlan.pvid=yes\n"
                                        "vlan=a\n"
                                        "vlan.vlan-id=101\n"
                                        "vlan.pvid=no\n"
                                        "vlan=b\n"
                                        "ppvid.value=200\n"
                                        "ppvid.supported=yes\n"
                                        "ppvid.enabled=yes\n"
                                        "ppvid.supported=no\n"
                                        "ppvid.enabled=no\n"
                                        "pi=88 cc 01\n");
    CHECK(tlv_cases::plain(shown, Detail::Normal).empty());
}

TEST_CASE("a port VLAN of which no name is told stands behind those that have one", "[dot1]")
{
    CHECK(tlv_cases::plain({dot1(1, {0, 5}), dot1(3, {0, 7, 2, 'a', '\n'})}) == "  VLAN:         7, pvid: no a \n"
                                                                                "  VLAN:         5, pvid: yes\n");
    CHECK(tlv_cases::plain({dot1(1, {0, 0}), dot1(4, {0})}).empty());
}

TEST_CASE("of two port VLANs the last is kept", "[dot1]")
{
    CHECK(tlv_cases::plain({dot1(1, {0, 5}), dot1(1, {0, 6})}) == "  VLAN:         6, pvid: yes\n");
}
