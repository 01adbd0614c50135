// The one way in which the harness fails, and how a test takes it.
#pragma once

#include "harness/where.hpp"

#include <string>
#include <string_view>
#include <system_error>
#include <tl/expected.hpp>
#include <utility>

namespace harness {

/// What failed: `code` says how, `doing` what was tried, `on` what it was tried on, `text` what else the kernel said.
struct Error
{
    std::error_code code;
    std::string doing;
    std::string on;
    std::string text;

    /// "create veth pair eth0/eth1 in ns-1: Operation not supported (Unknown device type)"
    [[nodiscard]] std::string message() const;

    /// True when the kernel answered that it does not have what was asked for: a reason to skip, not to fail.
    [[nodiscard]] bool kernel_lacks_it() const;
};

template <typename T = void>
using Expected = tl::expected<T, Error>;

[[nodiscard]] tl::unexpected<Error> failure(std::error_code code, std::string_view doing, std::string_view on = {},
                                            std::string_view text = {});
[[nodiscard]] tl::unexpected<Error> failure(std::errc code, std::string_view doing, std::string_view on = {},
                                            std::string_view text = {});

/// The failure that `errno` holds now.
[[nodiscard]] tl::unexpected<Error> system_failure(std::string_view doing, std::string_view on = {});

/// Ends the running test as failed.
[[noreturn]] void give_up(const Error& error, Where where);
/// The same, but as skipped when the kernel lacks what was asked for.
[[noreturn]] void give_up_or_skip(const Error& error, Where where);

/// Ends the running test as failed, with `message`.
[[noreturn]] void fail(std::string_view message, Where where = Where::here());

/// Ends the running test as skipped. A check that failed before keeps it failed.
[[noreturn]] void skip(std::string_view reason, Where where = Where::here());

/// Marks the running test failed and goes on. For destructors: never throws, also not while a failure unwinds.
void mark_failed(std::string_view message, Where where = Where::here()) noexcept;

/// `mark_failed(message)` unless `holds`. Returns `holds`.
bool check_quietly(bool holds, std::string_view message, Where where = Where::here()) noexcept;

/// The value, or the end of the test.
template <typename T>
T require(Expected<T>&& result, Where where = Where::here())
{
    if (!result)
        give_up(result.error(), where);
    if constexpr (!std::is_void_v<T>)
        return *std::move(result);
}

/// The same; where what was asked for is something that kernels may lack, as a kind of link, the test ends as skipped
/// then.
template <typename T>
T require_of_kernel(Expected<T>&& result, Where where = Where::here())
{
    if (!result)
        give_up_or_skip(result.error(), where);
    return require(std::move(result), where);
}

} // namespace harness
