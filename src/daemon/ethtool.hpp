// What a network interface's driver says of its link (ethtool(8)). Reading it takes no privileges.
#pragma once

#include "base/fd.hpp"
#include "daemon/network.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace lldp::daemon {

enum class Duplex : std::uint8_t { Unknown, Half, Full };

/// All zero: the driver says nothing, or was not asked.
struct LinkSettings
{
    std::uint32_t speed = 0; ///< Mbit/s
    Duplex duplex = Duplex::Unknown;
    std::uint8_t port = 0; ///< PORT_TP, PORT_FIBRE, …
    bool negotiates = false;
    std::vector<std::uint32_t> supported{};  ///< ETHTOOL_LINK_MODE_* bits, 32 a word
    std::vector<std::uint32_t> advertised{}; ///< the same

    bool operator==(const LinkSettings&) const = default;
};

/// Whether `modes` has ETHTOOL_LINK_MODE_* number `mode`.
[[nodiscard]] bool has_mode(const std::vector<std::uint32_t>& modes, unsigned mode);

class Ethtool
{
  public:
    Ethtool();

    /// Of an interface that is up: some drivers block for long on a link that is down.
    [[nodiscard]] LinkSettings link_settings(const std::string& interface) const;

  private:
    Fd socket_;
};

/// What the driver of one link said. It is asked again only when the kernel has told of the link since, because there
/// may be a thousand links, and drivers that take their time.
class KeptLinkSettings
{
  public:
    using Ask = std::function<LinkSettings(const std::string&)>;

    /// Those of the interface; of one that is not operational, what nobody said.
    const LinkSettings& of(const Interface& interface, const Ask& ask);
    /// The next time it is asked whatever the kernel told.
    void forget() { told_ = 0; }

  private:
    LinkSettings settings_;
    unsigned told_ = 0; ///< the telling that they are of
};

} // namespace lldp::daemon
