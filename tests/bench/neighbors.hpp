// Many neighbors on one wire.
#pragma once

#include "lldp/test.hpp"

#include <functional>

namespace bench {

/// What the neighbor of that number sends: as much as a switch says. Another `revision` is other text.
[[nodiscard]] harness::Bytes frame_of_neighbor(unsigned number, unsigned revision = 0);

/// A daemon's wire, and the far end from which its neighbors speak.
class Wire
{
  public:
    Wire(const harness::Link& far, const harness::Namespace& listening) : far_{far}, listening_{listening} {}

    /// Sends `count` frames, no faster than whoever listens there takes them, and waits until all are taken.
    void feed(unsigned count, const std::function<harness::Bytes(unsigned)>& frame) const;
    /// Those of the neighbors `first` to `last`, the last one left out.
    void introduce(unsigned first, unsigned last) const;

  private:
    void wait_taken() const;

    const harness::Link& far_;
    const harness::Namespace& listening_;
};

} // namespace bench
