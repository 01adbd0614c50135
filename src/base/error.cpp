#include "base/error.hpp"

#include <cerrno>

namespace lldp {

std::string Error::message() const
{
    std::string text = doing;
    if (!on.empty())
        text += " " + on;
    return text + ": " + code.message();
}

tl::unexpected<Error> failure(std::error_code code, std::string_view doing, std::string_view on)
{
    return tl::unexpected<Error>{Error{code, std::string{doing}, std::string{on}}};
}

tl::unexpected<Error> system_failure(std::string_view doing, std::string_view on)
{
    return failure(std::error_code{errno, std::generic_category()}, doing, on);
}

} // namespace lldp
