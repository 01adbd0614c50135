// What is left out of an LLDPDU that is too big for its port. There is only ever one LLDPDU. Pure.
#pragma once

#include "proto/lldpdu.hpp"

#include <string>

namespace lldp::daemon {

struct Fitted
{
    Lldpdu pdu;
    std::string left_out; ///< "VLAN Name, Organizationally Specific"; empty when nothing was
};

/// Leaves out one kind of TLV after the other, each as a whole, until the LLDPDU with its End TLV has at most `mtu`
/// octets: VLAN names, custom TLVs, the inventory of LLDP-MED, the rest of LLDP-MED, the rest of IEEE 802.1, IEEE
/// 802.3, management addresses, system description, port description, capabilities, system name. What has no room even
/// then stays too big, as does what cannot be encoded.
[[nodiscard]] Fitted fit(Lldpdu pdu, std::size_t mtu);

} // namespace lldp::daemon
