#include "proto/tlv/mac_phy.hpp"

#include "proto/mau_types.hpp"

#include <array>

namespace lldp {
namespace {

// Status (IEEE 802.3-2018 table 79-3).
constexpr unsigned supported_bit = 1U << 0U;
constexpr unsigned enabled_bit = 1U << 1U;

struct Medium
{
    std::string_view name;
    unsigned half;
    unsigned full;
};

// In the order in which they are shown. One of them knows no duplex modes.
constexpr std::array<Medium, 6> media{{
    {"10Base-T", MacPhy::Base10THalf, MacPhy::Base10TFull},
    {"100Base-TX", MacPhy::Base100TxHalf, MacPhy::Base100TxFull},
    {"100Base-T2", MacPhy::Base100T2Half, MacPhy::Base100T2Full},
    {"100Base-T4", MacPhy::Base100T4, MacPhy::Base100T4},
    {"1000Base-X", MacPhy::Base1000XHalf, MacPhy::Base1000XFull},
    {"1000Base-T", MacPhy::Base1000THalf, MacPhy::Base1000TFull},
}};

std::vector<Element> show_advertised(const MacPhy& tlv)
{
    std::vector<Element> all;
    for (const auto& [name, half, full] : media) {
        if ((tlv.advertised & (half | full)) == 0)
            continue;
        auto shown = element("advertised", "Adv");
        shown.attributes.push_back({"type", "", std::string{name}});
        if (half != full) {
            shown.attributes.push_back({"hd", "HD", yes_no((tlv.advertised & half) != 0)});
            shown.attributes.push_back({"fd", "FD", yes_no((tlv.advertised & full) != 0)});
        }
        all.push_back(std::move(shown));
    }
    return all;
}

std::vector<Shown> show(const MacPhy& tlv)
{
    if (!tlv.supported && !tlv.enabled && tlv.mau_type == 0)
        return {};
    Shown shown{
        "",
        {{"supported", "supported", yes_no(tlv.supported)}, {"enabled", "enabled", yes_no(tlv.enabled)}},
        {},
    };
    if (tlv.enabled)
        shown.children = show_advertised(tlv);
    shown.children.push_back(element("current", "MAU oper type", std::string{mau_type_name(tlv.mau_type)}));
    return {std::move(shown)};
}

constexpr std::array<Field<MacPhy>, 1> declared{{
    {Section::Port, "auto-negotiation", "PMD autoneg", Detail::Full, show},
}};

} // namespace

Expected<MacPhy> MacPhy::decode(Reader& reader)
{
    const auto start = reader.position();
    const unsigned status = reader.u8();
    const auto advertised = reader.u16();
    const auto mau_type = reader.u16();
    if (!reader.ok())
        return malformed(info, WireErrc::bad_length, start, "five octets");
    return MacPhy{(status & supported_bit) != 0, (status & enabled_bit) != 0, advertised, mau_type};
}

Expected<> MacPhy::encode(Writer& writer) const
{
    writer.u8(static_cast<std::uint8_t>((supported ? supported_bit : 0) | (enabled ? enabled_bit : 0)));
    writer.u16(advertised);
    writer.u16(mau_type);
    return {};
}

std::span<const Field<MacPhy>> MacPhy::fields()
{
    return declared;
}

} // namespace lldp
