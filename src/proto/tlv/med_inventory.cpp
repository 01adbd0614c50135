#include "proto/tlv/med_inventory.hpp"

#include "proto/tlv/text_value.hpp"

#include <array>

namespace lldp {
namespace {

constexpr std::size_t max_size = 32;

struct Words
{
    std::string_view tag;
    std::string_view label;
};

constexpr Words words_of(MedInventory kind)
{
    switch (kind) {
    case MedInventory::HardwareRevision:
        return {"hardware", "Hardware Revision"};
    case MedInventory::FirmwareRevision:
        return {"firmware", "Firmware Revision"};
    case MedInventory::SoftwareRevision:
        return {"software", "Software Revision"};
    case MedInventory::SerialNumber:
        return {"serial", "Serial Number"};
    case MedInventory::Manufacturer:
        return {"manufacturer", "Manufacturer"};
    case MedInventory::Model:
        return {"model", "Model"};
    case MedInventory::Asset:
        break;
    }
    return {"asset", "Asset ID"};
}

template <MedInventory Kind>
std::vector<Shown> show(const MedInventoryText<Kind>& tlv)
{
    return text_value::shown(printable(tlv.text));
}

template <MedInventory Kind>
constexpr std::array<Field<MedInventoryText<Kind>>, 1> declared{{
    {Section::MedInventory, words_of(Kind).tag, words_of(Kind).label, Detail::Full, show<Kind>},
}};

} // namespace

template <MedInventory Kind>
Expected<MedInventoryText<Kind>> MedInventoryText<Kind>::decode(Reader& reader)
{
    return MedInventoryText{to_string(reader.rest())};
}

template <MedInventory Kind>
Expected<> MedInventoryText<Kind>::encode(Writer& writer) const
{
    if (text.size() > max_size)
        return unencodable(info, WireErrc::too_big,
                           "a text of " + std::to_string(text.size()) + " octets, more than 32");
    writer.text(text);
    return {};
}

template <MedInventory Kind>
std::span<const Field<MedInventoryText<Kind>>> MedInventoryText<Kind>::fields()
{
    return declared<Kind>;
}

template struct MedInventoryText<MedInventory::HardwareRevision>;
template struct MedInventoryText<MedInventory::FirmwareRevision>;
template struct MedInventoryText<MedInventory::SoftwareRevision>;
template struct MedInventoryText<MedInventory::SerialNumber>;
template struct MedInventoryText<MedInventory::Manufacturer>;
template struct MedInventoryText<MedInventory::Model>;
template struct MedInventoryText<MedInventory::Asset>;

} // namespace lldp
