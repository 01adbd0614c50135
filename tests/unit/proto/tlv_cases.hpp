// TLVs beside the octets that they are, for the tests of one family of TLVs.
#pragma once

#include "proto/lldpdu.hpp"
#include "wire.hpp"

#include <string>
#include <vector>

namespace tlv_cases {

/// A TLV that can be sent and received.
struct Good
{
    std::string name;
    lldp::Tlv tlv;
    lldp::Bytes octets;
};

/// Octets that discard the LLDPDU that they stand in.
struct Malformed
{
    std::string name;
    lldp::Bytes octets;
    std::string message;
};

/// A TLV that says more than it has room for.
struct Unencodable
{
    std::string name;
    lldp::Tlv tlv;
    lldp::WireErrc code;
    std::string message;
};

void check_encoded(const std::vector<Good>& cases);
void check_decoded(const std::vector<Good>& cases);
void check_refused(const std::vector<Malformed>& cases);
void check_not_encoded(const std::vector<Unencodable>& cases);

/// What `lldpcli show neighbors` prints of these TLVs, behind the mandatory ones: a line each, indented as there.
std::string plain(std::initializer_list<lldp::Bytes> tlvs, lldp::Detail detail = lldp::Detail::Full);
/// The same in the format keyvalue, without the interface's name.
std::string keyvalue(std::initializer_list<lldp::Bytes> tlvs);

/// An organizationally specific TLV.
lldp::Bytes organizational(std::uint32_t oui, std::uint8_t subtype, const lldp::Bytes& value);

} // namespace tlv_cases
