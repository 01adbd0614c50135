// The TLVs of LLDP-MED, against octets that were written by hand from ANSI/TIA-1057 10.2.

#include "proto/tlv/med_civic_address.hpp"
#include "proto/tlv/med_coordinates.hpp"
#include "tlv_cases.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace lldp;
using tlv_cases::plain;

namespace {

Bytes med(std::uint8_t subtype, const Bytes& value)
{
    return tlv_cases::organizational(0x0012bb, subtype, value);
}

const Bytes phone = med(1, {0x00, 0x3f, 3});

std::vector<tlv_cases::Good> good()
{
    using Device = MedCapabilities::Device;
    using Form = MedLocation::Form;
    return {
        {"capabilities", MedCapabilities{0x8021, Device::Media}, {0xfe, 7, 0x00, 0x12, 0xbb, 1, 0x80, 0x21, 2}},
        {"policy", MedNetworkPolicy{1, false, true, 101, 4, 46}, med(2, {1, 0x40, 0xcb, 0x2e})},
        {"policy, unknown", MedNetworkPolicy{8, true, false, 0, 0, 0}, med(2, {8, 0x80, 0, 0})},
        {"policy, every bit", MedNetworkPolicy{255, true, true, 4095, 7, 63}, med(2, {255, 0xdf, 0xff, 0xff})},
        {"location", MedLocation{Form::Elin, {'9', '1', '1'}}, med(3, {3, '9', '1', '1'})},
        {"location of a form that nobody knows", MedLocation{Form{9}, {}}, med(3, {9})},
        {"power", MedPower{1, 2, 3, 65}, med(4, {0x63, 0, 65})},
        {"power, every bit", MedPower{3, 3, 15, 65535}, med(4, {0xff, 0xff, 0xff})},
        {"hardware", MedHardwareRevision{"hw"}, med(5, {'h', 'w'})},
        {"firmware", MedFirmwareRevision{"fw"}, med(6, {'f', 'w'})},
        {"software", MedSoftwareRevision{"sw"}, med(7, {'s', 'w'})},
        {"serial number", MedSerialNumber{"sn"}, med(8, {'s', 'n'})},
        {"manufacturer", MedManufacturer{"m"}, med(9, {'m'})},
        {"model", MedModel{std::string(32, 'm')}, med(10, Bytes(32, 'm'))},
        {"asset", MedAsset{""}, med(11, {})},
    };
}

/// What is shown of a phone behind its capabilities.
std::string shown(std::initializer_list<Bytes> tlvs)
{
    const auto head = plain({phone}).size();
    const auto text = plain({phone, wire::join(tlvs)});
    return text.substr(head);
}

std::string location(const Bytes& value)
{
    return shown({med(3, value)});
}

/// RFC 3825 2: latitude and longitude are resolution (6 bits) and degrees (9 and 25 bits), altitude is type (4),
/// resolution (6) and value (22 and 8), then the datum.
Bytes coordinates(std::uint8_t resolution, std::uint64_t latitude, std::uint64_t longitude, std::uint8_t altitude_type,
                  std::uint8_t altitude_resolution, std::uint32_t altitude, std::uint8_t datum)
{
    Bytes octets{1};
    std::uint64_t pending = 0;
    unsigned count = 0;
    const auto put = [&](std::uint64_t value, unsigned bits) {
        for (; bits > 0; --bits) {
            pending = pending << 1U | (value >> (bits - 1) & 1U);
            if (++count % 8 == 0)
                octets.push_back(static_cast<std::uint8_t>(pending));
        }
    };
    put(resolution, 6);
    put(latitude, 34);
    put(resolution, 6);
    put(longitude, 34);
    put(altitude_type, 4);
    put(altitude_resolution, 6);
    put(altitude, 30);
    put(datum, 8);
    return octets;
}

constexpr std::uint64_t one_degree = 1U << 25U;

} // namespace

TEST_CASE("an LLDP-MED TLV is encoded as the standard draws it", "[med]")
{
    tlv_cases::check_encoded(good());
}

TEST_CASE("an LLDP-MED TLV is decoded from what the standard draws", "[med]")
{
    tlv_cases::check_decoded(good());
}

TEST_CASE("an LLDP-MED TLV that is too short for what it says discards the frame", "[med]")
{
    const std::string reason = ": the length is outside what is allowed";
    tlv_cases::check_refused({
        {"capabilities", med(1, {0, 1}),
         "decode LLDP-MED Capabilities TLV at octet 26, expected three octets" + reason},
        {"policy", med(2, {1, 0, 0}), "decode LLDP-MED Network Policy TLV at octet 26, expected four octets" + reason},
        {"location", med(3, {}),
         "decode LLDP-MED Location Identification TLV at octet 26, expected a form and the location in it" + reason},
        {"power", med(4, {0, 1}),
         "decode LLDP-MED Extended Power-via-MDI TLV at octet 26, expected three octets" + reason},
    });
}

TEST_CASE("an LLDP-MED TLV that says more than it has room for is not encoded", "[med]")
{
    const std::string policy = "encode LLDP-MED Network Policy TLV with ";
    const std::string power = "encode LLDP-MED Extended Power-via-MDI TLV with ";
    tlv_cases::check_not_encoded({
        {"VLAN", MedNetworkPolicy{1, false, true, 4096, 0, 0}, WireErrc::too_big,
         policy + "VLAN 4096, priority 0 and DSCP 0, more than 4095, 7 and 63: too big for its field"},
        {"priority", MedNetworkPolicy{1, false, true, 1, 8, 0}, WireErrc::too_big,
         policy + "VLAN 1, priority 8 and DSCP 0, more than 4095, 7 and 63: too big for its field"},
        {"DSCP", MedNetworkPolicy{1, false, true, 1, 0, 64}, WireErrc::too_big,
         policy + "VLAN 1, priority 0 and DSCP 64, more than 4095, 7 and 63: too big for its field"},
        {"device", MedPower{4, 0, 0, 0}, WireErrc::too_big,
         power + "device 4, source 0 and priority 0, more than 3, 3 and 15: too big for its field"},
        {"source", MedPower{0, 4, 0, 0}, WireErrc::too_big,
         power + "device 0, source 4 and priority 0, more than 3, 3 and 15: too big for its field"},
        {"priority of power", MedPower{0, 0, 16, 0}, WireErrc::too_big,
         power + "device 0, source 0 and priority 16, more than 3, 3 and 15: too big for its field"},
        {"model", MedModel{std::string(33, 'm')}, WireErrc::too_big,
         "encode LLDP-MED Model Name TLV with a text of 33 octets, more than 32: too big for its field"},
    });
}

TEST_CASE("a device of LLDP-MED is shown with details", "[med]")
{
    const auto tlvs = {med(11, {'a'}),
                       med(10, {'m'}),
                       med(9, {'M'}),
                       med(8, {'s'}),
                       med(7, {'S'}),
                       med(6, {'f'}),
                       med(5, {'h'}),
                       med(4, {0x13, 0, 65}),
                       med(3, {3, '9', '1', '1'}),
                       med(2, {1, 0x40, 0xcb, 0x2e}),
                       phone};
    CHECK(plain(tlvs) == "  LLDP-MED:    \n"
                         "    Device Type:  Communication Device Endpoint (Class III)\n"
                         "    Capability:   Capabilities, yes\n"
                         "    Capability:   Policy, yes\n"
                         "    Capability:   Location, yes\n"
                         "    Capability:   MDI/PSE, yes\n"
                         "    Capability:   MDI/PD, yes\n"
                         "    Capability:   Inventory, yes\n"
                         "    LLDP-MED Network Policy for: Voice, Defined: yes\n"
                         "      VLAN:         101\n"
                         "      Priority:     Video\n"
                         "      PCP:          4\n"
                         "      DSCP Value:   46\n"
                         "    LLDP-MED Location Identification: Type: ELIN\n"
                         "      ECS ELIN:     911\n"
                         "    Extended Power-over-Ethernet:\n"
                         "      Power Type & Source: PSE\n"
                         "      Power Source: Primary Power Source\n"
                         "      Power priority: low\n"
                         "      Power Value:  6500\n"
                         "    Inventory:   \n"
                         "      Hardware Revision: h\n"
                         "      Software Revision: S\n"
                         "      Firmware Revision: f\n"
                         "      Serial Number: s\n"
                         "      Manufacturer: M\n"
                         "      Model:        m\n"
                         "      Asset ID:     a\n");
    CHECK(plain(tlvs, Detail::Normal).empty());
    CHECK(tlv_cases::keyvalue({med(1, {0, 0x22, 4}), med(2, {2, 0x40, 0xcb, 0x2e}), med(3, {3, '9'}),
                               med(4, {0x40, 0, 1}), med(5, {'h'})}) ==
          "lldp-med.device-type=Network Connectivity Device\n"
          "lldp-med.Policy.available=yes\n"
          "lldp-med.Inventory.available=yes\n"
          "lldp-med.policy.apptype=Voice Signaling\n"
          "lldp-med.policy.defined=yes\n"
          "lldp-med.policy.vlan.vid=101\n"
          "lldp-med.policy.priority=Video\n"
          "lldp-med.policy.pcp=4\n"
          "lldp-med.policy.dscp=46\n"
          "lldp-med.ELIN.ecs=9\n"
          "lldp-med.poe.device-type=PD\n"
          "lldp-med.poe.source=unknown\n"
          "lldp-med.poe.priority=unknown\n"
          "lldp-med.poe.power=100\n"
          "lldp-med.inventory.hardware=h\n");
}

TEST_CASE("who does not say what kind of device it is does not speak LLDP-MED", "[med]")
{
    CHECK(plain({med(5, {'h'}), med(2, {1, 0x40, 0xcb, 0x2e})}).empty());
    CHECK(plain({med(1, {0, 0x3f, 0}), med(5, {'h'})}).empty());
    CHECK(plain({med(1, {0xff, 0xc0, 9})}) == "  LLDP-MED:    \n    Device Type:  unknown\n");
}

TEST_CASE("policies are shown by application, of each the last, and unknown ones not", "[med]")
{
    CHECK(shown({med(2, {2, 0x80, 0, 0}), med(2, {0, 0, 0, 0}), med(2, {9, 0, 0, 0}), med(2, {1, 0, 0, 0}),
                 med(2, {1, 0x40, 0x01, 0x40})}) == "    LLDP-MED Network Policy for: Voice, Defined: yes\n"
                                                    "      VLAN:         priority\n"
                                                    "      Priority:     Voice\n"
                                                    "      PCP:          5\n"
                                                    "      DSCP Value:   0\n"
                                                    "    LLDP-MED Network Policy for: Voice Signaling, Defined: no\n"
                                                    "      Priority:     Best effort\n"
                                                    "      PCP:          0\n"
                                                    "      DSCP Value:   0\n");
    CHECK(shown({med(2, {8, 0x5f, 0xff, 0xff})}) == "    LLDP-MED Network Policy for: Video Signaling, Defined: yes\n"
                                                    "      VLAN:         reserved\n"
                                                    "      Priority:     Network control\n"
                                                    "      PCP:          7\n"
                                                    "      DSCP Value:   63\n");
}

TEST_CASE("coordinates are shown with the digits that their resolution is worth", "[med]")
{
    const auto lines = [](const std::string& geoid, const std::string& latitude, const std::string& longitude,
                          const std::string& altitude) {
        return "    LLDP-MED Location Identification: Type: Coordinates, Geoid: " + geoid +
               "\n      Latitude:     " + latitude + "\n      Longitude:    " + longitude +
               "\n      Altitude:     " + altitude + "\n";
    };
    const std::uint64_t sixteenth = one_degree / 16;
    CHECK(location(coordinates(34, 10 * one_degree + sixteenth, 20 * one_degree, 1, 30, 384, 1)) ==
          lines("WGS84", "10.0625000N", "20E", "m 1.50"));
    constexpr std::uint64_t whole = std::uint64_t{1} << 34U;
    CHECK(location(coordinates(16, whole - 10 * one_degree - sixteenth, whole - sixteenth, 2, 30, (1U << 30U) - 384U,
                               2)) == lines("NAD83", "10.06S", "0.06W", "floor -1.50"));
    CHECK(location(coordinates(10, 10 * one_degree + sixteenth, 0, 0, 23, 384, 3)) ==
          lines("NAD83/MLLW", "10.0N", "0E", "0 1.0"));
    CHECK(location(coordinates(0, 10 * one_degree + sixteenth, 0, 3, 0, 384, 4)) ==
          lines("unknown", "10.06N", "0E", "3 1.500000"));
    CHECK(location(coordinates(63, whole / 2, whole - 1, 1, 63, 1U << 29U, 1)) ==
          lines("WGS84", "256S", "0.0000000W", "m -2097152"));
}

TEST_CASE("coordinates come back with as many digits as they were written with", "[med]")
{
    const auto shown_of = [](const Coordinates& it) {
        auto value = make_coordinates(it).value();
        value.insert(value.begin(), 1);
        return location(value);
    };
    const auto lines = [](const std::string& latitude, const std::string& longitude, const std::string& altitude) {
        return "    LLDP-MED Location Identification: Type: Coordinates, Geoid: NAD83\n      Latitude:     " +
               latitude + "\n      Longitude:    " + longitude + "\n      Altitude:     " + altitude + "\n";
    };
    CHECK(shown_of({"48.5N", "2.0625W", "117.25", 1, 2}) == lines("48.5N", "2.0625W", "m 117.25"));
    CHECK(shown_of({"90N", "180W", "2097151", 1, 2}) == lines("90N", "180W", "m 2097151"));
    CHECK(shown_of({"33.50S", "179.99609375E", "-3.5", 2, 2}) == lines("33.50S", "179.9960937E", "floor -3.5"));
    // What is no sum of powers of two is cut off: scripts know these as they are here.
    CHECK(shown_of({"48.85667N", "2.2014W", "117.47", 1, 2}) == lines("48.85666N", "2.2013W", "m 117.46"));
    CHECK(shown_of({"0S", "0.0E", "-0", 1, 2}) == lines("0N", "0E", "m 0"));
}

TEST_CASE("coordinates are encoded as RFC 3825 draws them", "[med]")
{
    auto octets = make_coordinates({"10.5N", "20.5W", "-1.5", 2, 3}).value();
    octets.insert(octets.begin(), 1);
    constexpr std::uint64_t whole = std::uint64_t{1} << 34U;
    constexpr std::uint64_t half = one_degree / 2;
    // For one digit four bits behind the point, in addition to 9 and 22 before it.
    CHECK(octets ==
          coordinates(13, 10 * one_degree + half, whole - 20 * one_degree - half, 2, 26, (1U << 30U) - 384U, 3));
}

TEST_CASE("what is no coordinate is not encoded", "[med]")
{
    for (const auto* const latitude : {"", "N", "48.5", "48.5E", "48.N", ".5N", "48,5N", "-48.5N", "+48.5N", "90.1N",
                                       "91N", "0.1234567890N", "1234567890N", "48.5 N", "48.5NN"})
        CHECK_FALSE(is_latitude(latitude));
    for (const auto* const longitude : {"180.0000001E", "181W", "2N", "1e1E"})
        CHECK_FALSE(is_longitude(longitude));
    for (const auto* const altitude : {"", "-", "--1", "+1", "2097152", "1m", "1.", "0x1"})
        CHECK_FALSE(is_altitude(altitude));
    CHECK_FALSE(make_coordinates({"48.5", "2W", "1", 1, 1}));
    CHECK(is_latitude("90.0N"));
    CHECK(is_longitude("180W"));
    CHECK(is_altitude("-2097151.999"));
}

TEST_CASE("an address is encoded as RFC 4776 has it, if there is room for it", "[med]")
{
    CHECK(make_civic_address("FR", {{6, "s"}, {24, ""}}) == Bytes{8, 2, 'F', 'R', 6, 1, 's', 24, 0});
    CHECK(make_civic_address("FR", {}) == Bytes{3, 2, 'F', 'R'});
    CHECK(make_civic_address("FR", {{6, std::string(250, 's')}}).value().size() == 256);
    CHECK_FALSE(make_civic_address("FR", {{6, std::string(251, 's')}}));
    CHECK_FALSE(make_civic_address("FR", {{6, std::string(256, 's')}}));
    CHECK_FALSE(make_civic_address("FR", {{6, std::string(125, 's')}, {3, std::string(124, 's')}}));
}

TEST_CASE("coordinates of another size are not shown", "[med]")
{
    auto value = coordinates(34, 0, 0, 1, 30, 0, 1);
    value.pop_back();
    CHECK(location(value).empty());
    value.insert(value.end(), {0, 0});
    CHECK(location(value).empty());
    CHECK(location({1}).empty());
}

TEST_CASE("a civic address is shown part by part", "[med]")
{
    CHECK(location({2, 18, 2, 'F', 'R', 0, 2, 'f', 'r', 6, 1, 's', 24, 0, 7, 1, 'u', 128, 1, '\n'}) ==
          "    LLDP-MED Location Identification: Type: Civic address\n"
          "      Country:      FR\n"
          "      Language:     fr\n"
          "      Street:       s\n"
          "      ZIP:         \n"
          "      unknown:      u\n"
          "      Script:        \n");
    // What stands behind its length is none of it.
    CHECK(location({2, 3, 2, 'F', 'R', 6, 1, 's'}) ==
          "    LLDP-MED Location Identification: Type: Civic address\n      Country:      FR\n");
}

TEST_CASE("a civic address whose lengths contradict what is there is shown as far as it holds", "[med]")
{
    CHECK(location({2, 8, 2, 'F', 'R', 6, 9, 'a', 'b', 'c'}) ==
          "    LLDP-MED Location Identification: Type: Civic address\n      Country:      FR\n");
    CHECK(location({2, 7, 2, 'F', 'R', 6, 1, 's', 7}) == "    LLDP-MED Location Identification: Type: Civic address\n"
                                                         "      Country:      FR\n"
                                                         "      Street:       s\n");
    CHECK(location({2, 20, 2, 'F', 'R', 6, 1, 's'}).empty());
    CHECK(location({2, 2, 2, 'F'}).empty());
    CHECK(location({2, 0, 2, 'F', 'R'}).empty());
    CHECK(location({2}).empty());
}

TEST_CASE("a location is shown once in each form, whatever the order of the frame", "[med]")
{
    const auto first = med(3, {3, '1'});
    const auto civic = med(3, {2, 3, 2, 'F', 'R'});
    const auto last = med(3, {3, '2'});
    const auto unknown = med(3, {9, '3'});
    CHECK(shown({unknown, first, civic, last}) == "    LLDP-MED Location Identification: Type: Civic address\n"
                                                  "      Country:      FR\n"
                                                  "    LLDP-MED Location Identification: Type: ELIN\n"
                                                  "      ECS ELIN:     2\n");
}

TEST_CASE("where power comes from is called by what the device is", "[med]")
{
    const auto source = [](std::uint8_t bits) {
        const auto text = shown({med(4, {bits, 0, 0})});
        const auto begin = text.find("Power Source: ") + std::string_view{"Power Source: "}.size();
        return text.substr(begin, text.find('\n', begin) - begin);
    };
    CHECK(source(0x10) == "Primary Power Source");
    CHECK(source(0x20) == "Backup Power Source / Power Conservation Mode");
    CHECK(source(0x30) == "unknown");
    CHECK(source(0x50) == "PSE");
    CHECK(source(0x60) == "Local");
    CHECK(source(0x70) == "PSE + Local");
    CHECK(source(0x90) == "unknown");
    CHECK(shown({med(4, {0x80, 0xff, 0xff})}) == "    Extended Power-over-Ethernet:\n"
                                                 "      Power Type & Source: unknown\n"
                                                 "      Power Source: unknown\n"
                                                 "      Power priority: unknown\n"
                                                 "      Power Value:  6553500\n");
}

TEST_CASE("empty and repeated texts of an inventory are shown as others are", "[med]")
{
    CHECK(shown({med(5, {})}).empty());
    CHECK(shown({med(5, {'a'}), med(5, {'b'})}) == "    Inventory:   \n      Hardware Revision: b\n");
}
