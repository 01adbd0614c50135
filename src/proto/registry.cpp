#include "proto/registry.hpp"

namespace lldp {

Tlv::Tlv(const Tlv&) = default;
Tlv::Tlv(Tlv&&) noexcept = default;
Tlv& Tlv::operator=(const Tlv&) = default;
Tlv& Tlv::operator=(Tlv&&) noexcept = default;
Tlv::~Tlv() = default;

bool Tlv::operator==(const Tlv& other) const
{
    return static_cast<const TlvVariant&>(*this) == static_cast<const TlvVariant&>(other);
}

} // namespace lldp
