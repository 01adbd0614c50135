#include "proto/tlv/chassis_id.hpp"

#include "proto/tlv/identifier.hpp"

#include <array>

namespace lldp {
namespace {

// By subtype, from 1.
constexpr std::array<identifier::Kind, 7> kinds{{
    {"unhandled", identifier::Form::Opaque},
    {"ifalias", identifier::Form::Text},
    {"unhandled", identifier::Form::Opaque},
    {"mac", identifier::Form::Mac},
    {"ip", identifier::Form::Network},
    {"ifname", identifier::Form::Text},
    {"local", identifier::Form::Text},
}};

const identifier::Kind& kind_of(const ChassisId& id)
{
    return kinds.at(static_cast<std::size_t>(id.subtype) - 1);
}

std::vector<Shown> show(const ChassisId& id)
{
    return {{to_string(id), {{"type", "", std::string{kind_of(id).type}}}}};
}

constexpr std::array<Field<ChassisId>, 1> declared{{
    {Section::Chassis, "id", "ChassisID", Detail::Summary, show},
}};

} // namespace

ChassisId ChassisId::mac(const MacAddress& address)
{
    return {Subtype::Mac, {address.begin(), address.end()}};
}

ChassisId ChassisId::ifname(std::string_view name)
{
    return {Subtype::InterfaceName, to_bytes(name)};
}

ChassisId ChassisId::local(std::string_view text)
{
    return {Subtype::Local, to_bytes(text)};
}

Expected<ChassisId> ChassisId::decode(Reader& reader)
{
    return identifier::decode(reader, info, kinds.size()).map([](identifier::Parts&& parts) {
        return ChassisId{static_cast<Subtype>(parts.subtype), std::move(parts.id)};
    });
}

Expected<> ChassisId::encode(Writer& writer) const
{
    return identifier::encode(writer, info, static_cast<std::uint8_t>(subtype), id);
}

std::span<const Field<ChassisId>> ChassisId::fields()
{
    return declared;
}

std::string to_string(const ChassisId& id)
{
    return identifier::text(kind_of(id).form, id.id);
}

} // namespace lldp
