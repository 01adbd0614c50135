// Interfaces in words, for failures and reports.
#include "harness/netlink.hpp"

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

std::string LinkState::describe() const
{
    std::string result = name + ": index " + std::to_string(index);
    if (!kind.empty())
        result += ", " + kind;
    result += ", " + mac + ", mtu " + std::to_string(mtu) + (up() ? ", up" : ", down") +
              (running() ? ", running" : ", not running") + ", state " + operstate;
    if (master != 0)
        result += ", master " + std::to_string(master);
    if (!alias.empty())
        result += ", alias \"" + alias + "\"";
    for (const auto& address : addresses)
        result += ", " + address;
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
    return result;
}

} // namespace harness
