#include "daemon/dot3.hpp"

#include <algorithm>
#include <array>
#include <linux/ethtool.h>

namespace lldp::daemon {

namespace {

struct MauTypes
{
    std::uint32_t speed;           ///< Mbit/s
    std::uint16_t twisted_pair;    ///< all of them numbers of dot3MauType
    std::uint16_t twisted_pair_hd; ///< half duplex; 0: there is none
    std::uint16_t direct_attach;   ///< shielded copper
    std::uint16_t other;           ///< fibre or backplane, of which a driver does not say more
    std::uint16_t other_hd;
};

// The one that says no more than is known: "1000BASE-X, PMD unknown" where no medium is.
constexpr std::array<MauTypes, 12> mau_types{{
    {10, 11, 10, 0, 13, 12},
    {100, 16, 15, 0, 18, 17},
    {1000, 30, 29, 22, 22, 21},
    {2500, 103, 0, 110, 110, 0},
    {5000, 104, 0, 112, 112, 0},
    {10000, 54, 0, 33, 33, 0},
    {25000, 94, 0, 88, 92, 0},
    {40000, 97, 0, 71, 96, 0},
    {50000, 0, 0, 117, 116, 0},
    {100000, 0, 0, 98, 101, 0},
    {200000, 0, 0, 131, 127, 0},
    {400000, 0, 0, 135, 135, 0},
}};

/// 0 where the mode is not known, and the type depends on it.
std::uint16_t of_mode(Duplex duplex, std::uint16_t full, std::uint16_t half)
{
    if (duplex == Duplex::Half)
        return half;
    return duplex == Duplex::Full || half == 0 ? full : 0;
}

std::uint16_t mau_type(const LinkSettings& settings)
{
    const auto* const row =
        std::ranges::find_if(mau_types, [&](const MauTypes& types) { return types.speed == settings.speed; });
    if (row == mau_types.end())
        return 0;
    if (settings.port == PORT_DA)
        return row->direct_attach;
    // Many a driver of a copper port says only that there is a transceiver.
    if (settings.port == PORT_TP || settings.port == PORT_MII)
        return of_mode(settings.duplex, row->twisted_pair, row->twisted_pair_hd);
    // Slow ports are of too many kinds to guess one.
    if (settings.port != PORT_FIBRE && settings.speed < 1000)
        return 0;
    return of_mode(settings.duplex, row->other, row->other_hd);
}

struct Advertised
{
    unsigned mode; ///< ETHTOOL_LINK_MODE_*
    MacPhy::Capability capability;
};

constexpr std::array<Advertised, 8> advertised_modes{{
    {ETHTOOL_LINK_MODE_10baseT_Half_BIT, MacPhy::Base10THalf},
    {ETHTOOL_LINK_MODE_10baseT_Full_BIT, MacPhy::Base10TFull},
    {ETHTOOL_LINK_MODE_100baseT_Half_BIT, MacPhy::Base100TxHalf},
    {ETHTOOL_LINK_MODE_100baseT_Full_BIT, MacPhy::Base100TxFull},
    {ETHTOOL_LINK_MODE_1000baseT_Half_BIT, MacPhy::Base1000THalf},
    {ETHTOOL_LINK_MODE_1000baseT_Full_BIT, MacPhy::Base1000TFull},
    {ETHTOOL_LINK_MODE_1000baseX_Full_BIT, MacPhy::Base1000XFull},
    {ETHTOOL_LINK_MODE_1000baseKX_Full_BIT, MacPhy::Base1000XFull},
}};

// What IEEE 802.3 annex 28B.2 makes of the two bits, as the three bits of the TLV.
std::uint16_t pauses(const std::vector<std::uint32_t>& modes)
{
    const bool pause = has_mode(modes, ETHTOOL_LINK_MODE_Pause_BIT);
    const bool asymmetric = has_mode(modes, ETHTOOL_LINK_MODE_Asym_Pause_BIT);
    if (pause && asymmetric)
        return MacPhy::BothPauses;
    if (pause)
        return MacPhy::SymmetricPause;
    return asymmetric ? MacPhy::AsymmetricPause : 0;
}

std::uint16_t advertised(const std::vector<std::uint32_t>& modes)
{
    unsigned capabilities = 0;
    for (const auto& [mode, capability] : advertised_modes)
        if (has_mode(modes, mode))
            capabilities |= capability;
    if (capabilities == 0)
        capabilities = MacPhy::Other;
    return static_cast<std::uint16_t>(capabilities | pauses(modes));
}

} // namespace

MacPhy mac_phy(const LinkSettings& settings)
{
    return {.supported = has_mode(settings.supported, ETHTOOL_LINK_MODE_Autoneg_BIT),
            .enabled = settings.negotiates,
            .advertised = advertised(settings.advertised),
            .mau_type = mau_type(settings)};
}

LinkAggregation link_aggregation(const Interface& interface, const Network& network)
{
    LinkAggregation tlv;
    tlv.capable = true;
    const auto* master = network.find(interface.master);
    if (master != nullptr && (master->kind == "bond" || master->kind == "team")) {
        tlv.enabled = true;
        tlv.port_id = static_cast<std::uint32_t>(master->index);
    }
    return tlv;
}

} // namespace lldp::daemon
