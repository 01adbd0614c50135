#include "client/formats.hpp"

#include "config.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <sstream>
#ifdef USE_JSON
#include <nlohmann/json.hpp>
#endif

using namespace lldp;
using namespace lldp::client;
using Catch::Matchers::ContainsSubstring;

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

#ifdef USE_JSON

namespace {

/// What is rendered within "interface" of an interface that is called eth0.
constexpr auto concise_interface = R"("eth0": {
        "via": "LLDP",
        "age": "0 day, 00:00:04",
        "chassis": {
          "id": {
            "type": "mac",
            "value": "00:00:00:00:00:02"
          },
          "descr": "first = line\n\nthird",
          "capability": {
            "type": "Bridge",
            "enabled": false
          }
        },
        "status": "RX and TX",
        "ttl": {
          "ttl": "120"
        },
        "unknown-tlv": {
          "oui": "33,44,55",
          "subtype": "44",
          "value": "45,45"
        }
      })";

} // namespace

TEST_CASE("JSON is concise: one of a kind is no array, a lone value no object, and a name is a key", "[client]")
{
    CHECK(rendered("json", neighbors({"eth0"})) ==
          std::string{"{\n  \"lldp\": {\n    \"interface\": {\n      "} + concise_interface + "\n    }\n  }\n}\n");
    const auto two = rendered("json", neighbors({"eth0", "eth1"}));
    CHECK_THAT(two, ContainsSubstring("\"interface\": [\n      {\n        \"eth0\": {\n") &&
                        ContainsSubstring("\n      {\n        \"eth1\": {\n"));
    CHECK(rendered("json", neighbors({})) == "{\n  \"lldp\": {}\n}\n");
}

TEST_CASE("JSON finds under its name whatever has one, be it an attribute or below it", "[client]")
{
    const auto root = branch(
        "lldp", "LLDP", {},
        {branch("chassis", "Chassis", {}, {leaf("name", "SysName", "switch"), leaf("descr", "", "d")}),
         branch("chassis", "Chassis", {}, {leaf("name", "SysName", "")}), leaf("rx-only", "Receive mode", "no")});
    CHECK(rendered("json", root) == R"({
  "lldp": {
    "chassis": [
      {
        "switch": {
          "descr": "d"
        }
      },
      {
        "name": {}
      }
    ],
    "rx-only": "no"
  }
}
)");
}

TEST_CASE("a name is no yes or no, whatever it is", "[client]")
{
    const std::string name = GENERATE("on", "off", "yes", "no");
    const auto root = branch("lldp", "", {}, {branch("interface", "", {attribute("name", "", name)}, {})});
    CHECK(rendered("json0", root) ==
          "{\n  \"lldp\": [\n    {\n      \"interface\": [\n        {\n          \"name\": \"" + name +
              "\"\n        }\n      ]\n    }\n  ]\n}\n");
    CHECK(rendered("json", root) ==
          "{\n  \"lldp\": {\n    \"interface\": {\n      \"" + name + "\": {}\n    }\n  }\n}\n");
}

TEST_CASE("JSON0 is regular: each element is an object, in an array under its tag", "[client]")
{
    const auto root =
        branch("lldp", "LLDP", {},
               {branch("interface", "Interface", {attribute("name", "", "eth0"), attribute("up", "", "yes")},
                       {leaf("id", "ID", "a", {attribute("type", "", "mac")}), leaf("id", "ID", "b")})});
    CHECK(rendered("json0", root) == R"({
  "lldp": [
    {
      "interface": [
        {
          "name": "eth0",
          "up": true,
          "id": [
            {
              "type": "mac",
              "value": "a"
            },
            {
              "value": "b"
            }
          ]
        }
      ]
    }
  ]
}
)");
    CHECK(rendered("json0", neighbors({})) == "{\n  \"lldp\": [\n    {}\n  ]\n}\n");
}

TEST_CASE("JSON loses nothing where a tag is an attribute's key too", "[client]")
{
    const auto root = branch("lldp", "", {attribute("ttl", "", "120")}, {leaf("ttl", "", "3")});
    CHECK(rendered("json", root) == "{\n  \"lldp\": {\n    \"ttl\": [\n      \"120\",\n      \"3\"\n    ]\n  }\n}\n");
}

TEST_CASE("JSON that is written as it comes looks as the library writes it", "[client]")
{
    const auto root = branch("lldp", "", {attribute("up", "", "yes"), attribute("ttl", "", "120")},
                             {leaf("first", "", "only"), leaf("id", "", "a\nb", {attribute("type", "", "mac")}),
                              interface("eth0"), leaf("id", "", "\"\\ \x01"), leaf("ttl", "", "3"), interface("eth1"),
                              leaf("id", "", "c"), leaf("last", "", "only")});
    for (const auto* format : {"json", "json0"}) {
        const auto text = rendered(format, root);
        const auto parsed = nlohmann::ordered_json::parse(text);
        CHECK(text == parsed.dump(2) + "\n");
        const auto& content = format == std::string{"json"} ? parsed["lldp"] : parsed["lldp"][0];
        CHECK(content.size() == 6);
        CHECK(content["up"] == true);
        CHECK(content["id"].size() == 3);
        CHECK(content["interface"].size() == 2);
        CHECK(content["ttl"].size() == 2);
        CHECK(content["last"].is_array() == (format == std::string{"json0"}));
    }
}

TEST_CASE("JSON quotes what would end a string, and replaces what is no UTF-8", "[client]")
{
    const auto root = branch("lldp", "", {}, {leaf("descr", "", "\"\\ \x01\x1f\n \xc3\x28 \xc3\xa4")});
    for (const auto* format : {"json", "json0"})
        CHECK_THAT(rendered(format, root), ContainsSubstring(R"("\"\\ \u0001\u001f\n )"
                                                             "\xef\xbf\xbd( \xc3\xa4\""));
}

#endif

#ifdef USE_XML

TEST_CASE("XML has an element for each, with its label and its other attributes", "[client]")
{
    CHECK(rendered("xml", neighbors({"eth0"})) == R"(<?xml version="1.0" encoding="UTF-8"?>
<lldp label="LLDP neighbors">
 <interface label="Interface" name="eth0" via="LLDP" age="0 day, 00:00:04">
  <chassis label="Chassis">
   <id label="ChassisID" type="mac">00:00:00:00:00:02</id>
   <descr label="SysDescr">first = line

third</descr>
   <capability label="Capability" type="Bridge" enabled="off"/>
  </chassis>
  <status label="Administrative status">RX and TX</status>
  <ttl label="TTL" ttl="120"/>
  <unknown-tlv label="TLV" oui="33,44,55" subtype="44">45,45</unknown-tlv>
 </interface>
</lldp>
)");
    CHECK(rendered("xml", neighbors({})) ==
          "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<lldp label=\"LLDP neighbors\"/>\n");
}

TEST_CASE("XML quotes what would be markup", "[client]")
{
    const auto root = branch("lldp", "a \"b\" <c>", {}, {leaf("descr", "", "<t> & ]]> \xc3\xa4")});
    CHECK_THAT(rendered("xml", root), ContainsSubstring(R"(label="a &quot;b&quot; &lt;c&gt;")") &&
                                          ContainsSubstring("&lt;t&gt; &amp; ]]&gt; \xc3\xa4</descr>"));
}

#endif

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
