#include "proto/tlv/med_network_policy.hpp"

#include "proto/lldpdu.hpp"

#include <array>

namespace lldp {
namespace {

constexpr std::array<std::string_view, 9> applications{
    "",
    "Voice",
    "Voice Signaling",
    "Guest Voice",
    "Guest Voice Signaling",
    "Softphone Voice",
    "Video Conferencing",
    "Streaming Video",
    "Video Signaling",
};

// IEEE 802.1Q-2005 table G-2.
constexpr std::array<std::string_view, 8> priorities{
    "Best effort", "Background", "Excellent effort",     "Critical applications",
    "Video",       "Voice",      "Internetwork control", "Network control",
};

constexpr std::uint16_t reserved_vlan = 4095;

std::string vlan_text(std::uint16_t vlan)
{
    if (vlan == 0)
        return "priority";
    return vlan == reserved_vlan ? "reserved" : std::to_string(vlan);
}

Shown show_policy(const MedNetworkPolicy& tlv)
{
    Shown shown;
    shown.attributes = {{"apptype", "", std::string{applications.at(tlv.application)}},
                        {"defined", "Defined", yes_no(!tlv.unknown)}};
    if (tlv.tagged) {
        shown.children.push_back(element("vlan", "VLAN"));
        shown.children.back().attributes = {{"vid", "", vlan_text(tlv.vlan)}};
    }
    shown.children.push_back(element("priority", "Priority", std::string{word(priorities, tlv.priority)}));
    shown.children.push_back(element("pcp", "PCP", std::to_string(tlv.priority)));
    shown.children.push_back(element("dscp", "DSCP Value", std::to_string(tlv.dscp)));
    return shown;
}

// By application, whatever the order of the frame; of two for one application the last counts.
std::vector<Shown> show(const MedNetworkPolicy& tlv, const Lldpdu& pdu)
{
    if (&tlv != pdu.find<MedNetworkPolicy>())
        return {}; // they were all shown with the first
    std::array<const MedNetworkPolicy*, applications.size()> policies{};
    for (const auto& other : pdu.tlvs)
        if (const auto* policy = std::get_if<MedNetworkPolicy>(&other))
            if (policy->application > 0 && policy->application < policies.size())
                policies.at(policy->application) = policy;
    std::vector<Shown> all;
    for (const auto* policy : policies)
        if (policy != nullptr)
            all.push_back(show_policy(*policy));
    return all;
}

constexpr std::array<Field<MedNetworkPolicy>, 1> declared{{
    {Section::Med, "policy", "LLDP-MED Network Policy for", Detail::Full, nullptr, show},
}};

// Twenty-four bits behind the application: U, T, one that is reserved, VLAN (12), priority (3), DSCP (6).
constexpr unsigned unknown_bit = 1U << 23U;
constexpr unsigned tagged_bit = 1U << 22U;
constexpr unsigned vlan_shift = 9;
constexpr unsigned priority_shift = 6;
constexpr unsigned max_vlan = 0xfff;
constexpr unsigned max_priority = 0x7;
constexpr unsigned max_dscp = 0x3f;

} // namespace

Expected<MedNetworkPolicy> MedNetworkPolicy::decode(Reader& reader)
{
    const auto start = reader.position();
    const auto application = reader.u8();
    const unsigned policy = reader.u24();
    if (!reader.ok())
        return malformed(info, WireErrc::bad_length, start, "four octets");
    return MedNetworkPolicy{application,
                            (policy & unknown_bit) != 0,
                            (policy & tagged_bit) != 0,
                            static_cast<std::uint16_t>(policy >> vlan_shift & max_vlan),
                            static_cast<std::uint8_t>(policy >> priority_shift & max_priority),
                            static_cast<std::uint8_t>(policy & max_dscp)};
}

Expected<> MedNetworkPolicy::encode(Writer& writer) const
{
    if (vlan > max_vlan || priority > max_priority || dscp > max_dscp)
        return unencodable(info, WireErrc::too_big,
                           "VLAN " + std::to_string(vlan) + ", priority " + std::to_string(priority) + " and DSCP " +
                               std::to_string(dscp) + ", more than 4095, 7 and 63");
    writer.u8(application);
    writer.u24((unknown ? unknown_bit : 0) | (tagged ? tagged_bit : 0) | unsigned{vlan} << vlan_shift |
               unsigned{priority} << priority_shift | dscp);
    return {};
}

std::span<const Field<MedNetworkPolicy>> MedNetworkPolicy::fields()
{
    return declared;
}

} // namespace lldp
