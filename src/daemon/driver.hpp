// Which driver an interface has, and what follows from it. Asking takes no privileges.
#pragma once

#include "base/error.hpp"

#include <string>

namespace lldp::daemon {

struct Driver
{
    std::string name{}; ///< empty: it has none, or none that tells
    std::string bus{};  ///< where its device is: the address, of one on a PCI bus

    bool operator==(const Driver&) const = default;

    /// A modem for mobile broadband: what looks like Ethernet is a point-to-point link, and nobody there hears LLDP.
    [[nodiscard]] bool is_modem() const { return name == "cdc_mbim"; }
    /// The card's firmware speaks LLDP itself, and keeps the frames that it receives.
    [[nodiscard]] bool has_lldp_in_firmware() const { return name == "i40e"; }
};

/// As the kernel says, which knows the network namespace that it is asked in; files below /sys do not.
[[nodiscard]] Driver driver_of(const std::string& interface);

/// Has such firmware leave LLDP to us, through the driver's file below `debugfs`. Needs CAP_DAC_OVERRIDE.
Expected<> stop_lldp_in_firmware(const Driver& driver, const std::string& debugfs);

} // namespace lldp::daemon
