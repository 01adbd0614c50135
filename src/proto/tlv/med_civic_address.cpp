#include "proto/tlv/med_civic_address.hpp"

#include <algorithm>
#include <array>

namespace lldp {
namespace {

constexpr std::uint8_t of_client = 2; // RFC 4776 3.1: the address of the device, not of its switch

constexpr std::array<CivicPart, 22> names{{
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
    const auto* const found = std::ranges::find(names, type, &CivicPart::type);
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

std::span<const CivicPart> civic_parts()
{
    return names;
}

std::optional<Bytes> make_civic_address(std::string_view country,
                                        const std::vector<std::pair<std::uint8_t, std::string>>& parts)
{
    Writer address;
    address.u8(of_client);
    address.text(country);
    for (const auto& [type, text] : parts) {
        if (text.size() > UINT8_MAX)
            return std::nullopt;
        address.u8(type);
        address.u8(static_cast<std::uint8_t>(text.size()));
        address.text(text);
    }
    if (address.size() > UINT8_MAX)
        return std::nullopt;
    Writer data;
    data.u8(static_cast<std::uint8_t>(address.size()));
    data.bytes(address.data());
    return data.take();
}

} // namespace lldp
