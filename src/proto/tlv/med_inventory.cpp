#include "proto/tlv/med_inventory.hpp"

#include "proto/tlv/text_value.hpp"

#include <array>

namespace lldp {
namespace {

constexpr std::size_t max_size = 32; // octets

template <MedInventory Kind>
std::vector<Shown> show(const MedInventoryText<Kind>& tlv)
{
    return text_value::shown(printable(tlv.text));
}

template <MedInventory Kind>
constexpr std::array<Field<MedInventoryText<Kind>>, 1> declared{{
    {Section::MedInventory, names_of(Kind).tag, names_of(Kind).label, Detail::Full, show<Kind>},
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
    return text_value::encode(writer, info, text, max_size);
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
