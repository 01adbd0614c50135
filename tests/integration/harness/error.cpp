#include "harness/error.hpp"

#include "harness/test_clock.hpp"

#include <algorithm>
#include <array>
#include <catch2/internal/catch_assertion_handler.hpp>
#include <catch2/internal/catch_result_type.hpp>
#include <cerrno>

namespace harness {

namespace {

/// What Catch2's FAIL, FAIL_CHECK and SKIP do, with the caller's place instead of this one.
void tell_catch2(Catch::StringRef macro, Catch::ResultWas::OfType kind, Catch::ResultDisposition::Flags disposition,
                 std::string_view message, Where where)
{
    Catch::AssertionHandler handler{macro, Catch::SourceLineInfo{where.file, where.line}, Catch::StringRef{},
                                    disposition};
    handler.handleMessage(kind, std::string{message});
    handler.complete();
}

} // namespace

std::string Error::message() const
{
    std::string result = doing;
    if (!on.empty())
        result += (result.empty() ? "" : " on ") + on;
    if (code)
        result += ": " + code.message();
    if (!text.empty())
        result += code ? " (" + text + ")" : ": " + text;
    return result;
}

bool Error::kernel_lacks_it() const
{
    static constexpr std::array lacking = {EOPNOTSUPP, EPROTONOSUPPORT, EAFNOSUPPORT, ENOSYS};
    return code.category() == std::system_category() &&
           std::find(lacking.begin(), lacking.end(), code.value()) != lacking.end();
}

tl::unexpected<Error> failure(std::error_code code, std::string_view doing, std::string_view on, std::string_view text)
{
    return tl::unexpected<Error>{Error{code, std::string{doing}, std::string{on}, std::string{text}}};
}

tl::unexpected<Error> failure(std::errc code, std::string_view doing, std::string_view on, std::string_view text)
{
    return failure(std::make_error_code(code), doing, on, text);
}

tl::unexpected<Error> system_failure(std::string_view doing, std::string_view on)
{
    return failure(std::error_code{errno, std::system_category()}, doing, on);
}

void give_up(const Error& error, Where where)
{
    leave_to_outer_wait(error);
    fail(error.message(), where);
}

void give_up_or_skip(const Error& error, Where where)
{
    if (error.kernel_lacks_it())
        skip("the kernel lacks it: " + error.message(), where);
    give_up(error, where);
}

void fail(std::string_view message, Where where)
{
    tell_catch2("FAIL", Catch::ResultWas::ExplicitFailure, Catch::ResultDisposition::Normal, message, where);
    __builtin_unreachable();
}

void skip(std::string_view reason, Where where)
{
    tell_catch2("SKIP", Catch::ResultWas::ExplicitSkip, Catch::ResultDisposition::Normal, reason, where);
    __builtin_unreachable();
}

void mark_failed(std::string_view message, Where where) noexcept
{
    try {
        tell_catch2("CHECK", Catch::ResultWas::ExplicitFailure, Catch::ResultDisposition::ContinueOnFailure, message,
                    where);
    } catch (...) {
        // Catch2 throws here when it was told to stop at a failure; the failure itself has been counted.
    }
}

bool check_quietly(bool holds, std::string_view message, Where where) noexcept
{
    if (!holds)
        mark_failed(message, where);
    return holds;
}

} // namespace harness
