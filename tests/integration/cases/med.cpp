// LLDP-MED (ANSI/TIA-1057): what a telephone tells, and what a host tells that is one.
#include "lldp/heard.hpp"
#include "lldp/test.hpp"

namespace {

Bytes med(std::uint8_t subtype, const Bytes& value)
{
    return organizational("00:12:bb", subtype, value);
}

/// RFC 3825: 48.5 degrees north, 2.25 degrees west, each to 34 bits; 117.5 m to 30 bits; WGS84.
const Bytes coordinates{1, 0x88, 0x61, 0x00, 0x00, 0x00, 0x8b, 0xfb, 0x80, 0x00, 0x00, 0x17, 0x80, 0x00, 0x75, 0x80, 1};

} // namespace

TEST_CASE("a telephone tells what it is, which policy it follows, where it stands and what it is made of", "[med]")
{
    needs(Feature::LldpMed);
    const Heard heard{med(1, {0x00, 0x3f, 3}),
                      med(2, {1, 0x40, 0xcb, 0x2e}),
                      med(3, Bytes{2, 10, 2, 'F', 'R', 6, 5} + text_bytes("Paris")),
                      med(3, Bytes{3} + text_bytes("911")),
                      med(3, coordinates),
                      med(4, {0x53, 0, 65}),
                      med(5, text_bytes("hw")),
                      med(6, text_bytes("fw")),
                      med(7, text_bytes("sw")),
                      med(8, text_bytes("sn")),
                      med(9, text_bytes("maker")),
                      med(10, text_bytes("model")),
                      med(11, text_bytes("asset"))};

    CHECK_THAT(heard.neighbor().below("lldp-med"), is(KeyValue{
                                                       {"device-type", "Communication Device Endpoint (Class III)"},
                                                       {"Capabilities.available", "yes"},
                                                       {"Policy.available", "yes"},
                                                       {"Location.available", "yes"},
                                                       {"MDI/PSE.available", "yes"},
                                                       {"MDI/PD.available", "yes"},
                                                       {"Inventory.available", "yes"},
                                                       {"policy.apptype", "Voice"},
                                                       {"policy.defined", "yes"},
                                                       {"policy.vlan.vid", "101"},
                                                       {"policy.priority", "Video"},
                                                       {"policy.pcp", "4"},
                                                       {"policy.dscp", "46"},
                                                       {"Coordinates.geoid", "WGS84"},
                                                       {"Coordinates.lat", "48.5000000N"},
                                                       {"Coordinates.lon", "2.2500000W"},
                                                       {"Coordinates.altitude.unit", "m"},
                                                       {"Coordinates.altitude", "117.50"},
                                                       {"Civic address.country", "FR"},
                                                       {"Civic address.street", "Paris"},
                                                       {"ELIN.ecs", "911"},
                                                       {"poe.device-type", "PD"},
                                                       {"poe.source", "PSE"},
                                                       {"poe.priority", "low"},
                                                       {"poe.power", "6500"},
                                                       {"inventory.hardware", "hw"},
                                                       {"inventory.software", "sw"},
                                                       {"inventory.firmware", "fw"},
                                                       {"inventory.serial", "sn"},
                                                       {"inventory.manufacturer", "maker"},
                                                       {"inventory.model", "model"},
                                                       {"inventory.asset", "asset"},
                                                   }));
}

TEST_CASE("who does not say what kind of device it is does not speak LLDP-MED", "[med]")
{
    needs(Feature::LldpMed);
    const Heard heard{med(2, {1, 0x40, 0xcb, 0x2e}), med(5, text_bytes("hw"))};

    CHECK_THAT(heard.neighbor(), is(KeyValue{}));
}

TEST_CASE("a civic address that is longer than its TLV is not read past its end", "[med]")
{
    needs(Feature::LldpMed);
    const Heard heard{med(1, {0x00, 0x01, 1}), med(3, {2, 8, 2, 'F', 'R', 6, 200, 'a', 'b', 'c'})};

    CHECK_THAT(heard.neighbor().below("lldp-med"), is(KeyValue{
                                                       {"device-type", "Generic Endpoint (Class I)"},
                                                       {"Capabilities.available", "yes"},
                                                       {"Civic address.country", "FR"},
                                                   }));
}

TEST_CASE("a malformed TLV of LLDP-MED discards its frame", "[med][malformed]")
{
    needs(Feature::LldpMed);
    const auto row = GENERATE(values<NamedBytes>({
        {"capabilities of two bytes", med(1, {0, 1})},
        {"a policy of three bytes", med(2, {1, 0, 0})},
        {"a location without its form", med(3, {})},
        {"power of two bytes", med(4, {0, 1})},
    }));
    const Heard heard{row.bytes};

    heard.check_discarded();
}

TEST_CASE("a TLV of LLDP-MED that is not known is counted and not kept", "[med]")
{
    needs(Feature::LldpMed);
    const Heard heard{med(200, {1, 2, 3})};

    CHECK_THAT(heard.neighbor(), is(KeyValue{}));
    CHECK(heard.counters() == Counters{.rx = 2, .unrecognized = 1, .inserted = 2});
}

TEST_CASE("a host speaks LLDP-MED as the class of device that it is told to be", "[med]")
{
    needs(Feature::LldpMed);
    const auto device = GENERATE(values<unsigned>({1, 2, 3, 4}));
    Namespaces ns;
    Links links;
    const auto [here, there] = links.veth(ns(1), ns(2));
    Capture seen{there};
    Lldpd lldpd{ns(1), {"-M", std::to_string(device)}};

    const auto frame = next_lldp_from(seen, here.mac());
    CHECK(has_tlv(frame, med(1, {0x00, 0x3f, static_cast<std::uint8_t>(device)})));
}

TEST_CASE("a host tells no inventory when told so, and no kernel in it when that is hidden", "[med]")
{
    needs(Feature::LldpMed);
    Namespaces ns;
    Links links;
    const auto [here, there] = links.veth(ns(1), ns(2));
    Capture seen{there};

    SECTION("no inventory")
    {
        Lldpd lldpd{ns(1), {"-M", "3", "-i"}};
        const auto frame = next_lldp_from(seen, here.mac());
        CHECK(has_tlv(frame, med(1, {0x00, 0x1f, 3})));
        CHECK(!has_tlv(frame, {0x00, 0x12, 0xbb, 7}));
    }
    SECTION("no kernel")
    {
        Lldpd lldpd{ns(1), {"-M", "3", "-k"}};
        CHECK(has_tlv(next_lldp_from(seen, here.mac()), med(7, text_bytes("Unknown"))));
    }
}

TEST_CASE("a host says nothing of LLDP-MED unless it is told to", "[med]")
{
    Namespaces ns;
    Links links;
    const auto [here, there] = links.veth(ns(1), ns(2));
    Capture seen{there};
    Lldpd lldpd{ns(1)};

    const auto frame = next_lldp_from(seen, here.mac());
    CHECK(!has_tlv(frame, {0x00, 0x12, 0xbb}));
}
