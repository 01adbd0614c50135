// The schemas of what lldpcli writes as JSON (doc/lldpcli-*.schema.json), and who judges by them.
#pragma once

#include "harness/where.hpp"

#include <string>

namespace lldptest {

using harness::Where;

/// Skips the running test unless there is a validator: jsonschema of Python.
void needs_validator(Where where = Where::here());

/// What is wrong with documents that lldpcli wrote with `-f format`; empty when nothing is.
[[nodiscard]] std::string schema_error(const std::string& format, const std::string& documents,
                                       Where where = Where::here());

} // namespace lldptest
