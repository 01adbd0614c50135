// tshark, which not every machine has.
#pragma once

#include "harness/process.hpp"
#include "harness/test.hpp"

/// Skips the test that cannot do without it.
inline void need_tshark()
{
    if (!harness::run({"sh", "-c", "command -v tshark"}).status.success())
        harness::skip("there is no tshark: apt-get install --no-install-recommends tshark");
}
