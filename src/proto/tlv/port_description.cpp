#include "proto/tlv/port_description.hpp"

#include "proto/tlv/text_value.hpp"

#include <array>

namespace lldp {
namespace {

std::vector<Shown> show(const PortDescription& tlv)
{
    return text_value::shown(printable_lines(tlv.text));
}

constexpr std::array<Field<PortDescription>, 1> declared{{
    {Section::Port, "descr", "PortDescr", Detail::Summary, show},
}};

} // namespace

Expected<PortDescription> PortDescription::decode(Reader& reader)
{
    return PortDescription{to_string(reader.rest())};
}

Expected<> PortDescription::encode(Writer& writer) const
{
    return text_value::encode(writer, info, text);
}

std::span<const Field<PortDescription>> PortDescription::fields()
{
    return declared;
}

} // namespace lldp
