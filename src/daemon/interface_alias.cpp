#include "daemon/interface_alias.hpp"

#include "daemon/local.hpp"
#include "proto/text.hpp"

namespace lldp::daemon {

namespace {

constexpr std::size_t max_alias = 254; // the kernel's IFALIASZ is 256, of which netlink's NUL and one more are none
constexpr std::string_view connected = "lldpd: connected to ";
constexpr std::string_view was_connected = "lldpd: was connected to ";

std::string name_of(const Shown& neighbors)
{
    if (neighbors.count == 1) {
        const auto pdu = neighbors.first->pdu();
        if (const auto* name = pdu.find<SystemName>())
            if (auto text = printable(name->text); !text.empty())
                return text;
    }
    return std::to_string(neighbors.count) + (neighbors.count == 1 ? " neighbor" : " neighbors");
}

} // namespace

bool is_own_alias(std::string_view alias)
{
    return alias.starts_with(own_alias_prefix) && alias.size() <= max_alias &&
           exactly_printable(as_bytes(alias)) == alias;
}

std::string neighbor_alias(const Shown& neighbors, const std::string& alias)
{
    if (neighbors.count > 0)
        return fitting(std::string{connected} + name_of(neighbors), max_alias);
    if (alias.starts_with(was_connected))
        return alias;
    if (alias.starts_with(connected))
        return fitting(std::string{was_connected} + alias.substr(connected.size()), max_alias);
    return std::string{own_alias_prefix} + "no neighbor";
}

} // namespace lldp::daemon
