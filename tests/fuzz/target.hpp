// What a fuzz target is: a function that any bytes at all may be given to. Each target is a source file of its own,
// which becomes a program either with an engine (libFuzzer) or with replay.cpp.
#pragma once

#include "base/bytes.hpp"

#include <cstdint>
#include <cstdio>
#include <cstdlib>

namespace fuzz {

/// What has to hold for every input: the program ends at once where it does not.
inline void expect(bool holds, const char* what)
{
    if (holds)
        return;
    std::fprintf(stderr, "this does not hold: %s\n", what);
    std::abort();
}

/// Cuts an input into records, each behind its length in two octets; the last one may be cut short.
class Records
{
  public:
    explicit Records(lldp::ByteView input) : input_{input} {}

    [[nodiscard]] bool empty() const { return input_.empty(); }
    lldp::ByteView next()
    {
        if (input_.remaining() < 2)
            return input_.take(input_.remaining());
        const std::size_t size = input_.u16();
        return input_.take(size < input_.remaining() ? size : input_.remaining());
    }

  private:
    lldp::Reader input_;
};

/// The target. Returns when the input has been dealt with, however malformed it is.
void run(lldp::ByteView input);

} // namespace fuzz

/// The name by which engines know it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
