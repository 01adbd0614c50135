// What a test case includes: the harness, the test objects, Catch2, and the names without their namespaces.
#pragma once

#include "harness/capture.hpp"
#include "harness/links.hpp"
#include "harness/namespaces.hpp"
#include "harness/test.hpp"
#include "harness/wait.hpp"
#include "lldp/frame.hpp"
#include "lldp/host.hpp"
#include "lldp/key_value.hpp"
#include "lldp/lldpcli.hpp"
#include "lldp/lldpd.hpp"
#include "lldp/program.hpp"
#include "lldp/wired.hpp"

using namespace harness; // NOLINT(google-build-using-namespace): tests read better without.
using namespace lldptest;
