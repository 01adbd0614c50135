#include "harness/repeat.hpp"

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <filesystem>
#include <map>
#include <string_view>

namespace harness {

namespace {

/// Longer values belong into no command line: all of them are run then.
constexpr std::size_t longest_values = 4096;

std::map<std::string, std::string>& environment()
{
    static std::map<std::string, std::string> the_one;
    return the_one;
}

/// As Catch2's test specifications take it for a name.
std::string escaped(const std::string& name)
{
    std::string result = name.rfind('-', 0) == 0 ? "\\" : ""; // Else it would be an option.
    for (const char c : name) {
        if (std::string_view{"\\,[]\"~"}.find(c) != std::string_view::npos)
            result += '\\';
        result += c;
    }
    return result;
}

/// As it was when the program started: a test may go to another directory.
const std::string& this_program()
{
    static const std::string the_one = [] {
        const std::string name = program_invocation_name;
        // Not /proc/self/exe: in a chroot that tells the path from outside.
        return name.find('/') == std::string::npos ? name : std::filesystem::absolute(name).lexically_normal().string();
    }();
    return the_one;
}

} // namespace

void repeat_with(const std::string& variable, const std::string& value)
{
    environment()[variable] = value;
}

std::string quoted(const std::string& text)
{
    const auto plain = [](unsigned char c) {
        return std::isalnum(c) != 0 || std::string_view{"_-./:,+@%"}.find(static_cast<char>(c)) != std::string::npos;
    };
    if (!text.empty() && std::all_of(text.begin(), text.end(), plain))
        return text;
    std::string result = "'";
    for (const char c : text)
        result += c == '\'' ? std::string{"'\\''"} : std::string{c};
    return result + "'";
}

std::string repeat_command(const CaseName& name)
{
    std::string command;
    for (const auto& [variable, value] : environment())
        command += variable + '=' + quoted(value) + ' ';
    command += quoted(this_program());
    for (const auto& section : name.sections)
        command += (&section == &name.sections.front() ? " " + quoted(escaped(section)) : " -c " + quoted(section));
    if (const auto values = joined(name.values); !values.empty() && values.size() <= longest_values)
        command += " --values " + quoted(values);
    return command;
}

} // namespace harness
