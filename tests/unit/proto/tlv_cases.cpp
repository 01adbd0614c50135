#include "tlv_cases.hpp"

#include "client/formats.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <sstream>

using namespace lldp;

namespace tlv_cases {
namespace {

// A whole LLDPDU in which the TLV stands in its place.
Bytes lldpdu_with(const Good& it)
{
    if (std::holds_alternative<ChassisId>(it.tlv))
        return wire::join({it.octets, wire::port, wire::ttl, wire::end});
    if (std::holds_alternative<PortId>(it.tlv))
        return wire::join({wire::chassis, it.octets, wire::ttl, wire::end});
    if (std::holds_alternative<TimeToLive>(it.tlv))
        return wire::join({wire::chassis, wire::port, it.octets, wire::end});
    return wire::lldpdu({it.octets});
}

Element shown(std::initializer_list<Bytes> tlvs, Detail detail)
{
    const auto decoded = decode_lldpdu(wire::lldpdu(tlvs));
    REQUIRE(decoded);
    Element interface {
        "interface", "Interface", {}, {}, {}
    };
    interface.children.push_back(describe(decoded->pdu, Section::Chassis));
    interface.children.push_back(describe(decoded->pdu, Section::Port));
    std::ranges::move(describe_others(decoded->pdu), std::back_inserter(interface.children));
    interface.prune(detail);
    return interface;
}

std::string lines(const std::string& text, std::size_t first, std::size_t without_last)
{
    std::vector<std::string> all;
    std::istringstream in{text};
    for (std::string line; std::getline(in, line);)
        all.push_back(line);
    std::string kept;
    for (auto at = first; at + without_last < all.size(); ++at)
        kept += all[at] + "\n";
    return kept;
}

} // namespace

void check_encoded(const std::vector<Good>& cases)
{
    for (const auto& it : cases) {
        INFO(it.name);
        const auto encoded = encode_lldpdu({{it.tlv}});
        REQUIRE(encoded);
        CHECK(*encoded == wire::join({it.octets, wire::end}));
    }
}

void check_decoded(const std::vector<Good>& cases)
{
    for (const auto& it : cases) {
        INFO(it.name);
        const auto decoded = decode_lldpdu(lldpdu_with(it));
        REQUIRE(decoded);
        CHECK(std::ranges::count(decoded->pdu.tlvs, it.tlv) == 1);
    }
}

void check_refused(const std::vector<Malformed>& cases)
{
    for (const auto& it : cases) {
        INFO(it.name);
        const auto decoded = decode_lldpdu(wire::lldpdu({it.octets}));
        REQUIRE_FALSE(decoded);
        CHECK(decoded.error().message() == it.message);
    }
}

void check_not_encoded(const std::vector<Unencodable>& cases)
{
    for (const auto& it : cases) {
        INFO(it.name);
        const auto encoded = encode_lldpdu({{it.tlv}});
        REQUIRE_FALSE(encoded);
        CHECK(encoded.error().code == it.code);
        CHECK(encoded.error().message() == it.message);
    }
}

std::string plain(std::initializer_list<Bytes> tlvs, Detail detail)
{
    std::ostringstream out;
    client::find_format("plain")->write(out, {"lldp", "LLDP neighbors", {}, {}, {shown(tlvs, detail)}});
    // Three lines of title, the interface, its chassis with its ID, its port with its ID and the TTL; at the end a
    // rule.
    return lines(out.str(), 9, 1);
}

std::string keyvalue(std::initializer_list<Bytes> tlvs)
{
    std::ostringstream out;
    client::find_format("keyvalue")->write(out, shown(tlvs, Detail::Full));
    auto text = lines(out.str(), 3, 0); // behind chassis ID, port ID and TTL
    for (auto at = text.find("interface."); at != std::string::npos; at = text.find("interface.", at))
        text.erase(at, std::string_view{"interface."}.size());
    return text;
}

Bytes organizational(std::uint32_t oui, std::uint8_t subtype, const Bytes& value)
{
    return wire::tlv(127, wire::join({{static_cast<std::uint8_t>(oui >> 16U), static_cast<std::uint8_t>(oui >> 8U),
                                       static_cast<std::uint8_t>(oui), subtype},
                                      value}));
}

} // namespace tlv_cases
