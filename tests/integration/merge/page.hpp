// The report page: one HTML file that holds all it needs.
#pragma once

#include "merge/records.hpp"

#include <string>

namespace report {

/// JSON that stays what it is within an HTML script element, whatever is in it.
[[nodiscard]] std::string embedded(const json& data);
/// `output`: the directory that the page goes to, from where its links lead to the frames.
[[nodiscard]] std::string page(const Records& records, const std::string& output);

} // namespace report
