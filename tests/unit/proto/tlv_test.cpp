// Each TLV against octets that were written by hand from IEEE 802.1AB-2016 8.5.

#include "tlv_cases.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

using namespace lldp;
using namespace std::chrono_literals;

namespace {

ManagementAddress with_oid()
{
    auto tlv = ManagementAddress::ipv4({192, 0, 2, 1}, 0);
    tlv.numbering = ManagementAddress::Numbering::SystemPort;
    tlv.interface = 0x01020304;
    tlv.oid = {0x2b, 0x06, 0x01};
    return tlv;
}

std::vector<tlv_cases::Good> cases()
{
    using Chassis = ChassisId::Subtype;
    using Port = PortId::Subtype;
    return {
        {"chassis component", ChassisId{Chassis::ChassisComponent, {'c'}}, {0x02, 0x02, 0x01, 'c'}},
        {"chassis interface alias", ChassisId{Chassis::InterfaceAlias, {'a'}}, {0x02, 0x02, 0x02, 'a'}},
        {"chassis port component", ChassisId{Chassis::PortComponent, {'p'}}, {0x02, 0x02, 0x03, 'p'}},
        {"chassis MAC address", ChassisId::mac({0x00, 0x00, 0x5e, 0x00, 0x53, 0x01}), wire::chassis},
        {"chassis network address",
         ChassisId{Chassis::NetworkAddress, {1, 192, 0, 2, 1}},
         {0x02, 0x06, 0x05, 0x01, 0xc0, 0x00, 0x02, 0x01}},
        {"chassis interface name", ChassisId::ifname("eth0"), {0x02, 0x05, 0x06, 'e', 't', 'h', '0'}},
        {"chassis locally assigned", ChassisId::local("me"), {0x02, 0x03, 0x07, 'm', 'e'}},
        {"port interface alias", PortId{Port::InterfaceAlias, {'a'}}, {0x04, 0x02, 0x01, 'a'}},
        {"port component", PortId{Port::PortComponent, {'p'}}, {0x04, 0x02, 0x02, 'p'}},
        {"port MAC address",
         PortId::mac({0x00, 0x00, 0x5e, 0x00, 0x53, 0x02}),
         {0x04, 0x07, 0x03, 0x00, 0x00, 0x5e, 0x00, 0x53, 0x02}},
        {"port network address",
         PortId{Port::NetworkAddress, {1, 192, 0, 2, 1}},
         {0x04, 0x06, 0x04, 0x01, 0xc0, 0x00, 0x02, 0x01}},
        {"port interface name", PortId::ifname("eth0"), wire::port},
        {"port agent circuit ID", PortId{Port::AgentCircuitId, {9}}, {0x04, 0x02, 0x06, 0x09}},
        {"port locally assigned", PortId::local("1"), {0x04, 0x02, 0x07, '1'}},
        {"time to live", TimeToLive{120s}, {0x06, 0x02, 0x00, 0x78}},
        {"shortest time to live", TimeToLive{0s}, {0x06, 0x02, 0x00, 0x00}},
        {"longest time to live", TimeToLive{65535s}, {0x06, 0x02, 0xff, 0xff}},
        {"port description", PortDescription{"up"}, {0x08, 0x02, 'u', 'p'}},
        {"system name", SystemName{"sw"}, {0x0a, 0x02, 's', 'w'}},
        {"empty system name", SystemName{}, {0x0a, 0x00}},
        {"system description", SystemDescription{"os"}, {0x0c, 0x02, 'o', 's'}},
        {"longest system description", SystemDescription{std::string(255, 'd')},
         wire::join({{0x0c, 0xff}, Bytes(255, 'd')})},
        {"longest chassis ID", ChassisId::local(std::string(255, 'i')),
         wire::join({{0x03, 0x00, 0x07}, Bytes(255, 'i')})},
        {"bridge and router, bridge enabled",
         SystemCapabilities{{Capability::Bridge, Capability::Router}, {Capability::Bridge}},
         {0x0e, 0x04, 0x00, 0x14, 0x00, 0x04}},
        {"first and last capability",
         SystemCapabilities{{Capability::Other, Capability::TwoPortMacRelay}, {Capability::TwoPortMacRelay}},
         {0x0e, 0x04, 0x04, 0x01, 0x04, 0x00}},
        {"reserved capabilities",
         SystemCapabilities{CapabilitySet::from_bits(0xf800), {}},
         {0x0e, 0x04, 0xf8, 0x00, 0x00, 0x00}},
        {"IPv4 management address",
         ManagementAddress::ipv4({192, 0, 2, 1}, 7),
         {0x10, 0x0c, 0x05, 0x01, 0xc0, 0x00, 0x02, 0x01, 0x02, 0x00, 0x00, 0x00, 0x07, 0x00}},
        {"management address, interface unknown",
         ManagementAddress::ipv4({192, 0, 2, 1}, 0),
         {0x10, 0x0c, 0x05, 0x01, 0xc0, 0x00, 0x02, 0x01, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00}},
        {"IPv6 management address",
         ManagementAddress::ipv6({0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}, 0x10203),
         {0x10, 0x18, 0x11, 0x02, 0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0x02, 0, 1, 2, 3, 0}},
        {"management address with object identifier",
         with_oid(),
         {0x10, 0x0f, 0x05, 0x01, 0xc0, 0x00, 0x02, 0x01, 0x03, 0x01, 0x02, 0x03, 0x04, 0x03, 0x2b, 0x06, 0x01}},
        {"longest management address",
         ManagementAddress{AddressFamily{16}, Bytes(31, 'n'), ManagementAddress::Numbering::Unknown, 0, Bytes(128, 1)},
         wire::join({{0x10, 0xa7, 0x20, 0x10}, Bytes(31, 'n'), {0x01, 0, 0, 0, 0, 0x80}, Bytes(128, 1)})},
    };
}

std::vector<tlv_cases::Unencodable> unencodable_cases()
{
    using Numbering = ManagementAddress::Numbering;
    const auto address = [](std::size_t size, std::size_t oid) {
        return ManagementAddress{AddressFamily::All802, Bytes(size, 1), Numbering::Unknown, 0, Bytes(oid, 1)};
    };
    return {
        {"a chassis ID without octets", ChassisId::local(""), WireErrc::bad_length,
         "encode Chassis ID TLV with an empty identifier: the length is outside what is allowed"},
        {"a port ID without octets", PortId::local(""), WireErrc::bad_length,
         "encode Port ID TLV with an empty identifier: the length is outside what is allowed"},
        {"a chassis ID of 256 octets", ChassisId::local(std::string(256, 'x')), WireErrc::too_big,
         "encode Chassis ID TLV with an identifier of 256 octets, more than 255: too big for its field"},
        {"a port ID of 256 octets", PortId::local(std::string(256, 'x')), WireErrc::too_big,
         "encode Port ID TLV with an identifier of 256 octets, more than 255: too big for its field"},
        {"a system name of 256 octets", SystemName{std::string(256, 'x')}, WireErrc::too_big,
         "encode System Name TLV with a text of 256 octets, more than 255: too big for its field"},
        {"a system description of 300 octets", SystemDescription{std::string(300, 'x')}, WireErrc::too_big,
         "encode System Description TLV with a text of 300 octets, more than 255: too big for its field"},
        {"a port description of 70000 octets", PortDescription{std::string(70000, 'x')}, WireErrc::too_big,
         "encode Port Description TLV with a text of 70000 octets, more than 255: too big for its field"},
        {"a time to live of 65536 s", TimeToLive{65536s}, WireErrc::too_big,
         "encode Time To Live TLV with 65536 seconds, not 0 to 65535: too big for its field"},
        {"a negative time to live", TimeToLive{-1s}, WireErrc::too_big,
         "encode Time To Live TLV with -1 seconds, not 0 to 65535: too big for its field"},
        {"an empty management address", address(0, 0), WireErrc::bad_length,
         "encode Management Address TLV with no address: the length is outside what is allowed"},
        {"a management address of 32 octets", address(32, 0), WireErrc::too_big,
         "encode Management Address TLV with an address of 32 octets, more than 31: too big for its field"},
        {"an object identifier of 129 octets", address(6, 129), WireErrc::too_big,
         "encode Management Address TLV with an object identifier of 129 octets, more than 128: too big for its field"},
    };
}

} // namespace

TEST_CASE("a TLV is encoded as the standard draws it", "[tlv]")
{
    tlv_cases::check_encoded(cases());
}

TEST_CASE("a TLV is decoded from what the standard draws", "[tlv]")
{
    tlv_cases::check_decoded(cases());
}

TEST_CASE("what does not fit into its field is not encoded", "[tlv]")
{
    tlv_cases::check_not_encoded(unencodable_cases());
}

TEST_CASE("every reason to refuse a frame has words of its own", "[tlv]")
{
    std::vector<std::string> messages;
    for (const auto code : {WireErrc::truncated, WireErrc::bad_length, WireErrc::bad_value, WireErrc::misplaced,
                            WireErrc::duplicate, WireErrc::missing, WireErrc::too_big, WireErrc::not_lldp})
        messages.push_back(make_error_code(code).message());

    CHECK(make_error_code(WireErrc::truncated).category().name() == std::string{"wire"});
    CHECK(make_error_code(WireErrc{99}).message() == "unknown wire error 99");
    std::ranges::sort(messages);
    CHECK(std::ranges::adjacent_find(messages) == messages.end());
}
