// Root for those who are not: a user namespace of the user's own ids.
#pragma once

#include <string>
#include <tl/expected.hpp>

namespace harness {

/// A value, or one line for the user: what keeps the tests from running, and what to set.
template <typename T = void>
using OrLine = tl::expected<T, std::string>;

/// Those of the capabilities that networks of namespaces take which this process does not have: "CAP_NET_ADMIN".
[[nodiscard]] std::string missing_capabilities();

/// Moves this process, which must have one thread, into a new user namespace, where it is root with all capabilities.
/// Root there is the user who runs it; the ids from 1 on are the user's subordinate ids. A root who only lacks
/// capabilities has the same ids inside as outside.
[[nodiscard]] OrLine<> enter_user_namespace();

/// Why the kernel answered with `error` (of errno) when it was asked for a user namespace, or for more within one; and
/// what to set.
[[nodiscard]] std::string why_no_user_namespace(int error);

} // namespace harness
