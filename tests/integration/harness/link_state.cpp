// Interfaces in words, for failures and reports.
#include "harness/netlink.hpp"

#include <array>
#include <cstdio>
#include <linux/if_addr.h>
#include <net/if.h>

namespace harness {

bool LinkState::up() const
{
    return (flags & IFF_UP) != 0;
}

bool LinkState::running() const
{
    return (flags & IFF_RUNNING) != 0;
}

bool LinkState::promiscuous() const
{
    return promiscuity > 0;
}

bool LinkAddress::tentative() const
{
    return (flags & IFA_F_TENTATIVE) != 0;
}

bool LinkAddress::temporary() const
{
    return (flags & IFA_F_TEMPORARY) != 0;
}

std::string LinkAddress::describe() const
{
    return text + (temporary() ? " temporary" : "") + (tentative() ? " tentative" : "");
}

std::string LinkState::describe() const
{
    std::string result = name + ": index " + std::to_string(index);
    if (!kind.empty())
        result += ", " + kind;
    result += ", " + mac + ", mtu " + std::to_string(mtu) + (up() ? ", up" : ", down") +
              (running() ? ", running" : ", not running") + ", state " + operstate;
    if (master != 0)
        result += ", master " + std::to_string(master);
    if (promiscuous())
        result += ", promiscuous";
    if (!alias.empty())
        result += ", alias \"" + alias + "\"";
    for (const auto& address : addresses)
        result += ", " + address.describe();
    return result;
}

std::string LinkChange::describe() const
{
    std::string result;
    const auto add = [&result](const std::string& part) { result += (result.empty() ? "set " : ", ") + part; };
    if (up)
        add(*up ? "up" : "down");
    if (mtu)
        add("mtu " + std::to_string(*mtu));
    if (alias)
        add("alias \"" + *alias + "\"");
    if (name)
        add("name " + *name);
    if (mac)
        add("MAC address " + *mac);
    if (master)
        add("master " + std::to_string(*master));
    if (promiscuous)
        add(*promiscuous ? "promiscuous" : "not promiscuous");
    if (ns)
        add("namespace " + ns->name);
    return result;
}

std::string Impairment::describe() const
{
    std::array<char, 64> text{};
    static_cast<void>(std::snprintf(text.data(), text.size(), "set loss %g %%, delay %lld us", loss_percent,
                                    static_cast<long long>(delay.count())));
    return text.data();
}

} // namespace harness
