#include "proto/tlv/system_name.hpp"

#include "proto/tlv/text_value.hpp"

#include <array>

namespace lldp {
namespace {

std::vector<Shown> show(const SystemName& tlv)
{
    return text_value::shown(printable(tlv.text));
}

constexpr std::array<Field<SystemName>, 1> declared{{
    {Section::Chassis, "name", "SysName", Detail::Summary, show},
}};

} // namespace

Expected<SystemName> SystemName::decode(Reader& reader)
{
    return SystemName{to_string(reader.rest())};
}

Expected<> SystemName::encode(Writer& writer) const
{
    return text_value::encode(writer, info, text);
}

std::span<const Field<SystemName>> SystemName::fields()
{
    return declared;
}

} // namespace lldp
