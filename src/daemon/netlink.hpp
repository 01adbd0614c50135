// Keeps a Network in step with the kernel, through rtnetlink.
#pragma once

#include "base/error.hpp"
#include "daemon/network.hpp"

#include <memory>
#include <string>

namespace lldp::daemon {

class Netlink
{
  public:
    Netlink();
    ~Netlink();
    Netlink(Netlink&&) noexcept;
    Netlink& operator=(Netlink&&) noexcept;

    /// Subscribes to changes, then asks for all there is.
    [[nodiscard]] static Expected<Netlink> open();

    /// Readable when something changed.
    [[nodiscard]] int descriptor() const;
    /// Takes in the changes that wait. When the kernel lost some (the socket's buffer was full) all is asked for anew,
    /// so that nothing stays lost. Where that fails, as it does while one change comes after the other, the next change
    /// is the occasion to ask again.
    Expected<> update();

    [[nodiscard]] const Network& network() const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

/// Gives an interface an alias. Needs CAP_NET_ADMIN.
Expected<> set_alias(int interface, const std::string& alias);

} // namespace lldp::daemon
