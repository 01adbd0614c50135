// In place of the client that reads the configuration files: it waits for a test's leave before it becomes that.
#pragma once

#include "harness/namespaces.hpp"
#include "harness/where.hpp"

#include <string>

namespace lldptest {

class LateClient
{
  public:
    explicit LateClient(const harness::Namespace& ns, harness::Where where = harness::Where::here());

    /// For the daemon's option -L.
    [[nodiscard]] static std::string path() { return "/run/late-client"; }
    /// Waits for one that waits, and lets it go on.
    void let_go(harness::Where where = harness::Where::here()) const;

  private:
    const harness::Namespace* ns_;
};

} // namespace lldptest
