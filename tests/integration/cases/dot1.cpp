// What a neighbor tells in the TLVs of IEEE 802.1 (IEEE 802.1Q-2018 annex D.2).
#include "lldp/heard.hpp"
#include "lldp/test.hpp"

namespace {

Bytes dot1(std::uint8_t subtype, const Bytes& value)
{
    return organizational("00:80:c2", subtype, value);
}

Bytes vlan_name(std::uint8_t vlan, std::string_view name)
{
    return dot1(3, Bytes{0, vlan, static_cast<std::uint8_t>(name.size())} + text_bytes(name));
}

} // namespace

TEST_CASE("a neighbor tells its VLANs, and which of them is the port's own", "[dot1]")
{
    needs(Feature::Dot1);
    const Heard heard{dot1(1, {0, 100}), dot1(2, {0x06, 0, 200}), vlan_name(100, "voice"), vlan_name(101, "video"),
                      dot1(4, {3, 0x88, 0xcc, 1})};

    CHECK_THAT(heard.neighbor(), is(KeyValue{
                                     {"vlan.vlan-id", "100"},
                                     {"vlan.pvid", "yes"},
                                     {"vlan", "voice"},
                                     {"vlan.vlan-id", "101"},
                                     {"vlan.pvid", "no"},
                                     {"vlan", "video"},
                                     {"ppvid.value", "200"},
                                     {"ppvid.supported", "yes"},
                                     {"ppvid.enabled", "yes"},
                                     {"pi", "88 cc 01"},
                                 }));
    CHECK(heard.counters() == Counters{.rx = 2, .inserted = 2});
}

TEST_CASE("a port's own VLAN is told without a name too", "[dot1]")
{
    needs(Feature::Dot1);
    const Heard heard{dot1(1, {0x0f, 0xfe}), vlan_name(7, "other")};

    CHECK_THAT(heard.neighbor(), is(KeyValue{
                                     {"vlan.vlan-id", "7"},
                                     {"vlan.pvid", "no"},
                                     {"vlan", "other"},
                                     {"vlan.vlan-id", "4094"},
                                     {"vlan.pvid", "yes"},
                                 }));
}

TEST_CASE("a malformed TLV of IEEE 802.1 discards its frame", "[dot1][malformed]")
{
    needs(Feature::Dot1);
    const auto row = GENERATE(values<NamedBytes>({
        {"a port VLAN of one byte", dot1(1, {5})},
        {"a protocol VLAN of two bytes", dot1(2, {6, 0})},
        {"a VLAN name longer than its TLV", dot1(3, {0, 7, 5, 'a'})},
        {"a protocol longer than its TLV", dot1(4, {5, 'a', 'b'})},
    }));
    const Heard heard{row.bytes};

    heard.check_discarded();
}
