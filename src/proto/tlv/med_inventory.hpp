// The seven inventory TLVs of LLDP-MED (ANSI/TIA-1057 10.2.6): texts, which differ in their subtype alone.
#pragma once

#include "proto/tlv.hpp"

namespace lldp {

enum class MedInventory : std::uint8_t {
    HardwareRevision = 5,
    FirmwareRevision = 6,
    SoftwareRevision = 7,
    SerialNumber = 8,
    Manufacturer = 9,
    Model = 10,
    Asset = 11,
};

struct MedInventoryNames
{
    std::string_view tlv; ///< as LLDP-MED calls it
    std::string_view tag;
    std::string_view label;
};

constexpr MedInventoryNames names_of(MedInventory kind)
{
    switch (kind) {
    case MedInventory::HardwareRevision:
        return {"LLDP-MED Hardware Revision", "hardware", "Hardware Revision"};
    case MedInventory::FirmwareRevision:
        return {"LLDP-MED Firmware Revision", "firmware", "Firmware Revision"};
    case MedInventory::SoftwareRevision:
        return {"LLDP-MED Software Revision", "software", "Software Revision"};
    case MedInventory::SerialNumber:
        return {"LLDP-MED Serial Number", "serial", "Serial Number"};
    case MedInventory::Manufacturer:
        return {"LLDP-MED Manufacturer Name", "manufacturer", "Manufacturer"};
    case MedInventory::Model:
        return {"LLDP-MED Model Name", "model", "Model"};
    case MedInventory::Asset:
        break;
    }
    return {"LLDP-MED Asset ID", "asset", "Asset ID"};
}

template <MedInventory Kind>
struct MedInventoryText
{
    static constexpr TlvInfo info{
        tlv_type::organizationally_specific, names_of(Kind).tlv, "ANSI/TIA-1057 10.2.6", Occurs::Once, oui::tia,
        static_cast<std::uint8_t>(Kind)};

    std::string text; ///< as it came or goes; at most 32 octets can be sent

    static Expected<MedInventoryText> decode(Reader& reader);
    Expected<> encode(Writer& writer) const;
    static std::span<const Field<MedInventoryText>> fields();

    bool operator==(const MedInventoryText&) const = default;
};

using MedHardwareRevision = MedInventoryText<MedInventory::HardwareRevision>;
using MedFirmwareRevision = MedInventoryText<MedInventory::FirmwareRevision>;
using MedSoftwareRevision = MedInventoryText<MedInventory::SoftwareRevision>;
using MedSerialNumber = MedInventoryText<MedInventory::SerialNumber>;
using MedManufacturer = MedInventoryText<MedInventory::Manufacturer>;
using MedModel = MedInventoryText<MedInventory::Model>;
using MedAsset = MedInventoryText<MedInventory::Asset>;

} // namespace lldp
