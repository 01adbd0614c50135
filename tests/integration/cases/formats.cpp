// lldpcli's output formats for programs: what scripts and exporters read.
#include "harness/on_terminal.hpp"
#include "harness/sanitizer.hpp"
#include "lldp/heard.hpp"
#include "lldp/test.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <sstream>

namespace {

using Catch::Matchers::ContainsSubstring;
using nlohmann::json;
using namespace std::chrono_literals;

constexpr const char* neighbor = "00:00:5e:00:53:01";

Bytes frame_named(const Bytes& name, const Bytes& description)
{
    return lldp_frame(neighbor, {chassis_mac(neighbor), port_mac(neighbor), time_to_live(120), tlv(4, description),
                                 tlv(5, name), tlv(6, description), tlv(7, {0, 0x14, 0, 0x04}),
                                 management_address("192.0.2.9", 3), end_of_lldpdu()});
}

/// A daemon that has heard one neighbor on its first link, and maybe the same on its second one.
struct Listening
{
    explicit Listening(const Bytes& frame = frame_named(text_bytes("somebody"), text_bytes("a 'hand-made' <one>")),
                       int on = 1)
    {
        for (int number = 0; number < on; ++number) {
            const auto [here, there] = add_port();
            require(send_frame(there, frame));
            lldpd.neighbor(here.name());
        }
    }

    /// One that the daemon listens on.
    std::pair<Link&, Link&> add_port()
    {
        const auto ends = links.veth(ns(1), ns(2));
        lldpd.lldpcli().wait("the port", {"show", "interfaces"}, [&name = ends.first.name()](const KeyValue& shown) {
            return !shown.below("lldp." + name).empty();
        });
        return ends;
    }

    [[nodiscard]] std::string in(const std::string& format, Lldpcli::Arguments words) const
    {
        words.insert(words.begin(), {"-f", format});
        auto text = lldpd.lldpcli().text(words);
        // Some end a document with an empty line.
        text.erase(text.find_last_not_of('\n') + 1);
        return text;
    }

    Namespaces ns;
    Links links;
    Lldpd lldpd{ns(1), {"-r"}};
};

/// Throws where it is none, for octets that are no UTF-8 too.
json parsed(const std::string& text)
{
    return json::parse(text);
}

Bytes all_octets()
{
    Bytes all;
    for (unsigned octet = 1; octet < 256; ++octet)
        all.push_back(static_cast<std::uint8_t>(octet));
    return all;
}

} // namespace

TEST_CASE("a neighbor in JSON stands under its interface's name, and its chassis under its own", "[formats]")
{
    needs(Feature::Json);
    const Listening here;
    CHECK(here.in("json", {"show", "neighbors", "summary"}) == R"({
  "lldp": {
    "interface": {
      "eth0": {
        "via": "LLDP",
        "chassis": {
          "somebody": {
            "id": {
              "type": "mac",
              "value": "00:00:5e:00:53:01"
            }
          }
        },
        "port": {
          "id": {
            "type": "mac",
            "value": "00:00:5e:00:53:01"
          },
          "descr": "a 'hand-made' <one>",
          "ttl": "120"
        }
      }
    }
  }
})");
}

TEST_CASE("several of a kind are an array in JSON", "[formats]")
{
    needs(Feature::Json);
    const Listening here{frame_named(text_bytes("somebody"), text_bytes("d")), 2};
    const auto interfaces = parsed(here.in("json", {"show", "neighbors"}))["lldp"]["interface"];
    REQUIRE(interfaces.is_array());
    CHECK(interfaces[0].contains("eth0"));
    const auto chassis = interfaces[1]["eth2"]["chassis"]["somebody"];
    CHECK(chassis["descr"] == "d");
    CHECK(chassis["mgmt-ip"] == "192.0.2.9");
    CHECK(chassis["capability"] ==
          json::parse(R"([{"type": "Bridge", "enabled": true}, {"type": "Router", "enabled": false}])"));
}

TEST_CASE("JSON0 has the same shape whatever there is", "[formats]")
{
    needs(Feature::Json);
    const Listening here;
    CHECK(parsed(here.in("json0", {"show", "neighbors", "summary"})) == json::parse(R"({
  "lldp": [{"interface": [{
    "name": "eth0", "via": "LLDP",
    "chassis": [{"id": [{"type": "mac", "value": "00:00:5e:00:53:01"}], "name": [{"value": "somebody"}]}],
    "port": [{
      "id": [{"type": "mac", "value": "00:00:5e:00:53:01"}],
      "descr": [{"value": "a 'hand-made' <one>"}],
      "ttl": [{"value": "120"}]
    }]
  }]}]
})"));
}

TEST_CASE("a neighbor in XML has the labels that people read, too", "[formats]")
{
    needs(Feature::Xml);
    const Listening here;
    CHECK(here.in("xml", {"show", "neighbors", "summary"}) == R"(<?xml version="1.0" encoding="UTF-8"?>
<lldp label="LLDP neighbors">
 <interface label="Interface" name="eth0" via="LLDP">
  <chassis label="Chassis">
   <id label="ChassisID" type="mac">00:00:5e:00:53:01</id>
   <name label="SysName">somebody</name>
  </chassis>
  <port label="Port">
   <id label="PortID" type="mac">00:00:5e:00:53:01</id>
   <descr label="PortDescr">a 'hand-made' &lt;one&gt;</descr>
   <ttl label="TTL">120</ttl>
  </port>
 </interface>
</lldp>)");
}

TEST_CASE("nothing to show is a document as well", "[formats]")
{
    const Listening here{{}, 0};
    const Lldpcli::Arguments words{"show", "neighbors"};
    CHECK(here.in("keyvalue", words).empty());
    if (has(Feature::Json)) {
        CHECK(parsed(here.in("json", words)) == json::parse(R"({"lldp": {}})"));
        CHECK(parsed(here.in("json0", words)) == json::parse(R"({"lldp": [{}]})"));
    }
    if (has(Feature::Xml))
        CHECK(here.in("xml", words) == "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<lldp label=\"LLDP neighbors\"/>");
}

TEST_CASE("all that can be shown is well-formed in each format, and says the same", "[formats]")
{
    needs(Feature::Json);
    const auto words = GENERATE(values<Lldpcli::Arguments>({{"show", "neighbors", "details"},
                                                            {"show", "interfaces", "details"},
                                                            {"show", "chassis", "details"},
                                                            {"show", "statistics"},
                                                            {"show", "statistics", "summary"},
                                                            {"show", "configuration"}}));
    const Listening here;
    const auto concise = parsed(here.in("json", words));
    const auto regular = parsed(here.in("json0", words));
    REQUIRE(concise.size() == 1);
    REQUIRE(regular.size() == 1);
    const auto root = concise.begin().key();
    CHECK(regular.begin().key() == root);
    CHECK(regular.begin()->is_array());
    CHECK_THAT(here.in("keyvalue", words), Catch::Matchers::StartsWith(root + "."));
    if (has(Feature::Xml))
        CHECK_THAT(here.in("xml", words),
                   ContainsSubstring("\n<" + root + " label=\"") && Catch::Matchers::EndsWith("</" + root + ">"));
}

TEST_CASE("whatever octets a neighbor sends, what is shown of it can be read", "[formats]")
{
    const auto octets = GENERATE(values<NamedBytes>({
        {"all octets but zero", all_octets()},
        {"a sequence that is cut short", text_bytes("x\xe2\x82")},
        {"a surrogate", text_bytes("x\xed\xa0\x80y")},
        {"no character", text_bytes("x\xef\xbf\xbfy")},
        {"more than Unicode has", text_bytes("x\xf4\x90\x80\x80y")},
        {"what ends a string, a tag and a section", text_bytes("\"\\</descr>]]>&amp;\x1f")},
    }));
    const Listening here{frame_named(octets.bytes, octets.bytes)};
    const Lldpcli::Arguments words{"show", "neighbors", "details"};
    if (has(Feature::Json))
        for (const auto* format : {"json", "json0"})
            CHECK_NOTHROW(parsed(here.in(format, words)));
    if (!has(Feature::Xml))
        return;
    const auto xml = here.in("xml", words);
    CHECK_NOTHROW(json(xml).dump()); // It is UTF-8.
    CHECK(std::none_of(xml.begin(), xml.end(), [](unsigned char octet) {
        return octet < ' ' && octet != '\n' && octet != '\t' && octet != '\r';
    }));
    CHECK_THAT(xml, !ContainsSubstring("\xef\xbf\xbe") && !ContainsSubstring("\xef\xbf\xbf")); // No characters of XML.
    CHECK_THAT(xml, Catch::Matchers::EndsWith("</lldp>"));
}

TEST_CASE("a list that is too long for one piece is one document all the same", "[formats]")
{
    // 64 of them are a piece.
    const auto count = GENERATE(as<std::size_t>{}, 63, 64, 65, 150);
    Listening here{{}, 0};
    here.lldpd.lldpcli().text({"configure", "system", "max-neighbors", "200"});
    const auto [near, far] = here.add_port();
    for (std::size_t number = 0; number < count; ++number)
        require(send_frame(far, lldp_frame(neighbor, {chassis_id(7, text_bytes("switch " + std::to_string(number))),
                                                      port_mac(neighbor), time_to_live(120), end_of_lldpdu()})));
    here.lldpd.lldpcli().wait("all neighbors", {"show", "statistics"}, [&, &name = near.name()](const KeyValue& shown) {
        return shown["lldp." + name + ".insert_cnt.insert_cnt"] == std::to_string(count);
    });

    const Lldpcli::Arguments words{"show", "neighbors", "summary"};
    const auto times = [](const std::string& text, const std::string& part) {
        std::size_t found = 0;
        for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
            ++found;
        return found;
    };
    CHECK(times(here.in("plain", words), "Interface: ") == count);
    CHECK(times(here.in("keyvalue", words), ".via=LLDP") == count);
    if (has(Feature::Json)) {
        CHECK(parsed(here.in("json", words))["lldp"]["interface"].size() == count);
        CHECK(parsed(here.in("json0", words))["lldp"][0]["interface"].size() == count);
    }
    if (has(Feature::Xml)) {
        const auto xml = here.in("xml", words);
        CHECK(times(xml, "<interface ") == count);
        CHECK(times(xml, "<?xml ") == 1);
        CHECK_THAT(xml, Catch::Matchers::EndsWith("</lldp>"));
    }
}

TEST_CASE("each event of watch is a whole document", "[formats][watch]")
{
    const auto format = GENERATE(values<std::string>({"json", "json0", "xml"}));
    needs(format == "xml" ? Feature::Xml : Feature::Json);
    Listening here{{}, 0};
    const Link& far = here.add_port().second;
    const auto watching = here.lldpd.lldpcli().start({"-f", format, "watch", "limit", "2"});
    // Nobody tells when it has begun to listen; an end after two events says that it has. What is sent is an event too,
    // which must not send more of it.
    auto next = Clock::now();
    int number = 0;
    poll_until("two events", 40ms, [&] {
        if (Clock::now() >= next) {
            next = Clock::now() + 30ms;
            const auto name = text_bytes("name " + std::to_string(++number));
            require(send_frame(far, frame_named(name, name)));
        }
        return watching.exited();
    });
    CHECK(watching.wait().success());

    const auto text = watching.out();
    if (format == "xml") {
        const std::string begin = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<lldp-";
        const auto second = text.find(begin, 1);
        CHECK_THAT(text, Catch::Matchers::StartsWith(begin));
        REQUIRE(second != std::string::npos);
        CHECK(text.find(begin, second + 1) == std::string::npos);
        return;
    }
    std::istringstream documents{text};
    json first;
    json second;
    documents >> first >> second;
    CHECK_THAT(first.begin().key(), Catch::Matchers::StartsWith("lldp-"));
    CHECK(second.begin().key() == "lldp-updated");
}

TEST_CASE("on a terminal, and nowhere else, a summary of neighbors is a table that fits its width", "[formats]")
{
    Listening here{frame_named(text_bytes("somebody"), text_bytes("an uplink to the switch of the second floor"))};
    const auto program = "'" + std::filesystem::absolute(lldpcli_path()).string() + "' -u " + control_socket;
    const auto shown = [&](const std::string& command) {
        return harness::run(here.ns(1), harness::on_terminal(command),
                            {.environment = harness::sanitizer_environment()})
            .out;
    };
    CHECK(shown("stty cols 50; TERM=dumb " + program + " show neighbors summary") ==
          "Interface  Neighbor  Port         Description  TTL\r\n"
          "eth0       somebody  00:00:5e:..  an uplink..  120\r\n");
    CHECK_THAT(shown(program + " show neighbors summary | cat"), ContainsSubstring("Interface:    eth0, via: LLDP"));
    CHECK_THAT(shown(program + " show neighbors"), ContainsSubstring("Interface:    eth0, via: LLDP"));
    CHECK_THAT(shown(program + " -f keyvalue show neighbors summary"), ContainsSubstring("lldp.eth0.via=LLDP"));
}
