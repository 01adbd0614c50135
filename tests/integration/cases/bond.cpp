// Ports of a bond, which gives them all one MAC address.
#include "lldp/test.hpp"

namespace {

/// Two wires, whose ends in the second namespace are the ports of a bond there.
struct Bonded
{
    Namespaces ns;
    Links links;
    std::pair<Link&, Link&> first = links.veth(ns(1), ns(2));
    std::pair<Link&, Link&> second = links.veth(ns(1), ns(2));
    std::string first_mac = first.second.mac();
    std::string second_mac = second.second.mac();
    Link& bond = links.bond(ns(2), "bond0", BondMode::ActiveBackup, {first.second, second.second});
};

} // namespace

TEST_CASE("each port of a bond is one neighbor, by the address that it had of its own", "[bond]")
{
    Bonded here;
    const Lldpd receiver{here.ns(1), {"-r"}};
    const Lldpd sender{here.ns(2)};
    const auto first = receiver.neighbor(here.first.first.name());
    const auto second = receiver.neighbor(here.second.first.name());
    CHECK(first["port.mac"] == here.first_mac);
    CHECK(second["port.mac"] == here.second_mac);
    CHECK(first["chassis.mac"] == second["chassis.mac"]);
    if (has(Feature::Dot3)) {
        CHECK(first["port.aggregation"] == std::to_string(here.bond.index()));
        CHECK(second["port.aggregation"] == std::to_string(here.bond.index()));
    }
}

TEST_CASE("frames of a bond's port come from an address of the kind that was chosen", "[bond]")
{
    const auto& [kind, source] = GENERATE(values<std::pair<std::string, std::string>>({
        {"", "02:00:00:00:00:04"},
        {"local", "02:00:00:00:00:04"},
        {"real", "00:00:00:00:00:04"},
        {"zero", "00:00:00:00:00:00"},
        {"fixed", "00:60:08:69:97:ef"},
    }));
    Bonded here;
    REQUIRE(here.second_mac == "00:00:00:00:00:04");
    Capture wire{here.second.first};
    const Lldpd lldpd{here.ns(2)};
    if (!kind.empty())
        lldpd.lldpcli().text({"configure", "system", "bond-slave-src-mac-type", kind});
    lldpd.lldpcli().text({"update"});
    next_lldp_from(wire, source);
    CHECK(lldpd.lldpcli().keyvalue({"show", "configuration"})["configuration.config.bond-slave-src-mac-type"] ==
          (kind.empty() ? "local" : kind));
}

TEST_CASE("an address that is local already is not used to send from a bond's port", "[bond]")
{
    Namespaces ns;
    Links links;
    const auto [there, here] = links.veth(ns(1), ns(2));
    here.mac("02:00:00:00:53:01");
    links.bond(ns(2), "bond0", BondMode::ActiveBackup, {here});
    Capture wire{there};
    const Lldpd lldpd{ns(2)};
    next_lldp_from(wire, "00:60:08:69:97:ef");
}
