#include "daemon/announcement.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#ifdef ENABLE_CUSTOM
#include "daemon/custom.hpp"
#endif
#ifdef ENABLE_DOT1
#include "daemon/dot1.hpp"
#endif
#ifdef ENABLE_DOT3
#include "daemon/dot3.hpp"
#include "daemon/dot3_power.hpp"
#endif
#ifdef ENABLE_LLDPMED
#include "daemon/med.hpp"
#endif

namespace lldp::daemon {

Announcement::Announcement(const LocalChassis& chassis, const Configuration& configuration, const Network& network)
    : chassis_{chassis}
    , configuration_{configuration}
    , network_{network}
#ifdef ENABLE_DOT1
    , vlans_{network}
#endif
{}

Lldpdu Announcement::lldpdu(const Interface& interface, const Values& port,
                            [[maybe_unused]] KeptLinkSettings& driver) const
{
    auto pdu = local_lldpdu(chassis_, interface, port_configuration_of(port), time_to_live(configuration_));
    const auto append = [&](std::vector<Tlv> tlvs) { std::ranges::move(tlvs, std::back_inserter(pdu.tlvs)); };
#ifdef ENABLE_DOT1
    append(dot1_tlvs(vlans_.of(interface), port));
#endif
#ifdef ENABLE_DOT3
    const auto ask = [this](const std::string& name) { return ethtool_.link_settings(name); };
    append({link_aggregation(interface, network_), mac_phy(driver.of(interface, ask))});
    append(power_tlvs(port));
#endif
    append(chassis_.med);
#ifdef ENABLE_LLDPMED
    if (configuration_.med_class != 0)
        append(med_port_tlvs(port));
#endif
#ifdef ENABLE_CUSTOM
    append(custom_tlvs(port));
#endif
    return pdu;
}

} // namespace lldp::daemon
