// What every test file includes instead of Catch2's headers: the same, and the values that GENERATE gives become part
// of the case's name.
#pragma once

#include "harness/case_name.hpp"
#include "harness/error.hpp"
#include "harness/report.hpp"

// Values of these types shall show in names and failures.
#define CATCH_CONFIG_ENABLE_ALL_STRINGMAKERS

#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/catch_tostring.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_adapters.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <catch2/matchers/catch_matchers.hpp>
#include <catch2/matchers/catch_matchers_predicate.hpp>
#include <catch2/matchers/catch_matchers_quantifiers.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <catch2/matchers/catch_matchers_vector.hpp>
#include <utility>

namespace harness {

/// Notes the value and gives it back.
template <typename T>
T noted(T value)
{
    note_value(Catch::Detail::stringify(value));
    return value;
}

} // namespace harness

#undef GENERATE
#undef GENERATE_COPY
#undef GENERATE_REF
#define HARNESS_GENERATE(capture, ...)                                                                                 \
    ::harness::noted(                                                                                                  \
        ::Catch::Generators::generate(CATCH_INTERNAL_GENERATOR_STRINGIZE(INTERNAL_CATCH_UNIQUE_NAME(generator)),       \
                                      CATCH_INTERNAL_LINEINFO, [capture] {                                             \
                                          using namespace Catch::Generators;                                           \
                                          return makeGenerators(__VA_ARGS__);                                          \
                                      }))
#define GENERATE(...) HARNESS_GENERATE(, __VA_ARGS__)
#define GENERATE_COPY(...) HARNESS_GENERATE(=, __VA_ARGS__)
#define GENERATE_REF(...) HARNESS_GENERATE(&, __VA_ARGS__)
