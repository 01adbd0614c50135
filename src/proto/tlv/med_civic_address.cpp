#include "proto/tlv/med_civic_address.hpp"

#include <algorithm>
#include <array>

namespace lldp {
namespace {

struct Named
{
    std::uint8_t type;
    std::string_view tag;
    std::string_view label;
};

// RFC 4776 3.4.
constexpr std::array<Named, 22> names{{
    {0, "language", "Language"},
    {1, "country-subdivision", "Country subdivision"},
    {2, "county", "County"},
    {3, "city", "City"},
    {4, "city-division", "City division"},
    {5, "block", "Block"},
    {6, "street", "Street"},
    {16, "direction", "Direction"},
    {17, "trailing-street-suffix", "Trailing street suffix"},
    {18, "street-suffix", "Street suffix"},
    {19, "number", "Number"},
    {20, "number-suffix", "Number suffix"},
    {21, "landmark", "Landmark"},
    {22, "additional", "Additional"},
    {23, "name", "Name"},
    {24, "zip", "ZIP"},
    {25, "building", "Building"},
    {26, "unit", "Unit"},
    {27, "floor", "Floor"},
    {28, "room", "Room"},
    {29, "place-type", "Place type"},
    {128, "script", "Script"},
}};

Element part(std::uint8_t type, ByteView value)
{
    const auto* const found = std::ranges::find(names, type, &Named::type);
    if (found == names.end())
        return element("unknown", "unknown", printable(value));
    return element(found->tag, found->label, printable(value));
}

} // namespace

std::optional<Shown> show_civic_address(ByteView data)
{
    Reader outer{data};
    Reader reader{outer.take(outer.u8())};
    reader.skip(1); // whose address it is: the server's, the network element's or the client's
    const auto country = reader.take(2);
    if (!outer.ok() || !reader.ok())
        return std::nullopt;
    Shown shown{"", {{"type", "Type", "Civic address"}}, {element("country", "Country", printable(country))}};
    while (!reader.empty()) {
        const auto type = reader.u8();
        const auto value = reader.take(reader.u8());
        if (!reader.ok())
            break; // what came before it stands
        shown.children.push_back(part(type, value));
    }
    return shown;
}

} // namespace lldp
