#include "proto/tlv/med_location.hpp"

#include "proto/lldpdu.hpp"
#include "proto/tlv/med_civic_address.hpp"
#include "proto/tlv/med_coordinates.hpp"

#include <array>
#include <optional>

namespace lldp {
namespace {

using Form = MedLocation::Form;

std::optional<Shown> show_elin(ByteView data)
{
    return Shown{"", {{"type", "Type", "ELIN"}}, {element("ecs", "ECS ELIN", printable(data))}};
}

struct Known
{
    Form form;
    std::optional<Shown> (*show)(ByteView data);
};

// In the order in which they are shown.
constexpr std::array<Known, 3> forms{{
    {Form::Coordinates, show_coordinates},
    {Form::Civic, show_civic_address},
    {Form::Elin, show_elin},
}};

const MedLocation* last_of(Form form, const Lldpdu& pdu)
{
    const MedLocation* last = nullptr;
    for (const auto& tlv : pdu.tlvs)
        if (const auto* location = std::get_if<MedLocation>(&tlv); location != nullptr && location->form == form)
            last = location;
    return last;
}

// Each form once, whatever the order of the frame.
std::vector<Shown> show(const MedLocation& tlv, const Lldpdu& pdu)
{
    if (&tlv != pdu.find<MedLocation>())
        return {}; // they were all shown with the first
    std::vector<Shown> all;
    for (const auto& [form, show_form] : forms)
        if (const auto* location = last_of(form, pdu))
            if (auto shown = show_form(location->data))
                all.push_back(std::move(*shown));
    return all;
}

constexpr std::array<Field<MedLocation>, 1> declared{{
    {Section::Med, "location", "LLDP-MED Location Identification", Detail::Full, nullptr, show},
}};

} // namespace

Expected<MedLocation> MedLocation::decode(Reader& reader)
{
    const auto start = reader.position();
    const auto form = reader.u8();
    const auto data = reader.rest();
    if (!reader.ok())
        return malformed(info, WireErrc::bad_length, start, "a form and the location in it");
    return MedLocation{static_cast<Form>(form), {data.begin(), data.end()}};
}

Expected<> MedLocation::encode(Writer& writer) const
{
    writer.u8(static_cast<std::uint8_t>(form));
    writer.bytes(data);
    return {};
}

std::span<const Field<MedLocation>> MedLocation::fields()
{
    return declared;
}

} // namespace lldp
