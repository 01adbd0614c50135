#include "client/formats.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <sstream>

using namespace lldp;
using namespace lldp::client;

namespace {

Element leaf(const std::string& tag, const std::string& label, const std::string& value,
             std::vector<Attribute> attributes = {})
{
    return {tag, label, std::move(attributes), value, {}, Detail::Summary};
}

Element branch(const std::string& tag, const std::string& label, std::vector<Attribute> attributes,
               std::vector<Element> children)
{
    return {tag, label, std::move(attributes), "", std::move(children), Detail::Summary};
}

Attribute attribute(const std::string& key, const std::string& label, const std::string& value)
{
    return {key, label, value, Detail::Summary};
}

Element interface(const std::string& name)
{
    return branch(
        "interface", "Interface",
        {attribute("name", "", name), attribute("via", "via", "LLDP"), attribute("age", "Time", "0 day, 00:00:04")},
        {branch("chassis", "Chassis", {},
                {leaf("id", "ChassisID", "00:00:00:00:00:02", {attribute("type", "", "mac")}),
                 leaf("descr", "SysDescr", "first = line\n\nthird"),
                 leaf("capability", "Capability", "",
                      {attribute("type", "", "Bridge"), attribute("enabled", "", "off")})}),
         leaf("status", "Administrative status", "RX and TX"), leaf("ttl", "TTL", "", {attribute("ttl", "", "120")}),
         leaf("unknown-tlv", "TLV", "45,45",
              {attribute("oui", "OUI", "33,44,55"), attribute("subtype", "SubType", "44")})});
}

Element neighbors(const std::vector<std::string>& names)
{
    Element root{"lldp", "LLDP neighbors", {}, "", {}, Detail::Summary};
    for (const auto& name : names)
        root.children.push_back(interface(name));
    return root;
}

std::string rendered(const std::string& format, const Element& root)
{
    std::ostringstream out;
    find_format(format)->write(out, root);
    return out.str();
}

constexpr auto rule = "-------------------------------------------------------------------------------\n";

} // namespace

TEST_CASE("plain text shows a tree in indented lines between rules", "[client]")
{
    const auto one = [](const std::string& name) {
        return "Interface:    " + name +
               ", via: LLDP, Time: 0 day, 00:00:04\n"
               "  Chassis:     \n"
               "    ChassisID:    mac 00:00:00:00:00:02\n"
               "    SysDescr:     first = line\n"
               "                  \n"
               "                  third\n"
               "    Capability:   Bridge, off\n"
               "  Administrative status: RX and TX\n"
               "  TTL:          120\n"
               "  TLV:          OUI: 33,44,55, SubType: 44 45,45\n" +
               rule;
    };
    CHECK(rendered("plain", neighbors({"eth0", "eth1"})) ==
          std::string{rule} + "LLDP neighbors:\n" + rule + one("eth0") + one("eth1"));
}

TEST_CASE("plain text shows that there is nothing", "[client]")
{
    CHECK(rendered("plain", neighbors({})) == std::string{rule} + "LLDP neighbors:\n" + rule);
}

TEST_CASE("keyvalue has a line for each value, under names and types where there are any", "[client]")
{
    CHECK(rendered("keyvalue", neighbors({"eth0.100"})) == "lldp.eth0.100.via=LLDP\n"
                                                           "lldp.eth0.100.age=0 day, 00:00:04\n"
                                                           "lldp.eth0.100.chassis.mac=00:00:00:00:00:02\n"
                                                           "lldp.eth0.100.chassis.descr=first = line  third\n"
                                                           "lldp.eth0.100.chassis.Bridge.enabled=off\n"
                                                           "lldp.eth0.100.status=RX and TX\n"
                                                           "lldp.eth0.100.ttl.ttl=120\n"
                                                           "lldp.eth0.100.unknown-tlv.oui=33,44,55\n"
                                                           "lldp.eth0.100.unknown-tlv.subtype=44\n"
                                                           "lldp.eth0.100.unknown-tlv=45,45\n");
    CHECK(rendered("keyvalue", neighbors({})).empty());
}

TEST_CASE("every format is found by its name, is reported and ends its document with a newline", "[client]")
{
    const auto reported = reported_formats();
    for (const auto& format : formats()) {
        CHECK(find_format(format.name) == &format);
        CHECK(std::find(reported.begin(), reported.end(), format.reported) != reported.end());
        CHECK_FALSE(is_known_elsewhere(format.name));
        CHECK(rendered(std::string{format.name}, neighbors({"eth0"})).ends_with("\n"));
    }
    CHECK(formats().front().name == "plain");
    CHECK(find_format("foo") == nullptr);
    CHECK_FALSE(is_known_elsewhere("foo"));
}
