#include "proto/tlv/port_id.hpp"

#include "proto/tlv/identifier.hpp"

#include <array>

namespace lldp {
namespace {

// By subtype, from 1.
constexpr std::array<identifier::Kind, 7> kinds{{
    {"ifalias", identifier::Form::Text},
    {"unhandled", identifier::Form::Opaque},
    {"mac", identifier::Form::Mac},
    {"ip", identifier::Form::Network},
    {"ifname", identifier::Form::Text},
    {"unhandled", identifier::Form::Opaque},
    {"local", identifier::Form::Text},
}};

const identifier::Kind& kind_of(const PortId& id)
{
    return kinds.at(static_cast<std::size_t>(id.subtype) - 1);
}

std::vector<Shown> show(const PortId& id)
{
    return {{to_string(id), {{"type", "", std::string{kind_of(id).type}}}}};
}

constexpr std::array<Field<PortId>, 1> declared{{
    {Section::Port, "id", "PortID", Detail::Summary, show},
}};

} // namespace

PortId PortId::mac(const MacAddress& address)
{
    return {Subtype::Mac, {address.begin(), address.end()}};
}

PortId PortId::ifname(std::string_view name)
{
    return {Subtype::InterfaceName, to_bytes(name)};
}

PortId PortId::local(std::string_view text)
{
    return {Subtype::Local, to_bytes(text)};
}

Expected<PortId> PortId::decode(Reader& reader)
{
    return identifier::decode(reader, info, kinds.size()).map([](identifier::Parts&& parts) {
        return PortId{static_cast<Subtype>(parts.subtype), std::move(parts.id)};
    });
}

Expected<> PortId::encode(Writer& writer) const
{
    return identifier::encode(writer, info, static_cast<std::uint8_t>(subtype), id);
}

std::span<const Field<PortId>> PortId::fields()
{
    return declared;
}

std::string to_string(const PortId& id)
{
    return identifier::text(kind_of(id).form, id.id);
}

} // namespace lldp
