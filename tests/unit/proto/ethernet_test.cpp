#include "proto/ethernet.hpp"
#include "proto/tlv.hpp"
#include "wire.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

using namespace lldp;
using Catch::Matchers::ContainsSubstring;

namespace {

const Bytes addresses{0x01, 0x80, 0xc2, 0x00, 0x00, 0x0e, 0x00, 0x00, 0x5e, 0x00, 0x53, 0x01};
const Bytes tag{0x81, 0x00, 0xb0, 0x64};
const Bytes lldp_type{0x88, 0xcc};
const Bytes payload{0xde, 0xad};

void check_parsed(const Bytes& frame, std::uint16_t ethertype, const Bytes& expected)
{
    const auto parsed = parse_ethernet(frame);
    REQUIRE(parsed);
    CHECK(parsed->destination == nearest_bridge);
    CHECK(parsed->source == MacAddress{0x00, 0x00, 0x5e, 0x00, 0x53, 0x01});
    CHECK(parsed->ethertype == ethertype);
    CHECK(std::ranges::equal(parsed->payload, expected));
}

} // namespace

TEST_CASE("a frame is split into addresses, type and payload", "[ethernet]")
{
    check_parsed(wire::join({addresses, lldp_type, payload}), ethertype_lldp, payload);
    check_parsed(wire::join({addresses, lldp_type}), ethertype_lldp, {});
}

TEST_CASE("one 802.1Q tag is taken off, and only one", "[ethernet]")
{
    check_parsed(wire::join({addresses, tag, lldp_type, payload}), ethertype_lldp, payload);
    check_parsed(wire::join({addresses, tag, lldp_type}), ethertype_lldp, {});
    check_parsed(wire::join({addresses, tag, tag, lldp_type, payload}), ethertype_dot1q,
                 wire::join({{0xb0, 0x64}, lldp_type, payload}));
}

TEST_CASE("a tagged frame as long as frames may be is read to its end and not further", "[ethernet]")
{
    const Bytes longest(1500, 0x5a);
    check_parsed(wire::join({addresses, tag, lldp_type, longest}), ethertype_lldp, longest);
}

TEST_CASE("a frame that ends within its header is refused", "[ethernet]")
{
    const auto untagged = wire::join({addresses, lldp_type});
    const auto tagged = wire::join({addresses, tag, lldp_type});
    for (const auto& header : {untagged, tagged})
        for (std::size_t size = 0; size < header.size(); ++size) {
            INFO(size << " of " << header.size() << " octets");
            const Bytes cut{header.begin(), header.begin() + static_cast<std::ptrdiff_t>(size)};
            const auto parsed = parse_ethernet(cut);
            REQUIRE_FALSE(parsed);
            CHECK(parsed.error().code == WireErrc::truncated);
            CHECK_THAT(parsed.error().message(),
                       ContainsSubstring("parse Ethernet frame of " + std::to_string(size) + " octets"));
        }
}

TEST_CASE("a frame is made without a tag", "[ethernet]")
{
    CHECK(make_ethernet({nearest_bridge, {0x00, 0x00, 0x5e, 0x00, 0x53, 0x01}, ethertype_lldp}, payload) ==
          wire::join({addresses, lldp_type, payload}));
}

TEST_CASE("a frame is made with a tag", "[ethernet]")
{
    const auto& [given, octets] = GENERATE(table<VlanTag, Bytes>({
        {{.vlan = 100, .priority = 5, .drop_eligible = true}, {0x81, 0x00, 0xb0, 0x64}},
        {{.vlan = 4094, .priority = 7, .drop_eligible = false}, {0x81, 0x00, 0xef, 0xfe}},
        {{}, {0x81, 0x00, 0x00, 0x00}},
    }));
    CHECK(make_ethernet({nearest_bridge, {0x00, 0x00, 0x5e, 0x00, 0x53, 0x01}, ethertype_lldp, given}, payload) ==
          wire::join({addresses, octets, lldp_type, payload}));
}

TEST_CASE("a MAC address is written in pairs of digits", "[ethernet]")
{
    CHECK(to_string(MacAddress{0x00, 0x00, 0x5e, 0x00, 0x53, 0xff}) == "00:00:5e:00:53:ff");
}
