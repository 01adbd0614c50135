// Frames written by hand, octet by octet: nothing here goes through the code under test.
#pragma once

#include "base/bytes.hpp"

#include <initializer_list>
#include <string_view>

namespace wire {

using lldp::Bytes;

inline Bytes text(std::string_view characters)
{
    return {characters.begin(), characters.end()};
}

inline Bytes join(std::initializer_list<Bytes> parts)
{
    Bytes all;
    for (const auto& part : parts)
        all.insert(all.end(), part.begin(), part.end());
    return all;
}

/// Type in seven bits, length in nine, value (IEEE 802.1AB-2016 8.4).
inline Bytes tlv(unsigned type, const Bytes& value)
{
    Bytes octets{static_cast<std::uint8_t>(type * 2UL + value.size() / 256),
                 static_cast<std::uint8_t>(value.size() % 256)};
    octets.insert(octets.end(), value.begin(), value.end());
    return octets;
}

inline const Bytes chassis{0x02, 0x07, 0x04, 0x00, 0x00, 0x5e, 0x00, 0x53, 0x01}; // MAC 00:00:5e:00:53:01
inline const Bytes port{0x04, 0x05, 0x05, 'e', 't', 'h', '0'};                    // interface name eth0
inline const Bytes ttl{0x06, 0x02, 0x00, 0x78};                                   // 120 s
inline const Bytes end{0x00, 0x00};

/// The mandatory TLVs, then `more`, then the end.
inline Bytes lldpdu(std::initializer_list<Bytes> more = {})
{
    return join({chassis, port, ttl, join(more), end});
}

/// A management address TLV's value: address string, interface number 7 as ifIndex, no object identifier.
inline Bytes management(std::uint8_t family, const Bytes& address)
{
    return join({{static_cast<std::uint8_t>(address.size() + 1), family}, address, {2, 0, 0, 0, 7, 0}});
}

} // namespace wire
