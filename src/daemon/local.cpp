#include "daemon/local.hpp"

#include "daemon/interface_alias.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cstring>
#include <string_view>

namespace lldp::daemon {

namespace {

constexpr std::size_t max_text = 255; // IEEE 802.1AB-2016 8.5.5 to 8.5.7
constexpr std::chrono::seconds max_ttl{65535};

std::string_view trimmed(std::string_view text)
{
    const auto from = text.find_first_not_of(" \t\r");
    if (from == std::string_view::npos)
        return {};
    return text.substr(from, text.find_last_not_of(" \t\r") - from + 1);
}

/// The value of a shell-like assignment: quotes go, a backslash keeps the next character (os-release(5)).
std::string unquoted(std::string_view value)
{
    std::string text;
    char quote = 0;
    for (std::size_t i = 0; i < value.size(); ++i) {
        const auto c = value[i];
        if (c == '\\' && quote != '\'' && i + 1 < value.size())
            text += value[++i];
        else if (quote != 0 ? c == quote : c == '"' || c == '\'')
            quote = quote != 0 ? '\0' : c;
        else
            text += c;
    }
    return text;
}

std::string describe_system(const Configuration& configuration, const OperatingSystem& system)
{
    if (configuration.description)
        return *configuration.description;
    if (!configuration.advertise_version)
        return system.name.empty() ? system.kernel_name : system.name;
    std::string text = system.name;
    for (const auto* part : {&system.kernel_name, &system.kernel_release, &system.kernel_version, &system.machine}) {
        if (!text.empty() && !part->empty())
            text += ' ';
        text += *part;
    }
    return text;
}

std::string system_name(const Configuration& configuration, const OperatingSystem& system)
{
    const auto& name = configuration.hostname ? *configuration.hostname : system.hostname;
    return fitting(name == "." ? system.hostname.substr(0, system.hostname.find('.')) : name, max_text);
}

ManagementAddress advertised(const InterfaceAddress& address)
{
    const auto ifindex = static_cast<std::uint32_t>(address.index);
    if (address.family == InterfaceAddress::Family::IPv4) {
        std::array<std::uint8_t, 4> octets{};
        std::ranges::copy(address.octets, octets.begin());
        return ManagementAddress::ipv4(octets, ifindex);
    }
    std::array<std::uint8_t, 16> octets{};
    std::ranges::copy(address.octets, octets.begin());
    return ManagementAddress::ipv6(octets, ifindex);
}

/// The address that `text` is, of an interface that nobody knows.
std::optional<ManagementAddress> literal_address(const std::string& text)
{
    std::array<std::uint8_t, 4> ipv4{};
    if (::inet_pton(AF_INET, text.c_str(), ipv4.data()) == 1)
        return ManagementAddress::ipv4(ipv4, 0);
    std::array<std::uint8_t, 16> ipv6{};
    if (::inet_pton(AF_INET6, text.c_str(), ipv6.data()) == 1)
        return ManagementAddress::ipv6(ipv6, 0);
    return std::nullopt;
}

bool usable(const InterfaceAddress& address, const Network& network)
{
    static constexpr unsigned loopback = 127;
    if (address.temporary || address.scope == AddressScope::Host || network.find(address.index) == nullptr)
        return false;
    return address.family != InterfaceAddress::Family::IPv4 || address.octets.front() != loopback;
}

/// The addresses of one family and scope: those that a pattern names, or else the first that it does not deny.
std::vector<ManagementAddress> addresses_of(const Network& network, const std::optional<Pattern>& pattern,
                                            InterfaceAddress::Family family, AddressScope scope)
{
    std::vector<ManagementAddress> chosen;
    const bool only_first = !pattern || pattern->only_denies();
    for (const auto& address : network.addresses) {
        if (address.family != family || address.scope != scope || !usable(address, network))
            continue;
        const auto& interface = network.find(address.index)->name;
        const bool wanted = !pattern     ? true
                            : only_first ? pattern->permits(address.text(), interface)
                                         : pattern->match(address.text(), interface) != Match::No;
        if (!wanted)
            continue;
        chosen.push_back(advertised(address));
        if (only_first)
            break;
    }
    return chosen;
}

std::vector<ManagementAddress> management_addresses(const Network& network, const std::optional<Pattern>& pattern)
{
    std::vector<ManagementAddress> chosen;
    for (const auto family : {InterfaceAddress::Family::IPv4, InterfaceAddress::Family::IPv6}) {
        auto found = addresses_of(network, pattern, family, AddressScope::Global);
        if (found.empty())
            found = addresses_of(network, pattern, family, AddressScope::Link);
        chosen.insert(chosen.end(), found.begin(), found.end());
    }
    // An address that is asked for by itself is advertised even where no interface has it.
    if (chosen.empty() && pattern)
        if (const auto literal = literal_address(pattern->text()))
            chosen.push_back(*literal);
    return chosen;
}

CapabilitySet detected_capabilities(const Network& network, bool is_telephone)
{
    CapabilitySet enabled;
    if (std::ranges::any_of(network.interfaces, [](const auto& entry) { return entry.second.kind == "bridge"; }))
        enabled.insert(Capability::Bridge);
    if (!network.wireless.empty())
        enabled.insert(Capability::WlanAccessPoint);
    if (network.forwarding)
        enabled.insert(Capability::Router);
    if (is_telephone)
        enabled.insert(Capability::Telephone);
    if (enabled.empty())
        enabled.insert(Capability::StationOnly);
    return enabled;
}

SystemCapabilities capabilities_of(const Network& network, const Configuration& configuration)
{
    const auto available = available_capabilities(configuration.med_class);
    if (configuration.capabilities)
        return {available, *configuration.capabilities};
    return {available, detected_capabilities(network, available.contains(Capability::Telephone))};
}

/// Only somebody else's alias is worth telling. A port that goes by its MAC address leaves its name to the description.
bool is_described_by_alias(const Interface& interface, const PortConfiguration& port)
{
    if (interface.alias.empty() || interface.alias.starts_with(own_alias_prefix))
        return false;
    return port.description_source == DescriptionSource::Alias ||
           (port.description_source == DescriptionSource::Automatic && port.id != PortIdKind::Mac);
}

PortId port_id(const Interface& interface, const PortConfiguration& port)
{
    switch (port.id) {
    case PortIdKind::Automatic: // an alias describes the port, so that its name is left to identify it
        return is_described_by_alias(interface, port) ? PortId::ifname(interface.name)
                                                      : PortId::mac(interface.own_mac());
    case PortIdKind::InterfaceName:
        return PortId::ifname(interface.name);
    case PortIdKind::Mac:
        return PortId::mac(interface.own_mac());
    case PortIdKind::Text:
        break;
    }
    return PortId::local(port.id_text);
}

std::string describe_port(const Interface& interface, const PortConfiguration& port)
{
    if (port.description)
        return *port.description;
    return is_described_by_alias(interface, port) ? interface.alias : interface.name;
}

} // namespace

std::string fitting(std::string text, std::size_t max)
{
    if (text.size() <= max)
        return text;
    auto end = max;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U)
        --end;
    text.resize(end);
    return text;
}

std::string os_name(std::string_view os_release)
{
    static constexpr std::string_view key = "PRETTY_NAME=";
    while (!os_release.empty()) {
        const auto end = std::min(os_release.find('\n'), os_release.size());
        const auto line = trimmed(os_release.substr(0, end));
        os_release.remove_prefix(std::min(end + 1, os_release.size()));
        if (line.starts_with(key))
            return unquoted(trimmed(line.substr(key.size())));
    }
    return {};
}

std::vector<const Interface*> select_ports(const Network& network, const Configuration& configuration)
{
    std::vector<const Interface*> ports;
    for (const auto& [index, interface] : network.interfaces) {
        if (!can_carry_lldp(interface) || network.modems.count(index) > 0)
            continue;
        const auto match = configuration.interfaces ? configuration.interfaces->match(interface.name) : Match::Yes;
        if (match == Match::Exact || (match == Match::Yes && is_physical(interface)))
            ports.push_back(&interface);
    }
    return ports;
}

ChassisId ChassisIdentity::choose(const Network& network, const Configuration& configuration,
                                  const OperatingSystem& system)
{
    if (configuration.chassis_id)
        return ChassisId::local(*configuration.chassis_id);
    for (const auto* interface : select_ports(network, configuration)) {
        if (mac_)
            break;
        const bool allowed = !configuration.chassis || configuration.chassis->match(interface->name) != Match::No;
        if (allowed && interface->mac != MacAddress{})
            mac_ = interface->mac;
    }
    if (mac_)
        return ChassisId::mac(*mac_);
    const auto name = system_name(configuration, system);
    return ChassisId::local(name.empty() ? "localhost" : name);
}

LocalChassis local_chassis(const ChassisId& id, const Network& network, const Configuration& configuration,
                           const OperatingSystem& system)
{
    return {.id = id,
            .name = {system_name(configuration, system)},
            .description = {fitting(describe_system(configuration, system), max_text)},
            .capabilities = configuration.advertise_capabilities
                                ? std::optional{capabilities_of(network, configuration)}
                                : std::nullopt,
            .addresses = configuration.advertise_management ? management_addresses(network, configuration.management)
                                                            : std::vector<ManagementAddress>{}};
}

std::chrono::seconds time_to_live(const Configuration& configuration)
{
    const auto whole = std::chrono::ceil<std::chrono::seconds>(configuration.tx_interval * configuration.tx_hold);
    return std::min(whole, max_ttl);
}

MacAddress source_address(const Interface& interface, AggregatedSource kind)
{
    static constexpr MacAddress fixed{0x00, 0x60, 0x08, 0x69, 0x97, 0xef};
    static constexpr std::uint8_t local_bit = 0x02; // IEEE 802-2014 8.2
    if (!interface.aggregated)
        return interface.mac;
    auto address = interface.own_mac();
    switch (kind) {
    case AggregatedSource::Real:
        return address;
    case AggregatedSource::Zero:
        return {};
    case AggregatedSource::Fixed:
        return fixed;
    case AggregatedSource::Local:
        break;
    }
    if ((address[0] & local_bit) != 0)
        return fixed;
    address[0] |= local_bit;
    return address;
}

Lldpdu local_lldpdu(const LocalChassis& chassis, const Interface& interface, const PortConfiguration& port,
                    std::chrono::seconds ttl)
{
    Lldpdu pdu;
    pdu.tlvs.emplace_back(chassis.id);
    pdu.tlvs.emplace_back(port_id(interface, port));
    pdu.tlvs.emplace_back(TimeToLive{ttl});
    pdu.tlvs.emplace_back(chassis.name);
    pdu.tlvs.emplace_back(chassis.description);
    if (chassis.capabilities)
        pdu.tlvs.emplace_back(*chassis.capabilities);
    for (const auto& address : chassis.addresses)
        pdu.tlvs.emplace_back(address);
    pdu.tlvs.emplace_back(PortDescription{fitting(describe_port(interface, port), max_text)});
    return pdu;
}

} // namespace lldp::daemon
