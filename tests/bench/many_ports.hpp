// A host with a thousand ports, and a neighbor on each.
#pragma once

#include "daemon.hpp"

#include <cstddef>
#include <set>
#include <string>

namespace bench {

/// Wires between two namespaces, which nobody records, because that alone would take longer than what is measured.
class ManyPorts
{
  public:
    ManyPorts(const harness::Namespace& here, const harness::Namespace& there, unsigned count);

    [[nodiscard]] static std::string name(unsigned number) { return "port" + std::to_string(number); }
    void set_up(unsigned number, bool up);
    /// A frame from the far end of each.
    void introduce_neighbors();

    /// Waits until the daemon has sent something on so many ports since the last forget().
    void wait_frames(std::size_t ports);
    /// The same, of one port.
    void wait_frame(unsigned number);
    void forget();

  private:
    void take_in();

    const harness::Namespace& here_;
    const harness::Namespace& there_;
    unsigned count_;
    harness::Fd receiver_; ///< of LLDP on all far ends
    std::set<int> heard_;  ///< the indexes of those on which a frame came
    harness::Watch watch_;
};

} // namespace bench
