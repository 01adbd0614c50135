#include "harness/expectation.hpp"

#include "harness/wait.hpp"

#include <utility>

namespace harness {

namespace {

std::optional<std::string>& expectation()
{
    static std::optional<std::string> the_one;
    return the_one;
}

} // namespace

void expect_failure(std::string reason)
{
    if (!expectation())
        allow(time_to_fail);
    expectation() = std::move(reason);
}

const std::optional<std::string>& expected_failure()
{
    return expectation();
}

void forget_expectation()
{
    expectation().reset();
}

} // namespace harness
