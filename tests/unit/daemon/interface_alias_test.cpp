#include "daemon/interface_alias.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace lldp;
using namespace lldp::daemon;

namespace {

/// Neighbors of these names; an empty one tells none.
std::map<Msap, Neighbor> neighbors(const std::vector<std::string>& names)
{
    std::map<Msap, Neighbor> made;
    for (const auto& name : names) {
        const auto number = static_cast<std::uint8_t>(made.size());
        const Msap msap{ChassisId::mac({2, 0, 0, 0, 0, number}), PortId::ifname("eth0")};
        Lldpdu pdu{{msap.first, msap.second, TimeToLive{std::chrono::seconds{120}}}};
        if (!name.empty())
            pdu.tlvs.emplace_back(SystemName{name});
        made[msap].octets = encode_lldpdu(pdu).value();
    }
    return made;
}

} // namespace

TEST_CASE("an alias names the neighbor, or tells how many there are", "[alias]")
{
    CHECK(neighbor_alias(neighbors({"switch"}), "") == "lldpd: connected to switch");
    CHECK(neighbor_alias(neighbors({""}), "") == "lldpd: connected to 1 neighbor");
    CHECK(neighbor_alias(neighbors({"switch", "other"}), "uplink") == "lldpd: connected to 2 neighbors");
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
        const auto alias = neighbor_alias(neighbors({name}), "");
        CHECK(is_own_alias(alias));
        CHECK(is_own_alias(neighbor_alias({}, alias)));
    }
    CHECK_FALSE(is_own_alias("uplink"));
    CHECK_FALSE(is_own_alias("lldpd: a\nb"));
}
