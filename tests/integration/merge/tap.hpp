// The Test Anything Protocol of a whole report. "# TODO" is what it has for failures that were expected, whether they
// came
// ("not ok") or did not ("ok").
#pragma once

#include "merge/records.hpp"

#include <string>

namespace report {

[[nodiscard]] std::string tap(const Records& records);

} // namespace report
