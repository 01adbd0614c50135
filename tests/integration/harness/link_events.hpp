// The links of a namespace, as something to wait for: whatever happens to one, or to an address, is an event for every
// wait (see netlink_history.hpp).
#pragma once

#include "harness/error.hpp"
#include "harness/namespaces.hpp"
#include "harness/netlink.hpp"
#include "harness/wait.hpp"
#include "harness/where.hpp"

#include <functional>
#include <string>
#include <vector>

namespace harness {

/// Waits until all the links of a namespace, as the kernel lists them with their addresses, are as wanted.
using WantedLinks = std::function<bool(const std::vector<LinkState>& links)>;
[[nodiscard]] Expected<> await_links(const Namespace& ns, const Awaited& awaited, const WantedLinks& wanted);
void wait_links(const Namespace& ns, const Awaited& awaited, const WantedLinks& wanted, Where where = Where::here());

/// Waits until a link of that name is there, which any program may have made, and gives what the kernel says of it.
LinkState wait_link(const Namespace& ns, const std::string& name, Where where = Where::here());
/// Waits until there is none.
void wait_no_link(const Namespace& ns, const std::string& name, Where where = Where::here());

} // namespace harness
