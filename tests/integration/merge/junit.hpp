// JUnit's XML, as CI engines read it: a suite a test file, a test case a case. It knows no failure that was expected:
// that is a skipped case of the type "expected failure"; and one that did not come is a passed case that says so as its
// output.
#pragma once

#include "merge/records.hpp"

#include <string>

namespace report {

/// Any UTF-8 text as XML 1.0 takes it, in an element or an attribute: characters that it has no way to write become
/// "\x1b".
[[nodiscard]] std::string xml_text(const std::string& text);
[[nodiscard]] std::string junit(const Records& records);

} // namespace report
