// What of an LLDPDU is shown, as the tree that every output format renders.

#include "proto/lldpdu.hpp"
#include "wire.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace lldp;
using wire::tlv;

namespace {

Element one(Detail detail, std::string tag, std::string label, std::string value)
{
    return {std::move(tag), std::move(label), {}, std::move(value), {}, detail};
}

Element typed(std::string tag, std::string label, std::string type, std::string value)
{
    return {std::move(tag), std::move(label), {{"type", "", std::move(type)}}, std::move(value), {}, Detail::Summary};
}

Element capability(std::string type, std::string enabled)
{
    return {"capability", "Capability", {{"type", "", std::move(type)}, {"enabled", "", std::move(enabled)}},
            {},           {},           Detail::Normal};
}

Element address(std::string value)
{
    return one(Detail::Normal, "mgmt-ip", "MgmtIP", std::move(value));
}

Element interface(std::string value)
{
    return one(Detail::Normal, "mgmt-iface", "MgmtIface", std::move(value));
}

Element chassis(std::vector<Element> children)
{
    return {"chassis", "Chassis", {}, {}, std::move(children)};
}

Element port(std::vector<Element> children)
{
    return {"port", "Port", {}, {}, std::move(children)};
}

const Element mac_chassis = typed("id", "ChassisID", "mac", "00:00:5e:00:53:01");
const Element ifname_port = typed("id", "PortID", "ifname", "eth0");
const Element two_minutes = one(Detail::Summary, "ttl", "TTL", "120");

Lldpdu decoded(const Bytes& octets)
{
    auto result = decode_lldpdu(octets);
    REQUIRE(result);
    return std::move(result->pdu);
}

Element described(std::initializer_list<Bytes> more, Section section)
{
    return describe(decoded(wire::lldpdu(more)), section);
}

} // namespace

TEST_CASE("a neighbor that says only what it must is shown with nothing invented", "[describe]")
{
    CHECK(described({}, Section::Chassis) == chassis({mac_chassis}));
    CHECK(described({}, Section::Port) == port({ifname_port, two_minutes}));
}

TEST_CASE("empty texts are not shown", "[describe]")
{
    CHECK(described({tlv(5, {}), tlv(6, {}), tlv(4, {})}, Section::Chassis) == chassis({mac_chassis}));
    CHECK(described({tlv(5, {}), tlv(6, {}), tlv(4, {})}, Section::Port) == port({ifname_port, two_minutes}));
}

TEST_CASE("what is shown stands in the same order whatever the order of the frame", "[describe]")
{
    const auto pdu = decoded(wire::lldpdu(
        {tlv(4, wire::text("uplink")), tlv(7, {0, 0x1c, 0, 0x10}),
         tlv(8, wire::management(2, {0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1})),
         tlv(6, wire::text("os")), tlv(8, wire::management(1, {192, 0, 2, 1})), tlv(5, wire::text("switch"))}));

    CHECK(describe(pdu, Section::Chassis) ==
          chassis({mac_chassis, one(Detail::Summary, "name", "SysName", "switch"),
                   one(Detail::Normal, "descr", "SysDescr", "os"), address("2001:db8::1"), interface("7"),
                   address("192.0.2.1"), interface("7"), capability("Bridge", "off"), capability("Router", "on"),
                   capability("Wlan", "off")}));
    CHECK(describe(pdu, Section::Port) ==
          port({ifname_port, one(Detail::Summary, "descr", "PortDescr", "uplink"), two_minutes}));
}

TEST_CASE("capabilities are shown when they are available, with all their names", "[describe]")
{
    CHECK(described({tlv(7, {0xff, 0xff, 0xff, 0xff})}, Section::Chassis) ==
          chassis({mac_chassis, capability("Other", "on"), capability("Repeater", "on"), capability("Bridge", "on"),
                   capability("Router", "on"), capability("Wlan", "on"), capability("Tel", "on"),
                   capability("Docsis", "on"), capability("Station", "on"), capability("Cvlan", "on"),
                   capability("Svlan", "on"), capability("Tpmr", "on")}));
    CHECK(described({tlv(7, {0, 0x04, 0, 0x14})}, Section::Chassis) ==
          chassis({mac_chassis, capability("Bridge", "on")}));
    CHECK(described({tlv(7, {0, 0, 0, 0xff})}, Section::Chassis) == chassis({mac_chassis}));
}

TEST_CASE("a management address's interface is shown when it is an interface index", "[describe]")
{
    const auto shown = [](std::uint8_t numbering, std::uint8_t number) {
        return described({tlv(8, {5, 1, 192, 0, 2, 1, numbering, 0, 0, 0, number, 0})}, Section::Chassis);
    };
    CHECK(shown(2, 9) == chassis({mac_chassis, address("192.0.2.1"), interface("9")}));
    CHECK(shown(2, 0) == chassis({mac_chassis, address("192.0.2.1")}));
    CHECK(shown(1, 9) == chassis({mac_chassis, address("192.0.2.1")}));
    CHECK(shown(3, 9) == chassis({mac_chassis, address("192.0.2.1")}));
    CHECK(described({tlv(8, {5, 1, 192, 0, 2, 1, 2, 0xff, 0xff, 0xff, 0xff, 0})}, Section::Chassis) ==
          chassis({mac_chassis, address("192.0.2.1"), interface("4294967295")}));
}

TEST_CASE("a management address that is no IP address is not shown as one", "[describe]")
{
    const auto shown = [](std::uint8_t family, const Bytes& octets) {
        return described({tlv(8, wire::management(family, octets))}, Section::Chassis);
    };
    CHECK(shown(6, {0, 0, 0x5e, 0, 0x53, 1}) == chassis({mac_chassis}));
    CHECK(shown(1, {192, 0, 2}) == chassis({mac_chassis}));
    CHECK(shown(1, {192, 0, 2, 1, 9}) == chassis({mac_chassis}));
    CHECK(shown(2, {192, 0, 2, 1}) == chassis({mac_chassis}));
    CHECK(shown(1, {}) == chassis({mac_chassis}));
}

TEST_CASE("an identifier is shown by its subtype", "[describe]")
{
    struct Row
    {
        Bytes value;
        std::string type;
        std::string shown;
    };
    const auto check = [](unsigned type, const std::vector<Row>& rows) {
        for (const auto& row : rows) {
            INFO(row.type << ' ' << row.shown);
            const bool is_chassis = type == 1;
            const auto pdu = decoded(wire::join({is_chassis ? tlv(1, row.value) : wire::chassis,
                                                 is_chassis ? wire::port : tlv(2, row.value), wire::ttl, wire::end}));
            const auto element = describe(pdu, is_chassis ? Section::Chassis : Section::Port).children.at(0);
            CHECK(element == typed("id", is_chassis ? "ChassisID" : "PortID", row.type, row.shown));
        }
    };
    check(1, {
                 {{1, 'c', 'o'}, "unhandled", "63 6f"},
                 {{2, 'a', 'l'}, "ifalias", "al"},
                 {{3, 'p', 'o'}, "unhandled", "70 6f"},
                 {{4, 0, 0, 0x5e, 0, 0x53, 0xff}, "mac", "00:00:5e:00:53:ff"},
                 {{4, 0, 0, 0x5e, 0, 0x53}, "mac", "00:00:5e:00:53"},
                 {{5, 1, 192, 0, 2, 1}, "ip", "192.0.2.1"},
                 {{5, 2, 0xfe, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}, "ip", "fe80::1"},
                 {{5, 1, 192, 0}, "ip", "01 c0 00"},
                 {{5, 1, 192, 0, 2, 1, 9}, "ip", "01 c0 00 02 01 09"},
                 {{5, 99, 'a'}, "ip", "63 61"},
                 {{6, 'e', 't', 'h'}, "ifname", "eth"},
                 {{7, 'm', 'e'}, "local", "me"},
                 {{7, 0xc3, 0xa9}, "local", "\xc3\xa9"},
                 {{7, 'm', 'e', 0, 0}, "local", "me"},
                 {{7, 'm', 0, 'e'}, "local", "6d 00 65"},
                 {{7, 'm', '\n', 'e'}, "local", "6d 0a 65"},
                 {{7, 0xff}, "local", "ff"},
                 {{7, 0}, "local", "00"},
             });
    check(2, {
                 {{1, 'a', 'l'}, "ifalias", "al"},
                 {{2, 'p', 'o'}, "unhandled", "70 6f"},
                 {{3, 0, 0, 0x5e, 0, 0x53, 2}, "mac", "00:00:5e:00:53:02"},
                 {{4, 1, 192, 0, 2, 2}, "ip", "192.0.2.2"},
                 {{5, 'G', 'i', '1'}, "ifname", "Gi1"},
                 {{6, 'c', 0}, "unhandled", "63 00"},
                 {{7, '1'}, "local", "1"},
             });
}

TEST_CASE("a name is shown on one line, a description on as many as it has", "[describe]")
{
    const auto shown =
        described({tlv(5, wire::text("a\nb\x1b[31m")), tlv(6, wire::text("one\r\ntwo\nthree\xff"))}, Section::Chassis);
    CHECK(shown == chassis({mac_chassis, one(Detail::Summary, "name", "SysName", "a b [31m"),
                            one(Detail::Normal, "descr", "SysDescr", "one\ntwo\nthree\xEF\xBF\xBD")}));
}

TEST_CASE("an element is pruned to the detail asked for, at every depth", "[element]")
{
    const auto leaf = [](Detail detail) { return one(detail, "leaf", "Leaf", "value"); };
    const Element whole{
        "root",
        "Root",
        {{"a", "", "1", Detail::Summary}, {"b", "", "2", Detail::Full}},
        {},
        {{"branch", "Branch", {}, {}, {leaf(Detail::Summary), leaf(Detail::Normal), leaf(Detail::Full)}},
         leaf(Detail::Normal)}};
    auto shown = whole;
    shown.prune(Detail::Full);
    CHECK(shown == whole);

    shown.prune(Detail::Normal);
    CHECK(shown ==
          Element{"root",
                  "Root",
                  {{"a", "", "1"}},
                  {},
                  {{"branch", "Branch", {}, {}, {leaf(Detail::Summary), leaf(Detail::Normal)}}, leaf(Detail::Normal)}});

    shown.prune(Detail::Summary);
    CHECK(shown ==
          Element{"root", "Root", {{"a", "", "1"}}, {}, {{"branch", "Branch", {}, {}, {leaf(Detail::Summary)}}}});
}
