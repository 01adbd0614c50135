#include "proto/tlv/power_via_mdi.hpp"

#include <array>

namespace lldp {
namespace {

// MDI power support (IEEE 802.3-2018 table 79-4).
constexpr unsigned pse_bit = 1U << 0U;
constexpr unsigned supported_bit = 1U << 1U;
constexpr unsigned enabled_bit = 1U << 2U;
constexpr unsigned pair_control_bit = 1U << 3U;

constexpr std::size_t data_link_size = 5;
constexpr std::size_t four_pair_size = 17;

constexpr std::uint8_t power_down_request = 0x1d; // IEEE 802.3bt-2018 table 79-6g

constexpr std::array<std::string_view, 3> pairs{"unknown", "signal", "spare"};
constexpr std::array<std::string_view, 6> classes{"unknown", "class 0", "class 1", "class 2", "class 3", "class 4"};
// Of the four types two are each a PSE and a PD.
constexpr std::array<std::string_view, 4> types{"2", "2", "1", "1"};
constexpr std::array<std::string_view, 4> priorities{"unknown", "critical", "high", "low"};

// The standard has these the other way round. Scripts know them as they are here, and have the number to go by.
constexpr std::array<std::string_view, 4> sources_of_pse{"unknown", "PSE", "unknown", "PSE + Local"};
constexpr std::array<std::string_view, 4> sources_of_pd{"unknown", "Primary power source", "Backup source", "unknown"};

// IEEE 802.3bt-2018 tables 79-6c and 79-6d.
constexpr std::array<std::string_view, 4> pse_status{
    "Unknown", "2-pair powering", "4-pair powering single-signature PD", "4-pair powering dual-signature PD"};
constexpr std::array<std::string_view, 4> pd_status{
    "Unknown", "Powered single-signature PD", "2-pair powered dual-signature PD", "4-pair powered dual-signature PD"};
constexpr std::array<std::string_view, 4> alternatives{"Unknown", "Alternative A", "Alternative B",
                                                       "Both alternatives"};
constexpr std::array<std::string_view, 8> classes_of_mode{
    "Unknown", "Class 1", "Class 2", "Class 3",
    "Class 4", "Class 5", "Unknown", "Single-signature PD or 2-pair only PSE"};
constexpr std::array<std::string_view, 16> extended_classes{
    "Unknown", "Class 1", "Class 2", "Class 3", "Class 4", "Class 5", "Class 6", "Class 7",
    "Class 8", "Unknown", "Unknown", "Unknown", "Unknown", "Unknown", "Unknown", "Dual-signature PD"};
constexpr std::array<std::string_view, 8> extended_types{"Type 3 PSE",
                                                         "Type 4 PSE",
                                                         "Type 3 single-signature PD",
                                                         "Type 3 dual-signature PD",
                                                         "Type 4 single-signature PD",
                                                         "Type 4 dual-signature PD",
                                                         "Unknown",
                                                         "Unknown"};
constexpr std::array<std::string_view, 2> loads{
    "PD is single- or dual-signature and power is not electrically isolated",
    "PD is dual-signature and power is electrically isolated"};

Element worded(std::string_view tag, std::string_view label, Words words, std::size_t value)
{
    return element(tag, label, std::string{word(words, value)});
}

/// Bits of a field, the lowest of which is bit `lowest`.
std::size_t bits(unsigned field, unsigned lowest, unsigned count)
{
    return field >> lowest & ((1U << count) - 1U);
}

Element milliwatts(std::string_view tag, std::string_view label, unsigned tenths)
{
    return element(tag, label, std::to_string(tenths * 100U));
}

void show_four_pair(const PowerViaMdi::FourPair& it, std::vector<Element>& all)
{
    const unsigned status = it.power_status;
    const unsigned setup = it.system_setup;
    all.push_back(milliwatts("requested-a", "Requested mode A", it.requested_a));
    all.push_back(milliwatts("requested-b", "Requested mode B", it.requested_b));
    all.push_back(milliwatts("allocated-a", "Allocated alternative A", it.allocated_a));
    all.push_back(milliwatts("allocated-b", "Allocated alternative B", it.allocated_b));
    all.push_back(worded("pse-powering-status", "PSE powering status", pse_status, bits(status, 14, 2)));
    all.push_back(worded("pd-powering-status", "PD powering status", pd_status, bits(status, 12, 2)));
    all.push_back(worded("power-pairs-ext", "Power pairs extra", alternatives, bits(status, 10, 2)));
    all.push_back(worded("power-class-ext-a", "Class extra A", classes_of_mode, bits(status, 7, 3)));
    all.push_back(worded("power-class-ext-b", "Class extra B", classes_of_mode, bits(status, 4, 3)));
    all.push_back(worded("power-class-ext", "Class extra", extended_classes, bits(status, 0, 4)));
    all.push_back(worded("power-type-ext", "Power type extra", extended_types, bits(setup, 1, 3)));
    all.push_back(worded("pd-load", "PD load", loads, bits(setup, 0, 1)));
    all.push_back(milliwatts("max-power", "PSE maximum available power", it.maximum));
    if (it.autoclass != 0) {
        all.push_back(element("autoclass", "Autoclass"));
        all.back().attributes = {{"supported", "supported", yes_no(bits(it.autoclass, 2, 1) != 0)},
                                 {"completed", "completed", yes_no(bits(it.autoclass, 1, 1) != 0)},
                                 {"requested", "requested", yes_no(bits(it.autoclass, 0, 1) != 0)}};
    }
    if (bits(it.power_down, 18, 6) == power_down_request)
        all.push_back(
            element("power-down", "Power down requested for seconds", std::to_string(bits(it.power_down, 0, 18))));
}

void show_data_link(const PowerViaMdi& tlv, const PowerViaMdi::DataLink& it, std::vector<Element>& all)
{
    const unsigned field = it.type_source_priority;
    const auto source = bits(field, 4, 2);
    all.push_back(worded("power-type", "Power type", types, bits(field, 6, 2)));
    all.push_back(worded("source", "Power Source", tlv.is_pse ? sources_of_pse : sources_of_pd, source));
    all.push_back(element("source-value", "Power Source Value", std::to_string(source)));
    all.push_back(worded("priority", "Power Priority", priorities, bits(field, 0, 2)));
    all.push_back(milliwatts("requested", "PD requested power Value", it.requested));
    all.push_back(milliwatts("allocated", "PSE allocated power Value", it.allocated));
    if (it.four_pair)
        show_four_pair(*it.four_pair, all);
}

std::vector<Shown> show(const PowerViaMdi& tlv)
{
    Shown shown;
    shown.attributes = {{"supported", "supported", yes_no(tlv.supported)},
                        {"enabled", "enabled", yes_no(tlv.enabled)},
                        {"paircontrol", "pair control", yes_no(tlv.pair_control)}};
    shown.children = {element("device-type", "Device type", tlv.is_pse ? "PSE" : "PD"),
                      worded("pairs", "Power pairs", pairs, tlv.pairs),
                      worded("class", "Class", classes, tlv.power_class)};
    if (tlv.data_link)
        show_data_link(tlv, *tlv.data_link, shown.children);
    return {std::move(shown)};
}

constexpr std::array<Field<PowerViaMdi>, 1> declared{{
    {Section::Port, "power", "MDI Power", Detail::Full, show},
}};

PowerViaMdi::FourPair decode_four_pair(Reader& reader)
{
    PowerViaMdi::FourPair it;
    it.requested_a = reader.u16();
    it.requested_b = reader.u16();
    it.allocated_a = reader.u16();
    it.allocated_b = reader.u16();
    it.power_status = reader.u16();
    it.system_setup = reader.u8();
    it.maximum = reader.u16();
    it.autoclass = reader.u8();
    it.power_down = reader.u24();
    return it;
}

// What comes before a form is complete is left unread, as by somebody who does not know that form.
PowerViaMdi::DataLink decode_data_link(Reader& reader)
{
    PowerViaMdi::DataLink it;
    it.type_source_priority = reader.u8();
    it.requested = reader.u16();
    it.allocated = reader.u16();
    if (reader.remaining() >= four_pair_size)
        it.four_pair = decode_four_pair(reader);
    return it;
}

void encode_four_pair(Writer& writer, const PowerViaMdi::FourPair& it)
{
    for (const auto value : {it.requested_a, it.requested_b, it.allocated_a, it.allocated_b, it.power_status})
        writer.u16(value);
    writer.u8(it.system_setup);
    writer.u16(it.maximum);
    writer.u8(it.autoclass);
    writer.u24(it.power_down);
}

} // namespace

Expected<PowerViaMdi> PowerViaMdi::decode(Reader& reader)
{
    const auto start = reader.position();
    const unsigned support = reader.u8();
    PowerViaMdi tlv;
    tlv.is_pse = (support & pse_bit) != 0;
    tlv.supported = (support & supported_bit) != 0;
    tlv.enabled = (support & enabled_bit) != 0;
    tlv.pair_control = (support & pair_control_bit) != 0;
    tlv.pairs = reader.u8();
    tlv.power_class = reader.u8();
    if (!reader.ok())
        return malformed(info, WireErrc::bad_length, start, "at least three octets");
    if (reader.remaining() >= data_link_size)
        tlv.data_link = decode_data_link(reader);
    return tlv;
}

Expected<> PowerViaMdi::encode(Writer& writer) const
{
    if (data_link && data_link->four_pair && data_link->four_pair->power_down > 0xffffff)
        return unencodable(info, WireErrc::too_big, "a power down of more than 24 bits");
    writer.u8(static_cast<std::uint8_t>((is_pse ? pse_bit : 0) | (supported ? supported_bit : 0) |
                                        (enabled ? enabled_bit : 0) | (pair_control ? pair_control_bit : 0)));
    writer.u8(pairs);
    writer.u8(power_class);
    if (!data_link)
        return {};
    writer.u8(data_link->type_source_priority);
    writer.u16(data_link->requested);
    writer.u16(data_link->allocated);
    if (data_link->four_pair)
        encode_four_pair(writer, *data_link->four_pair);
    return {};
}

std::span<const Field<PowerViaMdi>> PowerViaMdi::fields()
{
    return declared;
}

} // namespace lldp
