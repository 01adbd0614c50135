// Frames that are wrong, or only odd: each goes in before a good one, and the counters tell what became of it.
#include "lldp/heard.hpp"
#include "lldp/test.hpp"

namespace {

Bytes strange(std::initializer_list<Bytes> tlvs, const char* destination = nearest_bridge)
{
    return lldp_frame(Heard::sender, tlvs, destination);
}

const Bytes chassis = chassis_mac(Heard::sender);
const Bytes port = port_mac(Heard::sender);
const Bytes ttl = time_to_live(120);
const Bytes end = end_of_lldpdu();

Bytes zeros(std::size_t count)
{
    Bytes result;
    result.resize(count);
    return result;
}

} // namespace

TEST_CASE("a malformed frame is discarded, counted, and harms nobody", "[malformed]")
{
    const auto row = GENERATE(values<NamedBytes>({
        {"no end", strange({chassis, port, ttl})},
        {"an end of length 1", strange({chassis, port, ttl, tlv(0, {0})})},
        {"no TTL", strange({chassis, port, end})},
        {"the port before the chassis", strange({port, chassis, ttl, end})},
        {"the chassis twice", strange({chassis, chassis, port, ttl, end})},
        {"a second TTL at the end", strange({chassis, port, ttl, ttl, end})},
        {"a chassis ID of subtype 0", strange({chassis_id(0, mac_bytes(Heard::sender)), port, ttl, end})},
        {"a chassis ID of subtype 8", strange({chassis_id(8, mac_bytes(Heard::sender)), port, ttl, end})},
        {"an empty chassis ID", strange({chassis_id(7, {}), port, ttl, end})},
        {"an empty port ID", strange({chassis, port_id(7, {}), ttl, end})},
        {"a chassis ID of 256 octets", strange({chassis_id(7, Bytes(256, 'x')), port, ttl, end})},
        {"a TLV longer than the frame", strange({chassis, port, ttl, tlv_claiming(100, 5, text_bytes("short"))})},
        {"an organizational TLV of 3 bytes", strange({chassis, port, ttl, tlv(127, mac_bytes("00:12:0f")), end})},
        {"a management address of 31 bytes",
         strange({chassis, port, ttl, tlv(8, Bytes{32, 1} + zeros(31) + Bytes{2, 0, 0, 0, 1, 0}), end})},
        {"capabilities of 3 bytes", strange({chassis, port, ttl, tlv(7, zeros(3)), end})},
        {"a TTL of 1 byte", strange({chassis, port, tlv(3, {120}), end})},
    }));
    Heard::frame(row.bytes).check_discarded();
}

TEST_CASE("a frame of a VLAN is read to its end and no further, however long it is", "[malformed]")
{
    const auto tagged = [](const Bytes& frame) {
        const auto addresses = frame.begin() + 12;
        return Bytes{frame.begin(), addresses} + Bytes{0x81, 0x00, 0x00, 0x07} + Bytes{addresses, frame.end()};
    };
    const auto whole = strange({chassis, port, ttl, end});
    const std::size_t longest = 14 + 1500;
    SECTION("as long as the MTU lets it be")
    {
        const auto filled = whole + zeros(longest - whole.size());
        CHECK(Heard::frame(tagged(filled)).counters() == Counters{.rx = 2, .inserted = 2});
    }
    SECTION("with TLVs up to there")
    {
        Bytes filled = strange({chassis, port, ttl});
        while (filled.size() + 2 + 100 < longest)
            filled = filled + system_name(std::string(100, 'x'));
        filled = filled + system_name(std::string(longest - filled.size() - 2, 'x'));
        Heard::frame(tagged(filled)).check_discarded();
    }
    SECTION("with nothing behind the tag but a type")
    {
        CHECK(Heard::frame(tagged(Bytes{whole.begin(), whole.begin() + 14})).neighbors() == 1);
    }
}

TEST_CASE("a management address without even its subtype is discarded with its frame", "[malformed]")
{
    Heard{tlv(8, zeros(9))}.check_discarded();
}

TEST_CASE("a frame that is only odd is accepted", "[malformed]")
{
    const auto row = GENERATE(values<NamedBytes>({
        {"a chassis ID of 255 octets", strange({chassis_id(7, Bytes(255, 'x')), port, ttl, end})},
        {"a MAC address of 5 bytes", strange({chassis_id(4, zeros(5)), port, ttl, end})},
        {"an empty system name", strange({chassis, port, ttl, system_name(""), end})},
        {"two system names", strange({chassis, port, ttl, system_name("a"), system_name("b"), end})},
        {"a NUL in the system name", strange({chassis, port, ttl, tlv(5, {'a', 0, 'b'}), end})},
        {"a TTL of 3 bytes", strange({chassis, port, tlv(3, {0, 120, 0}), end})},
        {"a management address whose object identifier is longer than its TLV",
         strange({chassis, port, ttl, tlv(8, {5, 1, 192, 0, 2, 1, 2, 0, 0, 0, 1, 200, 1}), end})},
        {"garbage behind the end", strange({chassis, port, ttl, end, Bytes(32, 0xff)})},
    }));
    const auto heard = Heard::frame(row.bytes);

    CHECK(heard.neighbors() == 2);
    CHECK(heard.counters() == Counters{.rx = 2, .inserted = 2});
}

TEST_CASE("a TLV that is not known is counted, and the rest of its frame is used", "[malformed]")
{
    const auto row = GENERATE(values<NamedBytes>({
        {"the reserved type 9", strange({chassis, port, ttl, tlv(9, zeros(4)), system_name("odd"), end})},
        {"the reserved type 126", strange({chassis, port, ttl, tlv(126, {}), system_name("odd"), end})},
        {"an unknown organization",
         strange({chassis, port, ttl, organizational("00:00:5e", 1, zeros(4)), system_name("odd"), end})},
    }));
    const auto heard = Heard::frame(row.bytes);

    CHECK(heard.neighbor()["chassis.name"] == "odd");
    CHECK(heard.counters() == Counters{.rx = 2, .unrecognized = 1, .inserted = 2});
}

TEST_CASE("a frame to another address is not even counted", "[malformed]")
{
    const auto row = GENERATE(values<NamedBytes>({
        {"a group address of somebody else", strange({chassis, port, ttl, end}, "01:80:c2:00:00:05")},
        {"everybody's address", strange({chassis, port, ttl, end}, "ff:ff:ff:ff:ff:ff")},
    }));
    const auto heard = Heard::frame(row.bytes);

    CHECK(heard.counters() == Counters{.rx = 1, .inserted = 1});
}
