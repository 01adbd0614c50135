#include "merge/junit.hpp"

#include <array>
#include <cstdio>
#include <ctime>
#include <map>
#include <sstream>
#include <string_view>
#include <utility>

namespace report {

namespace {

struct Suite
{
    std::vector<const Case*> cases;
    std::size_t failed = 0;
    std::size_t skipped = 0;
    double seconds = 0;
};

std::string attribute(const char* name, const std::string& value)
{
    return std::string{" "} + name + "=\"" + xml_text(value) + '"';
}

std::string time_attribute(double seconds)
{
    std::array<char, 64> text{}; // Of sums of what a record can hold.
    static_cast<void>(std::snprintf(text.data(), text.size(), " time=\"%.3f\"", seconds));
    return text.data();
}

std::string timestamp(double since_1970)
{
    const auto time = static_cast<std::time_t>(since_1970);
    std::tm parts{};
    std::array<char, 32> text{};
    if (::gmtime_r(&time, &parts) == nullptr ||
        std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%S", &parts) == 0)
        return "1970-01-01T00:00:00";
    return text.data();
}

std::string first_line(const std::string& text)
{
    return text.substr(0, text.find('\n'));
}

/// "cases.neighbors"
std::string class_name(std::string subject)
{
    if (const auto dot = subject.rfind('.'); dot != std::string::npos && dot > subject.rfind('/'))
        subject.resize(dot);
    for (auto& each : subject)
        if (each == '/')
            each = '.';
    return subject;
}

void write_case(std::ostringstream& xml, const Case& each)
{
    xml << "    <testcase" << attribute("classname", class_name(each.subject())) << attribute("name", each.text("name"))
        << attribute("file", each.text("file")) << " line=\"" << each.record.at("line").get<long>() << '"'
        << time_attribute(each.number("seconds"));
    if (each.is("failed")) {
        const auto text = each.failures();
        xml << ">\n      <failure" << attribute("message", first_line(text)) << ">" << xml_text(text);
        if (const auto repeat = each.text("repeat"); !repeat.empty())
            xml << xml_text("\n\nto repeat it alone:\n" + repeat);
        xml << "</failure>\n    </testcase>\n";
    } else if (each.is("xfail"))
        xml << ">\n      <skipped type=\"expected failure\""
            << attribute("message", "expected to fail: " + each.text("reason")) << ">" << xml_text(each.failures())
            << "</skipped>\n    </testcase>\n";
    else if (each.is("skipped"))
        xml << ">\n      <skipped" << attribute("message", each.text("reason")) << "/>\n    </testcase>\n";
    else if (each.is("xpass"))
        xml << ">\n      <system-out>" << xml_text("expected to fail, and did not: " + each.text("reason"))
            << "</system-out>\n    </testcase>\n";
    else
        xml << "/>\n";
}

} // namespace

std::string xml_text(const std::string& text)
{
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        const std::string_view rest = std::string_view{text}.substr(i);
        if (byte == '<')
            result += "&lt;";
        else if (byte == '>')
            result += "&gt;";
        else if (byte == '&')
            result += "&amp;";
        else if (byte == '"')
            result += "&quot;";
        else if (byte == '\n' || byte == '\t')
            result += byte == '\n' ? "&#10;" : "&#9;"; // In an attribute they would else become blanks.
        else if (byte < 0x20 || byte == 0x7f) {
            std::array<char, 8> code{};
            static_cast<void>(std::snprintf(code.data(), code.size(), "\\x%02x", byte));
            result += code.data();
        } else if (rest.starts_with("\xef\xbf\xbe") || rest.starts_with("\xef\xbf\xbf")) {
            result += "\xef\xbf\xbd"; // U+FFFE and U+FFFF are no characters.
            i += 2;
        } else
            result += text[i];
    }
    return result;
}

std::string junit(const Records& records)
{
    std::map<std::pair<std::size_t, std::string>, Suite> suites; // By run and file.
    double seconds = 0;
    for (const auto& each : records.cases) {
        auto& suite = suites[{each.run, each.subject()}];
        suite.cases.push_back(&each);
        suite.failed += each.is("failed") ? 1 : 0;
        suite.skipped += each.is("skipped") || each.is("xfail") ? 1 : 0;
        suite.seconds += each.number("seconds");
        seconds += each.number("seconds");
    }
    std::ostringstream xml;
    xml << R"(<?xml version="1.0" encoding="UTF-8"?>)"
        << "\n<testsuites tests=\"" << records.cases.size() << "\" failures=\"" << records.count("failed")
        << "\" skipped=\"" << records.count("skipped") + records.count("xfail") << R"(" errors="0")"
        << time_attribute(seconds) << ">\n";
    for (const auto& [key, suite] : suites) {
        const auto& about = records.runs.at(key.first).about;
        xml << "  <testsuite" << attribute("name", key.second) << " tests=\"" << suite.cases.size() << "\" failures=\""
            << suite.failed << "\" skipped=\"" << suite.skipped << R"(" errors="0")" << time_attribute(suite.seconds)
            << attribute("timestamp", timestamp(suite.cases.front()->number("started")))
            << attribute("hostname", about.at("host").get<std::string>()) << ">\n";
        for (const auto* each : suite.cases)
            write_case(xml, *each);
        xml << "  </testsuite>\n";
    }
    xml << "</testsuites>\n";
    return xml.str();
}

} // namespace report
