// What most tests of one daemon begin with: a link out of ns(1), and a capture at its other end.
#pragma once

#include "harness/capture.hpp"
#include "harness/links.hpp"
#include "harness/namespaces.hpp"

#include <utility>

namespace lldptest {

/// A test's own object of this kind has its daemon behind it, so that the capture sees all that it says.
struct Wired
{
    harness::Namespaces ns;
    harness::Links links;
    std::pair<harness::Link&, harness::Link&> link = links.veth(ns(1), ns(2));
    harness::Link& port = link.first;
    harness::Capture wire{link.second};
};

} // namespace lldptest
