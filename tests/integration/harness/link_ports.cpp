// Links that have others as ports: bridges with their VLANs, bonds, teams.
#include "harness/links.hpp"

#include <cstring>
#include <linux/sockios.h>
#include <net/if.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

namespace harness {

namespace {

Expected<> bond_ioctl(unsigned long request, const std::string& doing, const Link& bond, const Link& port,
                      const Namespace& ns)
{
    const auto inside = ns.try_enter();
    if (!inside)
        return tl::unexpected<Error>{inside.error()};
    const Fd socket{::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0)};
    ifreq names{};
    std::strncpy(names.ifr_name, bond.name().c_str(), sizeof names.ifr_name - 1);
    std::strncpy(names.ifr_slave, port.name().c_str(), sizeof names.ifr_slave - 1);
    if (!socket || ::ioctl(socket.get(), request, &names) != 0)
        return system_failure(doing + " " + port.name() + " by ioctl, bond " + bond.name(), ns.name());
    return {};
}

bool is_bridge(const LinkState& state)
{
    return state.kind == "bridge";
}

} // namespace

Link& Link::master(const Link* master, Where where)
{
    return change({.master = master != nullptr ? master->index() : 0}, where);
}

Link& Link::add_port(Link& port, Where where)
{
    if (!is_bridge(state(where)))
        port.down(where);
    port.master(this, where);
    return *this;
}

Link& Link::remove_port(Link& port, Where where)
{
    const int master = port.state(where).master;
    if (master != index_)
        fail("remove port " + port.name() + " of " + name_ + ": it is not one", where);
    port.master(nullptr, where);
    return *this;
}

Link& Link::add_port_by_ioctl(Link& port, Where where)
{
    port.down(where);
    require(bond_ioctl(SIOCBONDENSLAVE, "add port", *this, port, ns(where)), where);
    return *this;
}

Link& Link::remove_port_by_ioctl(Link& port, Where where)
{
    require(bond_ioctl(SIOCBONDRELEASE, "remove port", *this, port, ns(where)), where);
    return *this;
}

Link& Link::add_vlan(const BridgeVlan& vlan, Where where)
{
    require(netlink(where).add_bridge_vlan(index_, name_, vlan, is_bridge(state(where))), where);
    return *this;
}

Link& Link::remove_vlan(std::uint16_t id, Where where)
{
    require(netlink(where).remove_bridge_vlan(index_, name_, id, is_bridge(state(where))), where);
    return *this;
}

std::vector<BridgeVlan> Link::vlans(Where where) const
{
    return require(netlink(where).bridge_vlans(index_, name_), where);
}

} // namespace harness
