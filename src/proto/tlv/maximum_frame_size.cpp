#include "proto/tlv/maximum_frame_size.hpp"

#include <array>

namespace lldp {
namespace {

std::vector<Shown> show(const MaximumFrameSize& tlv)
{
    if (tlv.octets == 0)
        return {};
    return {{std::to_string(tlv.octets)}};
}

constexpr std::array<Field<MaximumFrameSize>, 1> declared{{
    {Section::Port, "mfs", "MFS", Detail::Full, show},
}};

} // namespace

Expected<MaximumFrameSize> MaximumFrameSize::decode(Reader& reader)
{
    const auto start = reader.position();
    const auto octets = reader.u16();
    if (!reader.ok())
        return malformed(info, WireErrc::bad_length, start, "two octets");
    return MaximumFrameSize{octets};
}

Expected<> MaximumFrameSize::encode(Writer& writer) const
{
    writer.u16(octets);
    return {};
}

std::span<const Field<MaximumFrameSize>> MaximumFrameSize::fields()
{
    return declared;
}

} // namespace lldp
