#include "proto/tlv/custom.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace lldp {
namespace {

constexpr std::uint32_t max_oui = 0xffffff;

// "00,80,C2", in the form in which such TLVs are configured.
std::string list(ByteView octets)
{
    auto text = hex(octets, ',');
    std::ranges::transform(text, text.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return text;
}

std::vector<Shown> show(const CustomTlv& tlv)
{
    const std::array oui{static_cast<std::uint8_t>(tlv.oui >> 16U), static_cast<std::uint8_t>(tlv.oui >> 8U),
                         static_cast<std::uint8_t>(tlv.oui)};
    return {{list(tlv.value),
             {{"oui", "OUI", list(oui)},
              {"subtype", "SubType", std::to_string(tlv.subtype)},
              {"len", "Len", std::to_string(tlv.value.size())}}}};
}

constexpr std::array<Field<CustomTlv>, 1> declared{{
    {Section::Unknown, "unknown-tlv", "TLV", Detail::Summary, show},
}};

} // namespace

Expected<CustomTlv> CustomTlv::decode(Reader& reader)
{
    const auto start = reader.position();
    const auto oui = reader.u24();
    const auto subtype = reader.u8();
    const auto value = reader.rest();
    if (!reader.ok())
        return malformed(info, WireErrc::bad_length, start, "an OUI and a subtype");
    return CustomTlv{oui, subtype, {value.begin(), value.end()}};
}

Expected<> CustomTlv::encode(Writer& writer) const
{
    if (oui > max_oui)
        return unencodable(info, WireErrc::too_big, "an OUI of more than 24 bits");
    writer.u32(oui << 8U | subtype);
    writer.bytes(value);
    return {};
}

std::span<const Field<CustomTlv>> CustomTlv::fields()
{
    return declared;
}

} // namespace lldp
