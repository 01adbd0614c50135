// Organizationally specific TLVs of which this implementation knows no more than that.

#include "tlv_cases.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace lldp;
using tlv_cases::organizational;

namespace {

unsigned unrecognized(std::initializer_list<Bytes> tlvs)
{
    const auto decoded = decode_lldpdu(wire::lldpdu(tlvs));
    REQUIRE(decoded);
    return decoded->unrecognized;
}

std::vector<tlv_cases::Good> good()
{
    return {
        {"short", CustomTlv{0x334455, 1, {'h', 'i'}}, {0xfe, 6, 0x33, 0x44, 0x55, 1, 'h', 'i'}},
        {"nothing but OUI and subtype", CustomTlv{0x334455, 255, {}}, {0xfe, 4, 0x33, 0x44, 0x55, 255}},
        {"OUI 0, subtype 0", CustomTlv{0, 0, {1}}, {0xfe, 5, 0, 0, 0, 0, 1}},
        {"longest", CustomTlv{0xffffff, 0, Bytes(507, 'v')}, organizational(0xffffff, 0, Bytes(507, 'v'))},
        {"subtype that IEEE 802.1 does not define", CustomTlv{0x0080c2, 200, {1}}, organizational(0x0080c2, 200, {1})},
        {"subtype that IEEE 802.3 does not define", CustomTlv{0x00120f, 200, {1}}, organizational(0x00120f, 200, {1})},
    };
}

} // namespace

TEST_CASE("an unknown organizationally specific TLV is kept as it came", "[custom]")
{
    tlv_cases::check_decoded(good());
    for (const auto& it : good())
        CHECK(unrecognized({it.octets}) == 1);
}

TEST_CASE("a custom TLV is sent as it is", "[custom]")
{
    tlv_cases::check_encoded(good());
}

TEST_CASE("a custom TLV that has no room is not sent", "[custom]")
{
    tlv_cases::check_not_encoded({
        {"value", CustomTlv{0x334455, 1, Bytes(508, 'v')}, WireErrc::too_big,
         "encode Organizationally Specific TLV with a value of 512 octets, more than 511: too big for its field"},
        {"OUI", CustomTlv{0x1000000, 1, {}}, WireErrc::too_big,
         "encode Organizationally Specific TLV with an OUI of more than 24 bits: too big for its field"},
    });
}

TEST_CASE("unknown organizationally specific TLVs are shown whatever the detail, in the order of the frame", "[custom]")
{
    const auto shown = {organizational(0x334455, 2, {0xab, 0}), organizational(0x334455, 1, {'x'}),
                        organizational(0x334455, 1, {'x'}), organizational(0x00005e, 0, {})};
    const std::string expected = "  Unknown TLVs:\n"
                                 "    TLV:          OUI: 33,44,55, SubType: 2, Len: 2 AB,00\n"
                                 "    TLV:          OUI: 33,44,55, SubType: 1, Len: 1 78\n"
                                 "    TLV:          OUI: 33,44,55, SubType: 1, Len: 1 78\n"
                                 "    TLV:          OUI: 00,00,5E, SubType: 0, Len: 0\n";
    CHECK(tlv_cases::plain(shown, Detail::Full) == expected);
    CHECK(tlv_cases::plain(shown, Detail::Summary) == expected);
    CHECK(tlv_cases::keyvalue({organizational(0x334455, 2, {0xab, 0})}) == "unknown-tlvs.unknown-tlv.oui=33,44,55\n"
                                                                           "unknown-tlvs.unknown-tlv.subtype=2\n"
                                                                           "unknown-tlvs.unknown-tlv.len=2\n"
                                                                           "unknown-tlvs.unknown-tlv=AB,00\n");
    CHECK(unrecognized(shown) == 4);
}

#ifdef ENABLE_LLDPMED
TEST_CASE("a subtype that ANSI/TIA-1057 reserves is counted and not kept", "[custom]")
{
    CHECK(unrecognized({organizational(0x0012bb, 200, {1})}) == 1);
    CHECK(tlv_cases::plain({organizational(0x0012bb, 200, {1})}).empty());
}
#else
TEST_CASE("who does not speak LLDP-MED keeps its TLVs as those of anybody", "[custom]")
{
    CHECK(unrecognized({organizational(0x0012bb, 2, {1})}) == 1);
    CHECK_FALSE(tlv_cases::plain({organizational(0x0012bb, 2, {1})}).empty());
}
#endif
