// What a port says of power over Ethernet as IEEE 802.3 has it: in its 802.3af form, or that of 802.3at (Type 1 and 2)
// or 802.3bt (Type 3 and 4), which have more fields each.
#include "control/settings_parts.hpp"
#include "control/settings_power.hpp"

#include <algorithm>

namespace lldp::control::parts {

namespace {

constexpr std::uint32_t max_type = 4;
constexpr std::uint32_t max_power = 99'900;       // milliwatts: IEEE 802.3bt-2018 79.3.2.5
constexpr std::uint32_t max_power_down = 262'143; // seconds: IEEE 802.3bt-2018 table 79-6g

Field optional_flag(std::string_view name, std::string_view help)
{
    return {name, help, FieldType::Flag, 0, 0, {}, Place::Optional};
}

Field milliwatts(std::string_view name, std::string_view help)
{
    return {name, help, FieldType::Number, 0, max_power, {}, Place::Optional};
}

Field word(std::string_view name, std::string_view help, std::vector<Choice> choices, Place place = Place::Optional)
{
    return {name, help, FieldType::Word, 0, 0, std::move(choices), place};
}

/// Those of IEEE 802.3bt-2018 tables 79-6c to 79-6g, under the names by which they are shown.
std::vector<Field> four_pair_fields()
{
    const std::vector<Choice> mode_classes{{"unknown", "Unknown", 0},
                                           {"class-1", "Class 1", 1},
                                           {"class-2", "Class 2", 2},
                                           {"class-3", "Class 3", 3},
                                           {"class-4", "Class 4", 4},
                                           {"class-5", "Class 5", 5},
                                           {"single", "Single-signature PD, or PSE of two pairs", 7}};
    return {
        milliwatts("requested-a", "Power requested for mode A, in milliwatts"),
        milliwatts("requested-b", "Power requested for mode B, in milliwatts"),
        milliwatts("allocated-a", "Power allocated to alternative A, in milliwatts"),
        milliwatts("allocated-b", "Power allocated to alternative B, in milliwatts"),
        word("pse-powering-status", "What the PSE does",
             {{"unknown", "Unknown", 0},
              {"2-pair", "Powers two pairs", 1},
              {"4-pair-single", "Powers four pairs of a single-signature PD", 2},
              {"4-pair-dual", "Powers four pairs of a dual-signature PD", 3}}),
        word("pd-powering-status", "What the PD gets",
             {{"unknown", "Unknown", 0},
              {"single", "Powered, single-signature", 1},
              {"2-pair-dual", "Powered over two pairs, dual-signature", 2},
              {"4-pair-dual", "Powered over four pairs, dual-signature", 3}}),
        word("power-pairs-ext", "Pairs in use",
             {{"unknown", "Unknown", 0},
              {"a", "Alternative A", 1},
              {"b", "Alternative B", 2},
              {"both", "Both alternatives", 3}}),
        word("power-class-ext-a", "Class of mode A", mode_classes),
        word("power-class-ext-b", "Class of mode B", mode_classes),
        word("power-class-ext", "Class",
             {{"unknown", "Unknown", 0},
              {"class-1", "Class 1", 1},
              {"class-2", "Class 2", 2},
              {"class-3", "Class 3", 3},
              {"class-4", "Class 4", 4},
              {"class-5", "Class 5", 5},
              {"class-6", "Class 6", 6},
              {"class-7", "Class 7", 7},
              {"class-8", "Class 8", 8},
              {"dual", "Dual-signature PD", 15}}),
        word("signature", "Signature of the PD", {{"single", "Single", 0}, {"dual", "Dual", 1}}),
        optional_flag("isolated", "The PD is dual-signature, and its loads are electrically isolated"),
        milliwatts("max-power", "Power that the PSE has, in milliwatts"),
        optional_flag("autoclass-supported", "The PSE supports Autoclass"),
        optional_flag("autoclass-completed", "The PSE has completed Autoclass"),
        optional_flag("autoclass-requested", "The PD requests Autoclass"),
        {"power-down",
         "Seconds for which the PD asks for no power",
         FieldType::Number,
         0,
         max_power_down,
         {},
         Place::Optional},
    };
}

std::string_view wrong_power(const Fields& fields)
{
    using Power = Dot3PowerField;
    const auto has = [&](std::uint8_t number) { return fields.contains(number); };
    const bool typed = has(Power::type);
    for (const auto number : {Power::source, Power::priority, Power::requested, Power::allocated})
        if (has(number) != typed)
            return "type, source, priority, requested and allocated go together";
    const bool has_four_pair = !fields.empty() && fields.rbegin()->first >= Power::first_four_pair;
    if (has_four_pair && (!typed || std::get<std::uint32_t>(fields.at(Power::type)) < 3))
        return "what comes behind allocated is for types 3 and 4 only";
    if (has(Power::signature) && fields.at(Power::device) != Value{std::uint32_t{pd}})
        return "only a PD has a signature";
    return wrong_power_source(fields, Power::source);
}

} // namespace

std::vector<Setting> dot3()
{
    using Verb = Phrase::Verb;
    Setting power{
        .id = SettingId::Dot3Power,
        .name = "dot3 power",
        .scope = Scope::Port,
        .fields = {power_device(),
                   optional_flag("supported", "MDI power is supported"),
                   optional_flag("enabled", "MDI power is enabled"),
                   optional_flag("paircontrol", "The pairs can be chosen"),
                   word("powerpairs", "Pairs in use", {{"signal", "Signal pairs", 1}, {"spare", "Spare pairs", 2}},
                        Place::Required),
                   word("class", "Class of the device",
                        {{"class-0", "Class 0", 1},
                         {"class-1", "Class 1", 2},
                         {"class-2", "Class 2", 3},
                         {"class-3", "Class 3", 4},
                         {"class-4", "Class 4", 5}}),
                   {"type",
                    "Type of IEEE 802.3at (1, 2) or IEEE 802.3bt (3, 4)",
                    FieldType::Number,
                    1,
                    max_type,
                    {},
                    Place::Optional},
                   power_source(Place::Optional),
                   power_priority(Place::Optional),
                   milliwatts("requested", "Power that the PD requests, in milliwatts"),
                   milliwatts("allocated", "Power that the PSE allocates, in milliwatts")},
        .phrases = {{Verb::Configure, {"dot3", "power", "pse"}, "Power sourcing equipment", Operation::Set, pse},
                    {Verb::Configure, {"dot3", "power", "pd"}, "Powered device", Operation::Set, pd},
                    remove({"dot3", "power"}, "Say nothing of power")},
        .wrong = wrong_power};
    for (auto& field : four_pair_fields())
        power.fields.push_back(std::move(field));
    return {power};
}

} // namespace lldp::control::parts
