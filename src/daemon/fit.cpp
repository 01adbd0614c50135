#include "daemon/fit.hpp"

#include <algorithm>
#include <array>

namespace lldp::daemon {

namespace {

const TlvInfo& info_of(const Tlv& tlv)
{
    return std::visit([](const auto& it) -> const TlvInfo& { return it.info; }, tlv);
}

constexpr std::uint8_t vlan_name = 3;
constexpr std::uint8_t first_inventory = 5; // ANSI/TIA-1057 10.2.6

template <std::uint8_t Type>
bool is_type(const TlvInfo& info)
{
    return info.type == Type;
}

template <std::uint32_t Oui>
bool is_of(const TlvInfo& info)
{
    return info.oui == Oui;
}

// In the order in which they go.
constexpr std::array<bool (*)(const TlvInfo&), 11> expendable{
    [](const TlvInfo& info) { return info.oui == oui::ieee_802_1 && info.subtype == vlan_name; },
    [](const TlvInfo& info) { return info.is_catch_all(); },
    [](const TlvInfo& info) { return info.oui == oui::tia && info.subtype >= first_inventory; },
    is_of<oui::tia>,
    is_of<oui::ieee_802_1>,
    is_of<oui::ieee_802_3>,
    is_type<tlv_type::management_address>,
    is_type<tlv_type::system_description>,
    is_type<tlv_type::port_description>,
    is_type<tlv_type::system_capabilities>,
    is_type<tlv_type::system_name>,
};

bool fits(const Lldpdu& pdu, std::size_t mtu)
{
    const auto octets = encode_lldpdu(pdu);
    return !octets || octets->size() <= mtu;
}

void leave_out(bool (*is_expendable)(const TlvInfo&), Fitted& fitted)
{
    std::string_view last;
    for (const auto& tlv : fitted.pdu.tlvs) {
        const auto& info = info_of(tlv);
        if (!is_expendable(info) || info.name == last)
            continue;
        last = info.name;
        fitted.left_out += (fitted.left_out.empty() ? "" : ", ") + std::string{info.name};
    }
    std::erase_if(fitted.pdu.tlvs, [&](const Tlv& tlv) { return is_expendable(info_of(tlv)); });
}

} // namespace

Fitted fit(Lldpdu pdu, std::size_t mtu)
{
    Fitted fitted{std::move(pdu), {}};
    for (const auto is_expendable : expendable) {
        if (fits(fitted.pdu, mtu))
            break;
        leave_out(is_expendable, fitted);
    }
    return fitted;
}

} // namespace lldp::daemon
