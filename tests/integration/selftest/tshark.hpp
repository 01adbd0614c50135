// tshark, which not every machine has.
#pragma once

#include "harness/test.hpp"
#include "harness/tools.hpp"

/// Skips the test that cannot do without it.
inline void need_tshark()
{
    if (!harness::is_installed("tshark"))
        harness::skip("there is no tshark: apt-get install --no-install-recommends tshark");
}
