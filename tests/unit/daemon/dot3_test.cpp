// What a port says of its link and of the aggregation that it is in.

#include "daemon/dot3.hpp"
#include "proto/mau_types.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <linux/ethtool.h>

using namespace lldp;
using namespace lldp::daemon;

namespace {

std::vector<std::uint32_t> modes(std::initializer_list<unsigned> numbers)
{
    std::vector<std::uint32_t> words(3);
    for (const auto number : numbers)
        words[number / 32] |= 1U << number % 32;
    return words;
}

LinkSettings link(std::uint32_t speed, std::uint8_t port, Duplex duplex = Duplex::Full)
{
    LinkSettings settings;
    settings.speed = speed;
    settings.port = port;
    settings.duplex = duplex;
    return settings;
}

std::string mau(const LinkSettings& settings)
{
    const std::string name{mau_type_name(mac_phy(settings).mau_type)};
    return name.substr(0, name.find(' '));
}

} // namespace

TEST_CASE("the kind of a port follows from speed, medium and duplex mode", "[dot3]")
{
    CHECK(mau(link(10, PORT_TP)) == "10BaseTFD");
    CHECK(mau(link(10, PORT_TP, Duplex::Half)) == "10BaseTHD");
    CHECK(mau(link(100, PORT_MII)) == "100BaseTXFD"); // as many drivers of copper ports say
    CHECK(mau(link(1000, PORT_DA)) == "1000BaseXFD");
    CHECK(mau(link(10000, PORT_DA)) == "10GigBaseR");
    CHECK(mau(link(100, PORT_TP)) == "100BaseTXFD");
    CHECK(mau(link(100, PORT_FIBRE, Duplex::Half)) == "100BaseFXHD");
    CHECK(mau(link(1000, PORT_TP)) == "1000BaseTFD");
    CHECK(mau(link(1000, PORT_FIBRE)) == "1000BaseXFD");
    CHECK(mau(link(2500, PORT_TP)) == "2p5GigT");
    CHECK(mau(link(5000, PORT_TP)) == "5GigT");
    CHECK(mau(link(10000, PORT_TP)) == "10GbaseT");
    CHECK(mau(link(10000, PORT_FIBRE)) == "10GigBaseR");
    CHECK(mau(link(25000, PORT_DA)) == "25GbaseCR");
    CHECK(mau(link(25000, PORT_FIBRE)) == "25GbaseR");
    CHECK(mau(link(40000, PORT_DA)) == "40GbaseCR4");
    CHECK(mau(link(40000, PORT_FIBRE)) == "40GbaseR");
    CHECK(mau(link(50000, PORT_FIBRE)) == "50GbaseR");
    CHECK(mau(link(100000, PORT_DA)) == "100GbaseCR4");
    CHECK(mau(link(100000, PORT_FIBRE)) == "100GbaseR");
    CHECK(mau(link(200000, PORT_FIBRE)) == "200GbaseR");
    CHECK(mau(link(400000, PORT_FIBRE)) == "400GbaseR");
    CHECK(mau(link(400000, PORT_OTHER)) == "400GbaseR");
}

TEST_CASE("of a link of which nothing is known nothing is said", "[dot3]")
{
    CHECK(mac_phy({}) == MacPhy{false, false, MacPhy::Other, 0});
    CHECK(mau(link(12345, PORT_TP)) == "unknown");
    CHECK(mau(link(100000, PORT_TP)) == "unknown"); // there is no such thing
    CHECK(mau(link(2500, PORT_TP, Duplex::Half)) == "unknown");
    CHECK(mau(link(100, PORT_BNC)) == "unknown"); // one of several kinds
    CHECK(mau(link(100, PORT_TP, Duplex::Unknown)) == "unknown");
    CHECK(mau(link(10000, PORT_TP, Duplex::Unknown)) == "10GbaseT"); // which is never half duplex
}

TEST_CASE("what a port negotiates is advertised", "[dot3]")
{
    auto settings = link(1000, PORT_TP);
    settings.negotiates = true;
    settings.supported = modes({ETHTOOL_LINK_MODE_Autoneg_BIT});
    settings.advertised = modes({ETHTOOL_LINK_MODE_10baseT_Half_BIT, ETHTOOL_LINK_MODE_100baseT_Full_BIT,
                                 ETHTOOL_LINK_MODE_1000baseT_Full_BIT, ETHTOOL_LINK_MODE_1000baseX_Full_BIT});
    CHECK(mac_phy(settings) ==
          MacPhy{true, true,
                 MacPhy::Base10THalf | MacPhy::Base100TxFull | MacPhy::Base1000TFull | MacPhy::Base1000XFull, 30});

    settings.negotiates = false;
    CHECK_FALSE(mac_phy(settings).enabled);
    CHECK(mac_phy(settings).supported);

    settings.advertised = modes({ETHTOOL_LINK_MODE_10000baseT_Full_BIT});
    CHECK(mac_phy(settings).advertised == MacPhy::Other);
}

TEST_CASE("two bits of a driver are three kinds of pause", "[dot3]")
{
    const auto pauses = [](std::initializer_list<unsigned> numbers) {
        LinkSettings settings;
        settings.advertised = modes(numbers);
        return mac_phy(settings).advertised & ~unsigned{MacPhy::Other};
    };
    CHECK(pauses({}) == 0);
    CHECK(pauses({ETHTOOL_LINK_MODE_Pause_BIT}) == MacPhy::SymmetricPause);
    CHECK(pauses({ETHTOOL_LINK_MODE_Asym_Pause_BIT}) == MacPhy::AsymmetricPause);
    CHECK(pauses({ETHTOOL_LINK_MODE_Pause_BIT, ETHTOOL_LINK_MODE_Asym_Pause_BIT}) == MacPhy::BothPauses);
}

TEST_CASE("a port of a bond or a team is aggregated, a port of a bridge is not", "[dot3]")
{
    Network network;
    network.interfaces[3].index = 3;
    Interface port;
    port.index = 1;
    const auto aggregated_into = [&](const std::string& kind) {
        network.interfaces[3].kind = kind;
        const auto tlv = link_aggregation(port, network);
        CHECK(tlv.capable);
        CHECK(tlv.enabled == (tlv.port_id != 0));
        return tlv.port_id;
    };
    CHECK(aggregated_into("bond") == 0);
    port.master = 3;
    CHECK(aggregated_into("bond") == 3);
    CHECK(aggregated_into("team") == 3);
    CHECK(aggregated_into("bridge") == 0);
    port.master = 4; // in a network of its own
    CHECK(aggregated_into("bond") == 0);
}
