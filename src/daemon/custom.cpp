#include "daemon/custom.hpp"

namespace lldp::daemon {

std::vector<Tlv> custom_tlvs(const Values& port)
{
    std::vector<Tlv> tlvs;
    for (const auto& record : port.records(control::SettingId::CustomTlv)) {
        Reader oui{as_bytes(std::get<std::string>(record.at(0)))};
        CustomTlv tlv{oui.u24(), static_cast<std::uint8_t>(std::get<std::uint32_t>(record.at(1))), {}};
        if (const auto content = record.find(2); content != record.end()) {
            const auto octets = as_bytes(std::get<std::string>(content->second));
            tlv.value.assign(octets.begin(), octets.end());
        }
        tlvs.emplace_back(std::move(tlv));
    }
    return tlvs;
}

} // namespace lldp::daemon
