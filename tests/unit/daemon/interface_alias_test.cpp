#include "daemon/interface_alias.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace lldp;
using namespace lldp::daemon;

namespace {

/// The alias for so many neighbors, the first of them of that name; an empty one tells none.
std::string alias_of(const std::string& name, std::size_t count, const std::string& before = "")
{
    Lldpdu pdu{{ChassisId::mac({2, 0, 0, 0, 0, 1}), PortId::ifname("eth0"), TimeToLive{std::chrono::seconds{120}}}};
    if (!name.empty())
        pdu.tlvs.emplace_back(SystemName{name});
    Neighbor first;
    first.octets = encode_lldpdu(pdu).value();
    return neighbor_alias({.kept = Kept::All, .count = count, .first = &first}, before);
}

} // namespace

TEST_CASE("an alias names the neighbor, or tells how many there are", "[alias]")
{
    CHECK(alias_of("switch", 1) == "lldpd: connected to switch");
    CHECK(alias_of("", 1) == "lldpd: connected to 1 neighbor");
    CHECK(alias_of("switch", 2, "uplink") == "lldpd: connected to 2 neighbors");
}

TEST_CASE("an alias tells who the neighbor was when that is gone", "[alias]")
{
    CHECK(neighbor_alias({}, "lldpd: connected to switch") == "lldpd: was connected to switch");
    CHECK(neighbor_alias({}, "lldpd: was connected to switch") == "lldpd: was connected to switch");
    CHECK(neighbor_alias({}, "") == "lldpd: no neighbor");
    CHECK(neighbor_alias({}, "uplink") == "lldpd: no neighbor");
}

TEST_CASE("whatever a neighbor is called, what is written is an alias of the daemon's own", "[alias]")
{
    for (const std::string& name : {std::string(255, 'x'), std::string{"a\nb\0c", 5}, std::string{"\xff\xfe"},
                                    std::string(117, 'x') + std::string(60, '\xc3')}) {
        const auto alias = alias_of(name, 1);
        CHECK(is_own_alias(alias));
        CHECK(is_own_alias(neighbor_alias({}, alias)));
    }
    CHECK_FALSE(is_own_alias("uplink"));
    CHECK_FALSE(is_own_alias("lldpd: a\nb"));
}
