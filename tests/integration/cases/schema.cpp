// The JSON of lldpcli is what its schemas in doc/ say. They name every key: one that is new is missing there.
#include "lldp/schema.hpp"
#include "lldp/test.hpp"

#include <array>
#include <chrono>
#include <csignal>

namespace {

using Words = Lldpcli::Arguments;
using namespace std::chrono_literals;

constexpr std::array<const char*, 2> formats{"json", "json0"};

Bytes dot1(std::uint8_t subtype, const Bytes& value)
{
    return organizational("00:80:c2", subtype, value);
}

Bytes dot3(std::uint8_t subtype, const Bytes& value)
{
    return organizational("00:12:0f", subtype, value);
}

Bytes med(std::uint8_t subtype, const Bytes& value)
{
    return organizational("00:12:bb", subtype, value);
}

Bytes address(const Bytes& parts)
{
    const auto length = static_cast<std::uint8_t>(parts.size() + 3);
    return med(3, Bytes{2, length, 2, 'F', 'R'} + parts);
}

/// RFC 4776: one part of each type that has a name, and one of none.
Bytes parts_of_all_types()
{
    Bytes parts;
    for (const auto type : {0, 1, 2, 3, 4, 5, 6, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 128, 99})
        parts = parts + Bytes{static_cast<std::uint8_t>(type), 1, 'x'};
    return parts;
}

const Bytes power_af{0x0f, 1, 5};
const Bytes power_at = power_af + Bytes{0x51, 0, 130, 0, 100};
const Bytes power_bt = power_at + Bytes{0, 1, 0, 2, 0, 3, 0, 4, 0xb8, 0x35, 0x06, 0x02, 0x58, 0x05, 0x74, 0, 5};
/// RFC 3825: 48.5 degrees north, 2.25 degrees west, 117.5 m; WGS84.
const Bytes coordinates{1, 0x88, 0x61, 0x00, 0x00, 0x00, 0x8b, 0xfb, 0x80, 0x00, 0x00, 0x17, 0x80, 0x00, 0x75, 0x80, 1};

Bytes frame_from(const std::string& mac, std::initializer_list<Bytes> more)
{
    Bytes optional;
    for (const auto& tlv : more)
        optional = std::move(optional) + tlv;
    return lldp_frame(mac, {chassis_mac(mac), port_mac(mac), time_to_live(120), optional, end_of_lldpdu()});
}

/// Each TLV that is decoded, several of those that may come more than once.
Bytes all_tlvs()
{
    return frame_from("00:00:5e:00:53:01", {port_description("a port"),
                                            system_name("somebody"),
                                            tlv(6, text_bytes("a system\nof two lines")),
                                            tlv(7, {0x07, 0xff, 0x00, 0x14}),
                                            management_address("192.0.2.9", 3),
                                            management_address("2001:db8::9", 4),
                                            dot1(1, {0, 100}),
                                            dot1(2, {0x06, 0, 200}),
                                            dot1(2, {0x00, 0, 0}),
                                            dot1(3, Bytes{0, 101, 5} + text_bytes("video")),
                                            dot1(3, {0, 102, 0}),
                                            dot1(4, {3, 0x88, 0xcc, 1}),
                                            dot1(4, {2, 0x08, 0x00}),
                                            dot3(1, {0x03, 0xff, 0xff, 0x00, 0x1e}),
                                            dot3(2, power_bt),
                                            dot3(3, {3, 0, 0, 0, 7}),
                                            dot3(4, {0x05, 0xf2}),
                                            med(1, {0x00, 0x3f, 3}),
                                            med(2, {1, 0x40, 0xcb, 0x2e}),
                                            med(2, {2, 0x80, 0x00, 0x00}),
                                            address(parts_of_all_types()),
                                            med(3, Bytes{3} + text_bytes("911")),
                                            med(3, coordinates),
                                            med(4, {0x53, 0, 65}),
                                            med(5, text_bytes("hardware")),
                                            med(6, text_bytes("firmware")),
                                            med(7, text_bytes("software")),
                                            med(8, text_bytes("serial")),
                                            med(9, text_bytes("manufacturer")),
                                            med(10, text_bytes("model")),
                                            med(11, text_bytes("asset")),
                                            organizational("33:44:55", 1, text_bytes("hi")),
                                            organizational("33:44:55", 2, {})});
}

/// The same, where one of a kind is shown otherwise, or less is said.
Bytes few_tlvs()
{
    return frame_from("00:00:5e:00:53:02",
                      {tlv(7, {0, 0x80, 0, 0}), management_address("192.0.2.10", 0), dot1(2, {0x02, 0, 0}),
                       dot1(7, {3, 0, 0, 0, 9}), dot3(1, {0x01, 0, 0, 0, 0}), dot3(2, power_af), med(1, {0, 1, 1}),
                       address({6, 1, 'a', 6, 1, 'b', 22, 0}), organizational("33:44:55", 3, {0xab})});
}

/// A device of LLDP-MED of which much was configured, and its neighbors.
struct Everything : Wired
{
    Everything()
    {
        for (const auto& frame : {all_tlvs(), few_tlvs(), frame_from("00:00:5e:00:53:03", {})})
            wire.inject(frame);
        lldpd.neighbor_with(port.name(), "chassis.mac", "00:00:5e:00:53:03");
    }

    void configure(const Words& words) const { lldpd.lldpcli().text(Words{"configure"} + words); }
    void check(const Words& words) const
    {
        for (const std::string format : formats) {
            CAPTURE(format, words);
            CHECK(schema_error(format, lldpd.lldpcli().text(Words{"-f", format} + words)).empty());
        }
    }

    bool needed = (needs(Feature::Json), needs_validator(), true);
    Lldpd lldpd{ns(1), {"-M", "1"}};
};

} // namespace

TEST_CASE("what is shown of neighbors, interfaces and the chassis is as the schemas say", "[schema][formats]")
{
    const Everything here;
    here.configure({"lldp", "vlan-tx", "7", "priority", "3", "dei", "1"});
    if (has(Feature::Dot3))
        here.configure({"dot3", "power", "pse", "supported", "enabled", "powerpairs", "spare", "class", "class-3"});
    if (has(Feature::LldpMed)) {
        here.configure({"med", "policy", "application", "voice", "dscp", "46"});
        here.configure({"med", "location", "address", "country", "US", "street", "Commercial Road"});
        here.configure({"med", "location", "elin", "911"});
        here.configure({"med", "power", "pd", "source", "pse", "priority", "high", "value", "5000"});
    }
    if (has(Feature::CustomTlv))
        here.configure({"lldp", "custom-tlv", "oui", "33,44,55", "subtype", "44", "oui-info", "01,02"});
    for (const std::string what : {"neighbors", "interfaces", "chassis"})
        for (const auto& detail : {Words{"summary"}, Words{}, Words{"details"}})
            here.check(Words{"show", what} + detail);
    here.check({"show", "statistics"});
    here.check({"show", "statistics", "summary"});
}

TEST_CASE("the configuration is as the schemas say, whatever was configured", "[schema][formats]")
{
    const Everything here;
    here.check({"show", "configuration"});
    here.check({"show", "running-configuration"});
    for (const auto& words : std::vector<Words>{
             {"lldp", "tx-interval", "1500ms"},
             {"lldp", "keep-neighbors"},
             {"lldp", "portidsubtype", "macaddress"},
             {"lldp", "portdescription-source", "alias"},
             {"lldp", "agent-type", "nearest-non-tpmr-bridge"},
             {"lldp", "fast-start", "disable"},
             {"system", "ip", "management", "pattern", "192.0.2.*"},
             {"system", "interface", "pattern", "*"},
             {"system", "interface", "permanent", "eth*"},
             {"system", "interface", "description"},
             {"system", "chassisid", "a chassis"},
             {"system", "description", "a system"},
             {"system", "platform", "a platform"},
             {"system", "hostname", "somebody"},
             {"system", "capabilities", "enabled", "bridge,router"},
             {"system", "bond-slave-src-mac-type", "fixed"},
         })
        here.configure(words);
    here.check({"show", "configuration"});
    here.check({"show", "running-configuration"});
    here.lldpd.lldpcli().text({"pause"});
    here.check({"show", "running-configuration"});
}

TEST_CASE("help is as the schemas say", "[schema][formats][help]")
{
    const Everything here;
    here.check({"help"});
    here.check({"help", "show"});
    here.check({"help", "configure", "lldp", "tx-interval"});
    here.check({"help", "update"});
}

TEST_CASE("what watch tells is as the schemas say", "[schema][formats][watch]")
{
    const std::string format = GENERATE(from_range(formats));
    Everything here;
    here.configure({"system", "max-neighbors", "3"});
    const auto watch = here.lldpd.lldpcli().start({"-f", format, "watch"});
    const auto tells = [&](const std::string& kind) {
        return watch.out().find("\"lldp-" + kind + "\"") != std::string::npos;
    };
    // Nobody tells when it has begun to listen, so what happens goes on until it is told. The frames sent are events
    // too, which must not send more of them.
    const auto until_told = [&](const std::string& kind, const std::vector<Bytes>& frames) {
        auto next = Clock::now();
        poll_until(kind, 50ms, [&] {
            if (Clock::now() >= next) {
                next = Clock::now() + 40ms;
                for (const auto& frame : frames)
                    here.wire.inject(frame);
            }
            return tells(kind);
        });
    };
    until_told("updated", {few_tlvs(), frame_from("00:00:5e:00:53:02", {system_name("somebody")})});
    until_told("added", {neighbor_frame("00:00:5e:00:53:01", 0, ""), all_tlvs()});
    until_told("deleted", {neighbor_frame("00:00:5e:00:53:01", 0, ""), all_tlvs()});
    until_told("left-out", {all_tlvs(), neighbor_frame("00:00:5e:00:53:04", 120, "one more")});
    static_cast<void>(watch.signal(SIGTERM));
    watch.wait();
    CHECK(schema_error(format, watch.out()).empty());
}
