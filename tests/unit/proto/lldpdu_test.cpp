// Which LLDPDUs are taken and which are refused, and what is kept of them.

#include "proto/lldpdu.hpp"
#include "wire.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <map>
#include <random>
#include <tuple>

using namespace lldp;
using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;
using wire::tlv;

namespace {

struct Accepted
{
    std::string name;
    Bytes octets;
    unsigned unrecognized = 0;
};

struct Discarded
{
    std::string name;
    Bytes octets;
    WireErrc code;
    std::string message; ///< a part of it
};

std::vector<Accepted> accepted()
{
    const Bytes longest_id = wire::join({{7}, Bytes(255, 'x')});
    return {
        {"nothing but what is mandatory", wire::lldpdu()},
        {"an ID TLV of 256 octets", wire::join({tlv(1, longest_id), wire::port, wire::ttl, wire::end})},
        {"a MAC ID of five octets", wire::join({tlv(1, {4, 1, 2, 3, 4, 5}), wire::port, wire::ttl, wire::end})},
        {"an empty system name", wire::lldpdu({tlv(5, {})})},
        {"two system names", wire::lldpdu({tlv(5, {'a'}), tlv(5, {'b'})})},
        {"a NUL inside the system name", wire::lldpdu({tlv(5, {'a', 0, 'b'})})},
        {"a system name of 300 octets", wire::lldpdu({tlv(5, Bytes(300, 'n'))})},
        {"a time to live of three octets", wire::join({wire::chassis, wire::port, tlv(3, {0, 120, 9}), wire::end})},
        {"capabilities of five octets", wire::lldpdu({tlv(7, {0, 4, 0, 4, 9})})},
        {"garbage after the end", wire::join({wire::lldpdu(), Bytes(20, 0xff)})},
        {"a reserved type", wire::lldpdu({tlv(9, {'a', 'b'})}), 1},
        {"the last reserved type, empty", wire::lldpdu({tlv(126, {})}), 1},
        {"an unknown OUI", wire::lldpdu({tlv(127, {0xaa, 0xbb, 0xcc, 1, 'z'})}), 1},
        {"an unknown OUI without information", wire::lldpdu({tlv(127, {0xaa, 0xbb, 0xcc, 1})}), 1},
        {"three that nobody knows", wire::lldpdu({tlv(9, {}), tlv(10, {}), tlv(127, {1, 2, 3, 4})}), 3},
        {"an address of 31 octets, neither IPv4 nor IPv6",
         wire::lldpdu({tlv(8, wire::management(16, Bytes(31, 'x')))})},
        {"an IPv4 address of three octets", wire::lldpdu({tlv(8, wire::management(1, {192, 0, 2}))})},
        {"no object identifier's length", wire::lldpdu({tlv(8, {5, 1, 192, 0, 2, 1, 2, 0, 0, 0, 3})})},
        {"an object identifier past the end of the TLV",
         wire::lldpdu({tlv(8, {5, 1, 192, 0, 2, 1, 2, 0, 0, 0, 3, 5, 1})})},
        {"an object identifier of 129 octets",
         wire::lldpdu({tlv(8, wire::join({{5, 1, 192, 0, 2, 1, 2, 0, 0, 0, 3, 129}, Bytes(129, 1)}))})},
        {"octets after the object identifier", wire::lldpdu({tlv(8, {5, 1, 192, 0, 2, 1, 2, 0, 0, 0, 3, 0, 9, 9})})},
    };
}

std::vector<Discarded> discarded_by_order()
{
    using E = WireErrc;
    const auto& [chassis, port, ttl, end] = std::tie(wire::chassis, wire::port, wire::ttl, wire::end);
    return {
        {"nothing", {}, E::truncated, "decode End Of LLDPDU TLV at octet 0, expected a further TLV"},
        {"only the end", end, E::missing, "decode End Of LLDPDU TLV at octet 0, expected Chassis ID"},
        {"no end", wire::join({chassis, port, ttl}), E::truncated, "End Of LLDPDU TLV at octet 20, expected a further"},
        {"an end with length 1", wire::join({chassis, port, ttl, {0, 1, 0}}), E::bad_length,
         "at octet 20, expected no"},
        {"no time to live", wire::join({chassis, port, end}), E::missing, "at octet 16, expected Time To Live"},
        {"another TLV for the time to live", wire::join({chassis, port, tlv(5, {'a'}), ttl, end}), E::misplaced,
         "decode System Name TLV at octet 16, expected Time To Live"},
        {"port before chassis", wire::join({port, chassis, ttl, end}), E::misplaced,
         "decode Port ID TLV at octet 0, expected Chassis ID"},
        {"a second chassis ID", wire::join({chassis, port, ttl, chassis, end}), E::duplicate,
         "decode Chassis ID TLV at octet 20"},
        {"a second chassis ID at once", wire::join({chassis, chassis, port, ttl, end}), E::misplaced,
         "decode Chassis ID TLV at octet 9, expected Port ID"},
        {"a second port ID", wire::join({chassis, port, ttl, port, end}), E::duplicate,
         "decode Port ID TLV at octet 20"},
        {"a second time to live at the end", wire::lldpdu({tlv(5, {'a'}), ttl}), E::duplicate,
         "decode Time To Live TLV at octet 23, expected it only as TLV number 3"},
        {"an unknown TLV first", wire::join({tlv(9, {}), chassis, port, ttl, end}), E::misplaced,
         "decode type 9 TLV at octet 0, expected Chassis ID"},
    };
}

std::vector<Discarded> discarded_by_value()
{
    using E = WireErrc;
    const auto as_chassis = [](const Bytes& value) {
        return wire::join({tlv(1, value), wire::port, wire::ttl, wire::end});
    };
    const auto as_port = [](const Bytes& value) {
        return wire::join({wire::chassis, tlv(2, value), wire::ttl, wire::end});
    };
    return {
        {"chassis subtype 0", as_chassis({0, 'x'}), E::bad_value, "at octet 2, expected a subtype of 1 to 7, not 0"},
        {"chassis subtype 8", as_chassis({8, 'x'}), E::bad_value, "at octet 2, expected a subtype of 1 to 7, not 8"},
        {"port subtype 0", as_port({0, 'x'}), E::bad_value, "decode Port ID TLV at octet 11, expected a subtype"},
        {"port subtype 255", as_port({255, 'x'}), E::bad_value, "expected a subtype of 1 to 7, not 255"},
        {"a chassis ID without octets", as_chassis({4}), E::bad_length, "a subtype and 1 to 255 octets, not 0"},
        {"a chassis ID without subtype", as_chassis({}), E::bad_length, "decode Chassis ID TLV at octet 2"},
        {"a port ID without octets", as_port({4}), E::bad_length, "decode Port ID TLV at octet 11"},
        {"a chassis ID TLV of 257 octets", as_chassis(Bytes(257, 7)), E::bad_length, "1 to 255 octets, not 256"},
        {"a port ID TLV of 257 octets", as_port(Bytes(257, 7)), E::bad_length, "1 to 255 octets, not 256"},
        {"a TLV length past the end", wire::join({wire::chassis, wire::port, wire::ttl, {0x0a, 0x09, 'a', 'b'}}),
         E::truncated, "decode System Name TLV at octet 20, expected 9 octets of value, where 2 are left"},
        {"a time to live of one octet", wire::join({wire::chassis, wire::port, tlv(3, {120}), wire::end}),
         E::bad_length, "decode Time To Live TLV at octet 18, expected two octets"},
        {"capabilities of three octets", wire::lldpdu({tlv(7, {0, 4, 0})}), E::bad_length,
         "decode System Capabilities TLV at octet 22, expected four octets"},
        {"an organizationally specific TLV of three octets", wire::lldpdu({tlv(127, {1, 2, 3})}), E::bad_length,
         "decode organizationally specific TLV at octet 20, expected an OUI and a subtype"},
    };
}

std::vector<Discarded> discarded_by_address()
{
    using E = WireErrc;
    const auto as_address = [](const Bytes& value) { return wire::lldpdu({tlv(8, value)}); };
    return {
        {"an address string of length 0", as_address({0, 2, 0, 0, 0, 3, 0}), E::bad_length,
         "decode Management Address TLV at octet 22, expected an address string of 1 to 32 octets, not 0"},
        {"an empty management address TLV", as_address({}), E::bad_length, "decode Management Address TLV at octet 22"},
        {"an IPv4 address of 31 octets", as_address(wire::management(1, Bytes(31, 1))), E::bad_length,
         "expected an address of at most 16 octets, not 31"},
        {"an IPv6 address of 17 octets", as_address(wire::management(2, Bytes(17, 1))), E::bad_length,
         "expected an address of at most 16 octets, not 17"},
        {"an address of 32 octets", as_address(wire::management(16, Bytes(32, 1))), E::bad_length,
         "expected an address of at most 31 octets, not 32"},
        {"an address past the end of the TLV", as_address({200, 1, 192, 0, 2, 1, 2, 0, 0, 0, 3, 0}), E::truncated,
         "at octet 34, expected an address string of 200 octets and an interface number"},
        {"an interface number past the end of the TLV", as_address({5, 1, 192, 0, 2, 1, 2, 0, 0}), E::truncated,
         "decode Management Address TLV at octet 31"},
    };
}

void check_discarded(const std::vector<Discarded>& cases)
{
    for (const auto& it : cases) {
        INFO(it.name);
        const auto decoded = decode_lldpdu(it.octets);
        REQUIRE_FALSE(decoded);
        CHECK(decoded.error().code == it.code);
        CHECK_THAT(decoded.error().message(), ContainsSubstring(it.message));
    }
}

Bytes one_of_each()
{
    return wire::lldpdu({tlv(5, wire::text("switch")), tlv(6, wire::text("an operating system")),
                         tlv(7, {0, 0x14, 0, 4}), tlv(8, wire::management(1, {192, 0, 2, 1})),
                         tlv(8, wire::management(6, {0, 0, 0x5e, 0, 0x53, 1})), tlv(4, wire::text("uplink")),
                         tlv(9, {1, 2, 3}), tlv(127, {0xaa, 0xbb, 0xcc, 1, 2})});
}

} // namespace

TEST_CASE("an LLDPDU that is only odd is taken", "[lldpdu]")
{
    for (const auto& it : accepted()) {
        INFO(it.name);
        const auto decoded = decode_lldpdu(it.octets);
        REQUIRE(decoded);
        CHECK(decoded->unrecognized == it.unrecognized);
        CHECK(decoded->pdu.find<ChassisId>() != nullptr);
        CHECK(decoded->pdu.find<PortId>() != nullptr);
        CHECK(decoded->pdu.find<TimeToLive>() != nullptr);
        const auto msap = decode_msap(it.octets);
        REQUIRE(msap);
        CHECK(*msap == msap_of(decoded->pdu));
    }
}

TEST_CASE("who sent an LLDPDU can be told from its first two TLVs, and from no fewer octets", "[lldpdu]")
{
    const auto both = wire::join({wire::chassis, wire::port});
    for (std::size_t size = 0; size < both.size(); ++size) {
        INFO("cut to " << size << " octets");
        const Bytes cut{both.begin(), both.begin() + static_cast<std::ptrdiff_t>(size)};
        const auto msap = decode_msap(cut);
        REQUIRE_FALSE(msap);
        CHECK(msap.error().code == WireErrc::truncated);
    }
    const auto msap = decode_msap(both);
    REQUIRE(msap);
    CHECK(*msap == msap_of(decode_lldpdu(wire::lldpdu()).value().pdu));
    CHECK(decode_msap(wire::join({wire::port, wire::chassis})).error().code == WireErrc::misplaced);
}

TEST_CASE("an LLDPDU whose TLVs are not where they belong is refused, and the error tells", "[lldpdu]")
{
    check_discarded(discarded_by_order());
}

TEST_CASE("an LLDPDU with an impossible value is refused, and the error tells", "[lldpdu]")
{
    check_discarded(discarded_by_value());
}

TEST_CASE("an LLDPDU with a malformed management address is refused, and the error tells", "[lldpdu]")
{
    check_discarded(discarded_by_address());
}

TEST_CASE("a valid LLDPDU cut at any octet is refused, and the error names the place", "[lldpdu]")
{
    const auto whole = one_of_each();
    REQUIRE(decode_lldpdu(whole));
    for (std::size_t size = 0; size < whole.size(); ++size) {
        INFO("cut to " << size << " octets");
        // In memory of its own, so that the address sanitizer sees a read past it.
        const Bytes cut{whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)};
        const auto decoded = decode_lldpdu(cut);
        REQUIRE_FALSE(decoded);
        CHECK(decoded.error().code == WireErrc::truncated);
        CHECK_THAT(decoded.error().message(), ContainsSubstring(" TLV at octet "));
    }
}

TEST_CASE("whatever arrives, what is taken can be shown, compared and sent on", "[lldpdu]")
{
    std::mt19937 random{20160311}; // NOLINT(*-msc51-cpp): the same frames in every run
    const auto below = [&random](std::size_t limit) {
        return std::uniform_int_distribution<std::size_t>{0, limit - 1}(random);
    };
    const auto octet = [&below] { return static_cast<std::uint8_t>(below(256)); };
    const auto whole = one_of_each();
    std::size_t taken = 0;
    for (unsigned round = 0; round < 20000; ++round) {
        Bytes frame = whole;
        if (round % 4 == 0) { // the mandatory TLVs, then nonsense
            frame = wire::join({wire::chassis, wire::port, wire::ttl, Bytes(below(600))});
            std::generate(frame.begin() + 20, frame.end(), octet);
        }
        for (auto changes = below(4); changes > 0; --changes)
            frame[below(frame.size())] = octet();
        frame.resize(frame.size() - below(3));

        const auto decoded = decode_lldpdu(frame);
        if (!decoded) {
            CHECK_THAT(decoded.error().message(), ContainsSubstring(" TLV at octet "));
            continue;
        }
        ++taken;
        CHECK(decoded->pdu.tlvs.size() >= 3);
        CHECK_FALSE(describe(decoded->pdu, Section::Chassis).children.empty());
        CHECK_FALSE(describe(decoded->pdu, Section::Port).children.empty());
        if (const auto encoded = encode_lldpdu(decoded->pdu)) {
            const auto again = decode_lldpdu(*encoded);
            REQUIRE(again);
            CHECK(again->pdu == decoded->pdu);
        }
    }
    CHECK(taken > 1000); // else the frames were too odd to prove anything
}

TEST_CASE("of a TLV that comes thousands of times one is kept, the last", "[lldpdu]")
{
    Bytes repeated;
    for (unsigned i = 0; i < 5000; ++i)
        for (const auto& one : {tlv(4, {'p', static_cast<std::uint8_t>('0' + i % 10)}),
                                tlv(5, {'n', static_cast<std::uint8_t>('0' + i % 10)}), tlv(6, Bytes(500, 'd')),
                                tlv(7, {0, 4, 0, static_cast<std::uint8_t>(i % 5)})})
            repeated.insert(repeated.end(), one.begin(), one.end());

    const auto decoded = decode_lldpdu(wire::lldpdu({repeated}));
    REQUIRE(decoded);
    REQUIRE(decoded->pdu.tlvs.size() == 7);
    CHECK(decoded->pdu.tlvs.capacity() <= 16);
    CHECK(decoded->pdu.find<PortDescription>()->text == "p9");
    CHECK(decoded->pdu.find<SystemName>()->text == "n9");
    CHECK(decoded->pdu.find<SystemCapabilities>()->enabled.bits() == 4);
}

TEST_CASE("every management address is kept, in the order of the frame", "[lldpdu]")
{
    const auto decoded = decode_lldpdu(wire::lldpdu(
        {tlv(8, wire::management(1, {192, 0, 2, 2})), tlv(5, {'n'}), tlv(8, wire::management(1, {192, 0, 2, 1}))}));
    REQUIRE(decoded);
    REQUIRE(decoded->pdu.tlvs.size() == 6);
    CHECK(decoded->pdu.tlvs[3] == Tlv{ManagementAddress::ipv4({192, 0, 2, 2}, 7)});
    CHECK(decoded->pdu.tlvs[5] == Tlv{ManagementAddress::ipv4({192, 0, 2, 1}, 7)});
}

TEST_CASE("the shutdown LLDPDU has the two identifiers, a time to live of zero, and no more", "[lldpdu]")
{
    const Msap msap{ChassisId::mac({0x00, 0x00, 0x5e, 0x00, 0x53, 0x01}), PortId::ifname("eth0")};
    const auto encoded = encode_lldpdu(shutdown_lldpdu(msap));
    REQUIRE(encoded);
    CHECK(*encoded == wire::join({wire::chassis, wire::port, {0x06, 0x02, 0x00, 0x00}, wire::end}));
}

TEST_CASE("neighbors are told apart by both identifiers and both subtypes", "[lldpdu]")
{
    const auto msap = [](const Bytes& chassis, const Bytes& port) {
        const auto decoded = decode_lldpdu(wire::join({tlv(1, chassis), tlv(2, port), wire::ttl, wire::end}));
        REQUIRE(decoded);
        return msap_of(decoded->pdu);
    };
    std::map<Msap, int> neighbors;
    neighbors[msap({7, 'a'}, {7, 'b'})] = 1;
    neighbors[msap({6, 'a'}, {7, 'b'})] = 2;
    neighbors[msap({7, 'a'}, {5, 'b'})] = 3;
    neighbors[msap({7, 'a', 'b'}, {7, 'b'})] = 4;
    neighbors[msap({7, 'a'}, {7, 'b', 0})] = 5;
    CHECK(neighbors.size() == 5);
    CHECK(neighbors[msap({7, 'a'}, {7, 'b'})] == 1);
}
