// LLDP data units (IEEE 802.1AB-2016 clause 8): octets to TLVs and back. No socket, no clock.
#pragma once

#include "proto/registry.hpp"

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace lldp {

/// The TLVs of one LLDPDU, without the End Of LLDPDU TLV, in wire order.
struct Lldpdu
{
    std::vector<Tlv> tlvs;

    bool operator==(const Lldpdu&) const = default;

    /// The first TLV of type T, or null.
    template <typename T>
    [[nodiscard]] const T* find() const
    {
        for (const auto& tlv : tlvs)
            if (const auto* found = std::get_if<T>(&tlv))
                return found;
        return nullptr;
    }
};

/// MAC service access point identifier: chassis ID and port ID, with their subtypes (IEEE 802.1AB-2016 3.27).
using Msap = std::pair<ChassisId, PortId>;

struct DecodedLldpdu
{
    Lldpdu pdu;
    unsigned unrecognized = 0; ///< TLVs that this implementation does not know, kept or skipped
};

/// Decodes what follows the ethertype. Octets after the End Of LLDPDU TLV are ignored. Any malformed TLV discards the
/// whole LLDPDU (IEEE 802.1AB-2016 9.2.7.7): the error says which TLV, at which octet, and what was expected. The
/// result always has the three mandatory TLVs.
Expected<DecodedLldpdu> decode_lldpdu(ByteView octets);

/// Encodes the TLVs in their order and the End Of LLDPDU TLV. Fails when a TLV's value is longer than its field allows.
Expected<Bytes> encode_lldpdu(const Lldpdu& pdu);

/// The shutdown LLDPDU: chassis ID, port ID, TTL 0, End (IEEE 802.1AB-2016 9.2.7.6, 8.5.4).
Lldpdu shutdown_lldpdu(const Msap& msap);

/// The MSAP identifier of a PDU that decode_lldpdu() made.
Msap msap_of(const Lldpdu& pdu);

/// The same of an LLDPDU of which nothing else is decoded. What is wrong with its first two TLVs is an error.
Expected<Msap> decode_msap(ByteView octets);

/// Everything that the PDU says for one group: `<chassis label="Chassis">…` or `<port label="Port">…`, children in
/// registry order.
Element describe(const Lldpdu& pdu, Section section);

/// Everything else that it says, to stand behind those: VLANs, and the groups of LLDP-MED and of the TLVs that nobody
/// knows.
std::vector<Element> describe_others(const Lldpdu& pdu);

} // namespace lldp
