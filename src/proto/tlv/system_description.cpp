#include "proto/tlv/system_description.hpp"

#include "proto/tlv/text_value.hpp"

#include <array>

namespace lldp {
namespace {

std::vector<Shown> show(const SystemDescription& tlv)
{
    return text_value::shown(printable_lines(tlv.text));
}

constexpr std::array<Field<SystemDescription>, 1> declared{{
    {Section::Chassis, "descr", "SysDescr", Detail::Normal, show},
}};

} // namespace

Expected<SystemDescription> SystemDescription::decode(Reader& reader)
{
    return SystemDescription{to_string(reader.rest())};
}

Expected<> SystemDescription::encode(Writer& writer) const
{
    return text_value::encode(writer, info, text);
}

std::span<const Field<SystemDescription>> SystemDescription::fields()
{
    return declared;
}

} // namespace lldp
