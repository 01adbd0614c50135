// What a neighbor tells in the TLVs of IEEE 802.3 (IEEE 802.3-2018 79.3).
#include "lldp/heard.hpp"
#include "lldp/test.hpp"

namespace {

Bytes dot3(std::uint8_t subtype, const Bytes& value)
{
    return organizational("00:12:0f", subtype, value);
}

const Bytes power_af{0x0f, 1, 5};
const Bytes power_at = power_af + Bytes{0x51, 0, 130, 0, 100};

} // namespace

TEST_CASE("a neighbor tells its negotiation, the frames it takes and its aggregation", "[dot3]")
{
    needs(Feature::Dot3);
    const Heard heard{dot3(1, {0x03, 0x6c, 0x01, 0x00, 0x1e}), dot3(3, {3, 0, 0, 0, 7}), dot3(4, {0x05, 0xf2})};

    CHECK_THAT(heard.neighbor(),
               is(KeyValue{
                   {"port.mfs", "1522"},
                   {"port.aggregation", "7"},
                   {"port.auto-negotiation.supported", "yes"},
                   {"port.auto-negotiation.enabled", "yes"},
                   {"port.auto-negotiation.10Base-T.hd", "yes"},
                   {"port.auto-negotiation.10Base-T.fd", "yes"},
                   {"port.auto-negotiation.100Base-TX.hd", "yes"},
                   {"port.auto-negotiation.100Base-TX.fd", "yes"},
                   {"port.auto-negotiation.1000Base-T.hd", "no"},
                   {"port.auto-negotiation.1000Base-T.fd", "yes"},
                   {"port.auto-negotiation.current", "1000BaseTFD - Four-pair Category 5 UTP, full duplex mode"},
               }));
}

TEST_CASE("an aggregation is understood as IEEE 802.1AX tells it", "[dot3]")
{
    needs(Feature::Dot3);
    const Heard heard{organizational("00:80:c2", 7, {3, 0, 0, 0, 9})};

    CHECK_THAT(heard.neighbor(), is(KeyValue{{"port.aggregation", "9"}}));
}

TEST_CASE("a neighbor tells that it feeds a device", "[dot3]")
{
    needs(Feature::Dot3);
    const Heard heard{dot3(2, power_af)};

    CHECK_THAT(heard.neighbor(), is(KeyValue{
                                     {"port.power.supported", "yes"},
                                     {"port.power.enabled", "yes"},
                                     {"port.power.paircontrol", "yes"},
                                     {"port.power.device-type", "PSE"},
                                     {"port.power.pairs", "signal"},
                                     {"port.power.class", "class 4"},
                                 }));
}

TEST_CASE("a neighbor tells how much power is asked for and given", "[dot3]")
{
    needs(Feature::Dot3);
    const Heard heard{dot3(2, power_at)};

    const auto power = heard.neighbor().below("port.power");
    CHECK(power["power-type"] == "2");
    CHECK(power["source"] == "PSE");
    CHECK(power["priority"] == "critical");
    CHECK(power["requested"] == "13000");
    CHECK(power["allocated"] == "10000");
}

TEST_CASE("beside the word for a source of power stands its number", "[dot3]")
{
    needs(Feature::Dot3);
    const Heard heard{dot3(2, power_at)};

    CHECK(heard.neighbor()["port.power.source-value"] == "1");
}

TEST_CASE("the power of four pairs is told in the standard's words", "[dot3]")
{
    needs(Feature::Dot3);
    const Heard heard{
        dot3(2, power_at + Bytes{0, 1, 0, 2, 0, 3, 0, 4, 0xb8, 0x35, 0x06, 0x02, 0x58, 0x05, 0x74, 0, 5})};

    const auto power = heard.neighbor().below("port.power");
    CHECK(power["requested-a"] == "100");
    CHECK(power["requested-b"] == "200");
    CHECK(power["allocated-a"] == "300");
    CHECK(power["allocated-b"] == "400");
    CHECK(power["pse-powering-status"] == "4-pair powering single-signature PD");
    CHECK(power["pd-powering-status"] == "4-pair powered dual-signature PD");
    CHECK(power["power-pairs-ext"] == "Alternative B");
    CHECK(power["power-class-ext"] == "Class 5");
    CHECK(power["power-type-ext"] == "Type 3 dual-signature PD");
    CHECK(power["max-power"] == "60000");
    CHECK(power["autoclass.requested"] == "yes");
    CHECK(power["power-down"] == "5");
}

TEST_CASE("a malformed TLV of IEEE 802.3 discards its frame", "[dot3][malformed]")
{
    needs(Feature::Dot3);
    const auto row = GENERATE(values<NamedBytes>({
        {"negotiation of four bytes", dot3(1, {3, 1, 2, 3})},
        {"power of two bytes", dot3(2, {15, 1})},
        {"aggregation of four bytes", dot3(3, {3, 0, 0, 0})},
        {"frame size of one byte", dot3(4, {5})},
    }));
    const Heard heard{row.bytes};

    heard.check_discarded();
}
