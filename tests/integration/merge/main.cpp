// report-merge (installed: nsharness-report) OUTPUT REPORT...: makes OUTPUT/index.html, junit.xml and results.tap of
// the journals that test programs left in these report directories: of one run, or of the shards of one that many
// machines shared.
#include "merge/dissection.hpp"
#include "merge/junit.hpp"
#include "merge/page.hpp"
#include "merge/records.hpp"
#include "merge/tap.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <tuple>
#include <vector>

namespace {

using harness::Expected;

/// As a whole or not at all: who looks at the page meanwhile sees the old one.
Expected<> write(const std::filesystem::path& path, const std::string& text)
{
    const auto part = path.string() + ".part";
    std::ofstream file{part, std::ios::binary};
    file << text;
    file.close();
    std::error_code error;
    if (!file)
        return harness::failure(std::errc::io_error, "write", part);
    std::filesystem::rename(part, path, error);
    return error ? Expected<>{harness::failure(error, "rename", part)} : Expected<>{};
}

Expected<report::Records> merge(const std::string& output, const std::vector<std::string>& directories)
{
    auto records = report::read_records(directories);
    if (!records)
        return records;
    report::dissect(*records);
    std::error_code error;
    std::filesystem::create_directories(output, error);
    if (error)
        return harness::failure(error, "make the directory", output);
    const std::filesystem::path place{output};
    for (const auto& [name, text] :
         {std::pair{"junit.xml", report::junit(*records)}, std::pair{"results.tap", report::tap(*records)},
          std::pair{"index.html", report::page(*records, output)}})
        if (const auto written = write(place / name, text); !written)
            return tl::unexpected<harness::Error>{written.error()};
    return records;
}

/// "3 passed, 1 failed, 0 skipped", and what else there is.
std::string summary(const report::Records& records)
{
    std::string text;
    for (const auto& [status, words, always] :
         {std::tuple{"passed", " passed", true}, std::tuple{"failed", " failed", true},
          std::tuple{"skipped", " skipped", true}, std::tuple{"xfail", " failed as expected", false},
          std::tuple{"xpass", " passed unexpectedly", false}})
        if (const auto number = records.count(status); always || number > 0)
            text += (text.empty() ? "" : ", ") + std::to_string(number) + words;
    return text;
}

} // namespace

int main(int argc, char** argv)
{
    const auto name = std::filesystem::path{argv[0]}.filename().string(); // which differs where it is installed
    const std::vector<std::string> arguments{argv + 1, argv + argc};
    if (arguments.size() < 2 || arguments.front().rfind('-', 0) == 0) {
        std::cerr << "usage: " << name
                  << " OUTPUT REPORT...\n"
                     "Makes OUTPUT/index.html, junit.xml and results.tap of the report directories of test programs.\n";
        return EXIT_FAILURE;
    }
    const auto records = merge(arguments.front(), {arguments.begin() + 1, arguments.end()});
    if (!records) {
        std::cerr << name << ": " << records.error().message() << '\n';
        return EXIT_FAILURE;
    }
    std::cout << name << ": " << summary(*records) << ": "
              << (std::filesystem::path{arguments.front()} / "index.html").string() << '\n';
    return EXIT_SUCCESS;
}
