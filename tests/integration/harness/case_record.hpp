// A case as the journal holds it.
#pragma once

#include "harness/case_result.hpp"

#include <nlohmann/json_fwd.hpp>

namespace harness {

/// The result; of a case that failed also what the report keeps of it: programs, netlink, links, frames, notes. Times
/// are in seconds since the case started.
[[nodiscard]] nlohmann::json case_record(const CaseResult& result);

} // namespace harness
