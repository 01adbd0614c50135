#include "daemon/dot1.hpp"

#include "daemon/pattern.hpp"

#include <optional>
#include <string>

namespace lldp::daemon {

std::vector<Tlv> dot1_tlvs(const BridgeVlans& vlans, const Values& port)
{
    std::vector<Tlv> tlvs;
    if (vlans.untagged != 0)
        tlvs.emplace_back(PortVlanId{vlans.untagged});
    const auto text = port.text(control::SettingId::VlanAdvertisements);
    const auto pattern = text ? std::optional{Pattern{*text}} : std::nullopt;
    for (const auto vlan : vlans.members) {
        auto name = "vlan" + std::to_string(vlan);
        if (!pattern || (pattern->only_denies() ? pattern->permits(name, {}) : pattern->match(name) != Match::No))
            tlvs.emplace_back(VlanName{vlan, std::move(name)});
    }
    return tlvs;
}

} // namespace lldp::daemon
