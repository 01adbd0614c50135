// report-merge, which stands beside this program.
#pragma once

#include "selftest/child.hpp"
#include "selftest/report_directory.hpp"

#include "harness/process.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

/// Runs it with these arguments, to its end.
inline harness::RunResult merge(std::vector<std::string> arguments)
{
    arguments.insert(arguments.begin(), std::filesystem::path{this_program()}.parent_path() / "report-merge");
    return harness::run(std::move(arguments));
}

/// Runs hidden test cases, with their report in a directory of ReportDirectory.
inline harness::RunResult run_reported(const std::string& tests, const std::vector<std::string>& more = {},
                                       const std::string& directory = ReportDirectory::path)
{
    return run_child(tests, more, {{"LLDPD_TEST_REPORT", directory}});
}

inline std::string content(const std::string& file)
{
    std::ostringstream text;
    text << std::ifstream{std::string{ReportDirectory::path} + '/' + file}.rdbuf();
    return text.str();
}

inline void write_file(const std::string& path, const std::string& text)
{
    std::filesystem::create_directories(std::filesystem::path{path}.parent_path());
    std::ofstream{path} << text;
}

inline std::size_t count(const std::string& text, const std::string& part)
{
    std::size_t number = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size()))
        ++number;
    return number;
}
