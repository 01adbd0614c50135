// The one way in which anything in this tree fails.
#pragma once

#include <string>
#include <string_view>
#include <system_error>
#include <tl/expected.hpp>

namespace lldp {

/// What failed: `code` says how, `doing` what was being tried, `on` to what it was tried.
struct Error
{
    std::error_code code;
    std::string doing;
    std::string on;

    /// "open control socket /run/lldpd.socket: Permission denied"
    [[nodiscard]] std::string message() const;
};

template <typename T = void>
using Expected = tl::expected<T, Error>;

[[nodiscard]] tl::unexpected<Error> failure(std::error_code code, std::string_view doing, std::string_view on = {});

/// The failure that `errno` holds now.
[[nodiscard]] tl::unexpected<Error> system_failure(std::string_view doing, std::string_view on = {});

} // namespace lldp
