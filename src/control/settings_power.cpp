#include "control/settings_power.hpp"

namespace lldp::control {

std::uint8_t power_source_bits(std::uint32_t source)
{
    return static_cast<std::uint8_t>(source < pse_source ? source : source - pse_source + 1);
}

namespace parts {

Field power_device()
{
    return {"device",
            "Whether power is given or taken",
            FieldType::Word,
            0,
            0,
            {{"pse", "Power sourcing equipment", pse}, {"pd", "Powered device", pd}}};
}

Field power_source(Place place)
{
    return {"source",
            "Where the power comes from",
            FieldType::Word,
            0,
            0,
            {{"unknown", "Unknown power source", unknown_source},
             {"primary", "PSE: primary power source", primary_source},
             {"backup", "PSE: backup power source", backup_source},
             {"pse", "PD: the PSE", pse_source},
             {"local", "PD: a local source", local_source},
             {"both", "PD: PSE and local source", both_sources}},
            place};
}

Field power_priority(Place place)
{
    return {"priority",
            "Priority of the device",
            FieldType::Word,
            0,
            0,
            {{"unknown", "Unknown priority", 0},
             {"critical", "Critical priority", 1},
             {"high", "High priority", 2},
             {"low", "Low priority", 3}},
            place};
}

std::string_view wrong_power_source(const Fields& fields, std::uint8_t source)
{
    const auto given = fields.find(source);
    if (given == fields.end() || given->second == Value{std::uint32_t{unknown_source}})
        return "";
    const bool is_pd = fields.at(0) == Value{std::uint32_t{pd}};
    if (is_pd != (std::get<std::uint32_t>(given->second) >= pse_source))
        return is_pd ? "the source of a PD must be unknown, pse, local or both"
                     : "the source of a PSE must be unknown, primary or backup";
    return "";
}

} // namespace parts

} // namespace lldp::control
