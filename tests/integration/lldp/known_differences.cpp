#include "lldp/known_differences.hpp"

#include "harness/expectation.hpp"
#include "lldp/program.hpp"

#include <catch2/interfaces/catch_interfaces_capture.hpp>
#include <fstream>
#include <iterator>
#include <sstream>

namespace lldptest {

KnownDifferences parse_known_differences(const std::string& text)
{
    KnownDifferences result;
    std::string* reason = nullptr;
    std::istringstream lines{text};
    for (std::string line; std::getline(lines, line);) {
        const auto start = line.find_first_not_of(" \t");
        if (start == std::string::npos || line[start] == '#')
            continue;
        if (start == 0)
            reason = &result[line];
        else if (reason != nullptr)
            *reason += (reason->empty() ? "" : " ") + line.substr(start);
    }
    return result;
}

std::optional<std::string> known_difference(const std::string& name, Where where)
{
    static const auto known = [&] {
        std::ifstream file{std::string{KNOWN_DIFFERENCES} + "/lldpd-" + build_report(where).version};
        return parse_known_differences({std::istreambuf_iterator<char>{file}, {}});
    }();
    const auto found = known.find(name);
    return found == known.end() ? std::nullopt : std::optional{found->second};
}

bool expect_known_difference(Where where)
{
    const auto reason = known_difference(Catch::getResultCapture().getCurrentTestName(), where);
    if (reason)
        harness::expect_failure("lldpd " + build_report(where).version + " is known to differ: " + *reason);
    return reason.has_value();
}

} // namespace lldptest
