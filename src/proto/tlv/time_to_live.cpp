#include "proto/tlv/time_to_live.hpp"

#include <array>
#include <limits>

namespace lldp {
namespace {

std::vector<Shown> show(const TimeToLive& tlv)
{
    return {{std::to_string(tlv.ttl.count())}};
}

constexpr std::array<Field<TimeToLive>, 1> declared{{
    {Section::Port, "ttl", "TTL", Detail::Summary, show},
}};

} // namespace

Expected<TimeToLive> TimeToLive::decode(Reader& reader)
{
    const auto start = reader.position();
    const auto seconds = reader.u16();
    if (!reader.ok())
        return malformed(info, WireErrc::bad_length, start, "two octets");
    return TimeToLive{std::chrono::seconds{seconds}};
}

Expected<> TimeToLive::encode(Writer& writer) const
{
    if (ttl.count() < 0 || ttl.count() > std::numeric_limits<std::uint16_t>::max())
        return unencodable(info, WireErrc::too_big, std::to_string(ttl.count()) + " seconds, not 0 to 65535");
    writer.u16(static_cast<std::uint16_t>(ttl.count()));
    return {};
}

std::span<const Field<TimeToLive>> TimeToLive::fields()
{
    return declared;
}

} // namespace lldp
