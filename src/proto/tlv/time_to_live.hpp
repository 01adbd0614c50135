// Time To Live TLV (IEEE 802.1AB-2016 8.5.4): how long the receiver keeps what the LLDPDU says.
#pragma once

#include "proto/tlv.hpp"

#include <chrono>

namespace lldp {

struct TimeToLive
{
    static constexpr TlvInfo info{tlv_type::time_to_live, "Time To Live", "IEEE 802.1AB-2016 8.5.4", Occurs::Mandatory};

    std::chrono::seconds ttl{}; ///< 0 (forget what was said) to 65535

    static Expected<TimeToLive> decode(Reader& reader);
    Expected<> encode(Writer& writer) const;
    static std::span<const Field<TimeToLive>> fields();

    bool operator==(const TimeToLive&) const = default;
};

} // namespace lldp
