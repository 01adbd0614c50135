// The TLVs of IEEE 802.3, against octets that were written by hand from IEEE 802.3-2018 79.3 and IEEE 802.3bt-2018.

#include "proto/mau_types.hpp"
#include "tlv_cases.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <set>

using namespace lldp;
using tlv_cases::plain;

namespace {

Bytes dot3(std::uint8_t subtype, const Bytes& value)
{
    return tlv_cases::organizational(0x00120f, subtype, value);
}

template <typename T>
T aggregation(bool capable, bool enabled, std::uint32_t id)
{
    T tlv;
    tlv.capable = capable;
    tlv.enabled = enabled;
    tlv.port_id = id;
    return tlv;
}

const PowerViaMdi class_four_pse{true, true, true, true, 1, 5, std::nullopt};

PowerViaMdi with(const PowerViaMdi::DataLink& data_link)
{
    auto tlv = class_four_pse;
    tlv.data_link = data_link;
    return tlv;
}

const Bytes af{0x0f, 1, 5};
const Bytes at{0x51, 0, 130, 0, 100};
const Bytes bt{0, 1, 0, 2, 0, 3, 0, 4, 0x12, 0x34, 0x56, 0x02, 0x58, 0x05, 0x74, 0, 5};

std::vector<tlv_cases::Good> good()
{
    const PowerViaMdi::FourPair four_pair{1, 2, 3, 4, 0x1234, 0x56, 600, 5, 0x740005};
    return {
        {"MAC/PHY", MacPhy{true, false, 0x6c01, 0x011e}, {0xfe, 9, 0x00, 0x12, 0x0f, 1, 0x01, 0x6c, 0x01, 0x01, 0x1e}},
        {"MAC/PHY, enabled", MacPhy{false, true, 0x8000, 54}, dot3(1, {0x02, 0x80, 0, 0, 54})},
        {"aggregation", aggregation<LinkAggregation>(true, true, 0x01020304), dot3(3, {3, 1, 2, 3, 4})},
        {"no aggregation", aggregation<LinkAggregation>(true, false, 0), dot3(3, {1, 0, 0, 0, 0})},
        {"802.1AX aggregation", aggregation<LinkAggregation8021Ax>(false, true, 7),
         tlv_cases::organizational(0x0080c2, 7, {2, 0, 0, 0, 7})},
        {"frame size", MaximumFrameSize{1522}, dot3(4, {0x05, 0xf2})},
        {"power of 802.3af", class_four_pse, dot3(2, af)},
        {"power of 802.3af, other flags", PowerViaMdi{false, true, false, false, 2, 1, {}}, dot3(2, {0x02, 2, 1})},
        {"power of 802.3at", with({0x51, 130, 100, {}}), dot3(2, wire::join({af, at}))},
        {"power of 802.3bt", with({0x51, 130, 100, four_pair}), dot3(2, wire::join({af, at, bt}))},
    };
}

/// The part of what is shown that stands on the line with that label.
std::string value_of(const std::string& label, std::initializer_list<Bytes> tlvs)
{
    const auto text = plain(tlvs);
    const auto line = text.find(label + ":");
    if (line == std::string::npos)
        return "(not there)";
    const auto begin = text.find_first_not_of(' ', line + label.size() + 1);
    return text.substr(begin, text.find('\n', begin) - begin);
}

} // namespace

TEST_CASE("an IEEE 802.3 TLV is encoded as the standard draws it", "[dot3]")
{
    tlv_cases::check_encoded(good());
}

TEST_CASE("an IEEE 802.3 TLV is decoded from what the standard draws", "[dot3]")
{
    tlv_cases::check_decoded(good());
}

TEST_CASE("an IEEE 802.3 TLV that is too short for what it says discards the frame", "[dot3]")
{
    const std::string reason = ": the length is outside what is allowed";
    tlv_cases::check_refused({
        {"MAC/PHY", dot3(1, {3, 1, 2, 3}),
         "decode MAC/PHY Configuration/Status TLV at octet 26, expected five octets" + reason},
        {"power", dot3(2, {15, 1}), "decode Power Via MDI TLV at octet 26, expected at least three octets" + reason},
        {"aggregation", dot3(3, {3, 0, 0, 0}),
         "decode Link Aggregation TLV at octet 26, expected five octets" + reason},
        {"802.1AX aggregation", tlv_cases::organizational(0x0080c2, 7, {}),
         "decode IEEE 802.1AX Link Aggregation TLV at octet 26, expected five octets" + reason},
        {"frame size", dot3(4, {5}), "decode Maximum Frame Size TLV at octet 26, expected two octets" + reason},
    });
}

TEST_CASE("a power down time that has no room is not encoded", "[dot3]")
{
    PowerViaMdi::FourPair four_pair;
    four_pair.power_down = 0x1000000;
    tlv_cases::check_not_encoded({
        {"power", with({0, 0, 0, four_pair}), WireErrc::too_big,
         "encode Power Via MDI TLV with a power down of more than 24 bits: too big for its field"},
    });
}

TEST_CASE("what a port says of itself is shown with details", "[dot3]")
{
    const auto shown = {dot3(1, {0x03, 0x6c, 0x01, 0x00, 0x1e}), dot3(2, {0x07, 1, 1}), dot3(3, {3, 0, 0, 0, 7}),
                        dot3(4, {0x05, 0xf2})};
    CHECK(plain(shown) == "    MFS:          1522\n"
                          "    Port is aggregated. PortAggregID: 7\n"
                          "    PMD autoneg:  supported: yes, enabled: yes\n"
                          "      Adv:          10Base-T, HD: yes, FD: yes\n"
                          "      Adv:          100Base-TX, HD: yes, FD: yes\n"
                          "      Adv:          1000Base-T, HD: no, FD: yes\n"
                          "      MAU oper type: 1000BaseTFD - Four-pair Category 5 UTP, full duplex mode\n"
                          "    MDI Power:    supported: yes, enabled: yes, pair control: no\n"
                          "      Device type:  PSE\n"
                          "      Power pairs:  signal\n"
                          "      Class:        class 0\n");
    CHECK(tlv_cases::keyvalue(shown) ==
          "port.mfs=1522\n"
          "port.aggregation=7\n"
          "port.auto-negotiation.supported=yes\n"
          "port.auto-negotiation.enabled=yes\n"
          "port.auto-negotiation.10Base-T.hd=yes\n"
          "port.auto-negotiation.10Base-T.fd=yes\n"
          "port.auto-negotiation.100Base-TX.hd=yes\n"
          "port.auto-negotiation.100Base-TX.fd=yes\n"
          "port.auto-negotiation.1000Base-T.hd=no\n"
          "port.auto-negotiation.1000Base-T.fd=yes\n"
          "port.auto-negotiation.current=1000BaseTFD - Four-pair Category 5 UTP, full duplex mode\n"
          "port.power.supported=yes\n"
          "port.power.enabled=yes\n"
          "port.power.paircontrol=no\n"
          "port.power.device-type=PSE\n"
          "port.power.pairs=signal\n"
          "port.power.class=class 0\n");
    CHECK(plain(shown, Detail::Normal).empty());
}

TEST_CASE("what says nothing is not shown", "[dot3]")
{
    CHECK(plain({dot3(1, {0, 0, 0, 0, 0}), dot3(3, {3, 0, 0, 0, 0}), dot3(4, {0, 0})}).empty());
    CHECK(plain({dot3(1, {0, 0x80, 0, 0, 0})}).empty());
}

TEST_CASE("capabilities are shown when the port negotiates, and 100BASE-T4 knows no duplex modes", "[dot3]")
{
    CHECK(plain({dot3(1, {1, 0xff, 0xff, 0xff, 0xff})}) == "    PMD autoneg:  supported: yes, enabled: no\n"
                                                           "      MAU oper type: unknown\n");
    CHECK(plain({dot3(1, {2, 0x13, 0x0c, 0, 110})}) ==
          "    PMD autoneg:  supported: no, enabled: yes\n"
          "      Adv:          100Base-T2, HD: yes, FD: yes\n"
          "      Adv:          100Base-T4\n"
          "      Adv:          1000Base-X, HD: yes, FD: yes\n"
          "      MAU oper type: 2p5GbaseX - 2.5GBASE-X PCS/PMA over undefined PMD\n");
}

TEST_CASE("who tells the aggregation in both ways is shown it once", "[dot3]")
{
    const auto current = [](std::uint8_t id) { return tlv_cases::organizational(0x0080c2, 7, {3, 0, 0, 0, id}); };
    CHECK(plain({dot3(3, {3, 0, 0, 0, 7}), current(9)}) == "    Port is aggregated. PortAggregID: 9\n");
    CHECK(plain({dot3(3, {3, 0, 0, 0, 7}), current(0)}) == "    Port is aggregated. PortAggregID: 7\n");
    CHECK(plain({current(9)}) == "    Port is aggregated. PortAggregID: 9\n");
}

TEST_CASE("a form of power via MDI that is not complete is left out", "[dot3]")
{
    const auto understood = [](std::size_t size) {
        auto value = wire::join({af, at, bt, {0}});
        value.resize(size);
        const auto decoded = decode_lldpdu(wire::lldpdu({dot3(2, value)}));
        REQUIRE(decoded);
        const auto& data_link = decoded->pdu.find<PowerViaMdi>()->data_link;
        return !data_link ? 3 : data_link->four_pair ? 25 : 8;
    };
    CHECK(understood(3) == 3);
    CHECK(understood(7) == 3);
    CHECK(understood(8) == 8);
    CHECK(understood(24) == 8);
    CHECK(understood(25) == 25);
    CHECK(understood(26) == 25);
}

TEST_CASE("power over Ethernet is shown in all its forms", "[dot3]")
{
    CHECK(plain({dot3(2, wire::join({af, at, bt}))}) ==
          "    MDI Power:    supported: yes, enabled: yes, pair control: yes\n"
          "      Device type:  PSE\n"
          "      Power pairs:  signal\n"
          "      Class:        class 4\n"
          "      Power type:   2\n"
          "      Power Source: PSE\n"
          "      Power Source Value: 1\n"
          "      Power Priority: critical\n"
          "      PD requested power Value: 13000\n"
          "      PSE allocated power Value: 10000\n"
          "      Requested mode A: 100\n"
          "      Requested mode B: 200\n"
          "      Allocated alternative A: 300\n"
          "      Allocated alternative B: 400\n"
          "      PSE powering status: Unknown\n"
          "      PD powering status: Powered single-signature PD\n"
          "      Power pairs extra: Unknown\n"
          "      Class extra A: Class 4\n"
          "      Class extra B: Class 3\n"
          "      Class extra:  Class 4\n"
          "      Power type extra: Type 3 dual-signature PD\n"
          "      PD load:      PD is single- or dual-signature and power is not electrically isolated\n"
          "      PSE maximum available power: 60000\n"
          "      Autoclass:    supported: yes, completed: no, requested: yes\n"
          "      Power down requested for seconds: 5\n");
}

TEST_CASE("the words for power over Ethernet are those that scripts know", "[dot3]")
{
    const auto power = [](std::uint8_t pairs, std::uint8_t power_class) { return dot3(2, {0x0e, pairs, power_class}); };
    CHECK(value_of("Device type", {power(1, 1)}) == "PD");
    CHECK(value_of("Power pairs", {power(2, 1)}) == "spare");
    CHECK(value_of("Power pairs", {power(3, 1)}) == "unknown");
    CHECK(value_of("Class", {power(1, 0)}) == "unknown");
    CHECK(value_of("Class", {power(1, 3)}) == "class 2");
    CHECK(value_of("Class", {power(1, 6)}) == "unknown");

    const auto data_link = [](std::uint8_t device, unsigned type, unsigned source, unsigned priority) {
        return dot3(2, {device, 1, 5, static_cast<std::uint8_t>(type << 6U | source << 4U | priority), 0, 0, 0, 0});
    };
    CHECK(value_of("Power type", {data_link(1, 1, 0, 0)}) == "2");
    CHECK(value_of("Power type", {data_link(1, 2, 0, 0)}) == "1");
    CHECK(value_of("Power Source", {data_link(1, 0, 3, 0)}) == "PSE + Local");
    CHECK(value_of("Power Source", {data_link(0, 0, 1, 0)}) == "Primary power source");
    CHECK(value_of("Power Source", {data_link(0, 0, 2, 0)}) == "Backup source");
    CHECK(value_of("Power Source Value", {data_link(0, 0, 2, 0)}) == "2");
    CHECK(value_of("Power Priority", {data_link(0, 0, 0, 0)}) == "unknown");
    CHECK(value_of("Power Priority", {data_link(0, 0, 0, 2)}) == "high");
    CHECK(value_of("Power Priority", {data_link(0, 0, 0, 3)}) == "low");
}

TEST_CASE("the words for four-pair power are those of the standard", "[dot3]")
{
    const auto status = [](unsigned bits) {
        return dot3(2, wire::join({af,
                                   at,
                                   Bytes(8, 0),
                                   {static_cast<std::uint8_t>(bits >> 8U), static_cast<std::uint8_t>(bits)},
                                   Bytes(7, 0)}));
    };
    CHECK(value_of("PSE powering status", {status(1U << 14U)}) == "2-pair powering");
    CHECK(value_of("PSE powering status", {status(2U << 14U)}) == "4-pair powering single-signature PD");
    CHECK(value_of("PSE powering status", {status(3U << 14U)}) == "4-pair powering dual-signature PD");
    CHECK(value_of("PD powering status", {status(2U << 12U)}) == "2-pair powered dual-signature PD");
    CHECK(value_of("PD powering status", {status(3U << 12U)}) == "4-pair powered dual-signature PD");
    CHECK(value_of("Power pairs extra", {status(2U << 10U)}) == "Alternative B");
    CHECK(value_of("Class extra A", {status(7U << 7U)}) == "Single-signature PD or 2-pair only PSE");
    CHECK(value_of("Class extra B", {status(6U << 4U)}) == "Unknown");
    CHECK(value_of("Class extra", {status(8)}) == "Class 8");
    CHECK(value_of("Class extra", {status(15)}) == "Dual-signature PD");

    const auto type = [](unsigned number) {
        return dot3(2, wire::join({af, at, Bytes(10, 0), {static_cast<std::uint8_t>(number << 1U)}, Bytes(6, 0)}));
    };
    CHECK(value_of("Power type extra", {type(0)}) == "Type 3 PSE");
    CHECK(value_of("Power type extra", {type(1)}) == "Type 4 PSE");
    CHECK(value_of("Power type extra", {type(5)}) == "Type 4 dual-signature PD");
    CHECK(value_of("Power type extra", {type(6)}) == "Unknown");
}

TEST_CASE("every kind of port up to 400 Gbit/s has a name of its own", "[dot3]")
{
    std::set<std::string_view> names;
    for (std::uint16_t type = 1; type <= 144; ++type)
        names.insert(mau_type_name(type));
    CHECK(names.size() == 144);
    CHECK_FALSE(names.contains("unknown"));
    CHECK(mau_type_name(0) == "unknown");
    CHECK(mau_type_name(145) == "unknown");
    CHECK(mau_type_name(65535) == "unknown");
    CHECK_THAT(std::string{mau_type_name(140)}, Catch::Matchers::StartsWith("400GbaseER8 "));
}
