// What a port says of its VLANs in IEEE 802.1.
#include "control/settings_parts.hpp"

namespace lldp::control::parts {

std::vector<Setting> dot1()
{
    return {{.id = SettingId::VlanAdvertisements,
             .name = "VLAN pattern",
             .scope = Scope::Port,
             .fields = {text("pattern", "VLANs or patterns of them", max_pattern)},
             .phrases = {set({"lldp", "vlan-advertisements", "pattern"}, "Set which VLANs are advertised"),
                         remove({"lldp", "vlan-advertisements", "pattern"}, "Advertise all VLANs")}}};
}

} // namespace lldp::control::parts
