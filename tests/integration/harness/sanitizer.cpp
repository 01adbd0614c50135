#include "harness/sanitizer.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <system_error>

namespace harness {

namespace {

bool is_report(std::string_view line)
{
    // "==7==ERROR: AddressSanitizer: …", "SUMMARY: UndefinedBehaviorSanitizer: …", "==7==LeakSanitizer has …", and the
    // line of UBSAN that names the place: "x.cpp:3:5: runtime error: …".
    static constexpr std::array<std::string_view, 5> marks = {
        "AddressSanitizer", "LeakSanitizer", "UndefinedBehaviorSanitizer", "ThreadSanitizer", ": runtime error: "};
    return std::any_of(marks.begin(), marks.end(),
                       [&](std::string_view mark) { return line.find(mark) != std::string_view::npos; });
}

} // namespace

const std::map<std::string, std::string>& sanitizer_environment()
{
    static const std::map<std::string, std::string> variables = {
        {"ASAN_OPTIONS", "detect_leaks=1:exitcode=" + std::to_string(address_sanitizer_exit) +
                             ":print_stacktrace=1:strict_string_checks=1:detect_stack_use_after_return=1"},
        {"LSAN_OPTIONS", "exitcode=" + std::to_string(leak_sanitizer_exit)},
        {"UBSAN_OPTIONS", "print_stacktrace=1:halt_on_error=1:exitcode=" + std::to_string(undefined_sanitizer_exit)},
    };
    return variables;
}

std::optional<std::string> sanitizer_report(std::string_view text)
{
    while (!text.empty()) {
        const auto line = text.substr(0, text.find('\n'));
        if (is_report(line))
            return std::string{line};
        text.remove_prefix(std::min(text.size(), line.size() + 1));
    }
    return std::nullopt;
}

std::optional<std::string> sanitizer_report(const Output& output)
{
    const auto line = output.find(0, true, [](const Line& each) { return is_report(each.text); });
    return line ? std::optional{line->text} : std::nullopt;
}

bool has_address_sanitizer(const std::string& path)
{
    std::ifstream file{path, std::ios::binary};
    std::error_code error;
    const auto size = std::filesystem::file_size(path, error);
    std::string content(error ? 0 : size, '\0');
    file.read(content.data(), static_cast<std::streamsize>(content.size()));
    return content.find("__asan_init") != std::string::npos;
}

} // namespace harness
