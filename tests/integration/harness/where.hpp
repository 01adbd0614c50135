// The place in a test that called, so that a failure points at the test and not into the harness.
#pragma once

#include <cstddef>

namespace harness {

struct Where
{
    const char* file;
    std::size_t line;

    /// As a default argument: the caller's place. (std::source_location needs a newer clang than 14.)
    static constexpr Where here(const char* file = __builtin_FILE(), int line = __builtin_LINE())
    {
        return {file, static_cast<std::size_t>(line)};
    }
};

} // namespace harness
