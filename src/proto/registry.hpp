// Every TLV that this implementation understands, in the order in which they are shown.
#pragma once

#include "config.h"
#include "proto/tlv/chassis_id.hpp"
#include "proto/tlv/management_address.hpp"
#include "proto/tlv/port_description.hpp"
#include "proto/tlv/port_id.hpp"
#include "proto/tlv/system_capabilities.hpp"
#include "proto/tlv/system_description.hpp"
#include "proto/tlv/system_name.hpp"
#include "proto/tlv/time_to_live.hpp"

#ifdef ENABLE_DOT1
#include "proto/tlv/port_protocol_vlan_id.hpp"
#include "proto/tlv/port_vlan_id.hpp"
#include "proto/tlv/protocol_identity.hpp"
#include "proto/tlv/vlan_name.hpp"
#endif

#ifdef ENABLE_DOT3
#include "proto/tlv/link_aggregation.hpp"
#include "proto/tlv/mac_phy.hpp"
#include "proto/tlv/maximum_frame_size.hpp"
#include "proto/tlv/power_via_mdi.hpp"
#endif

#ifdef ENABLE_LLDPMED
#include "proto/tlv/med_capabilities.hpp"
#include "proto/tlv/med_inventory.hpp"
#include "proto/tlv/med_location.hpp"
#include "proto/tlv/med_network_policy.hpp"
#include "proto/tlv/med_power.hpp"
#endif

#ifdef ENABLE_CUSTOM
#include "proto/tlv/custom.hpp"
#endif

#include <variant>

namespace lldp {

// clang-format off
using TlvVariant = std::variant<
    ChassisId, SystemName, SystemDescription, ManagementAddress, SystemCapabilities,
    PortId, PortDescription, TimeToLive
#ifdef ENABLE_DOT3
    , MaximumFrameSize, LinkAggregation, LinkAggregation8021Ax, MacPhy, PowerViaMdi
#endif
#ifdef ENABLE_DOT1
    , VlanName, PortVlanId, PortProtocolVlanId, ProtocolIdentity
#endif
#ifdef ENABLE_LLDPMED
    , MedCapabilities, MedNetworkPolicy, MedLocation, MedPower, MedHardwareRevision, MedSoftwareRevision
    , MedFirmwareRevision, MedSerialNumber, MedManufacturer, MedModel, MedAsset
#endif
#ifdef ENABLE_CUSTOM
    , CustomTlv
#endif
    >;
// clang-format on

/// Any one of them. Copying, moving and comparing a variant is written out here, once: as code of each file that holds
/// an LLDPDU it took more than half of the time of compiling.
struct Tlv : TlvVariant
{
    using TlvVariant::variant;

    Tlv(const Tlv&);
    Tlv(Tlv&&) noexcept;
    Tlv& operator=(const Tlv&);
    Tlv& operator=(Tlv&&) noexcept;
    ~Tlv();

    bool operator==(const Tlv& other) const;
};

} // namespace lldp
