#include "merge/page.hpp"

// What the Makefile makes of the page's sources: page_html, page_css, elements_js, …
#include "merge/page_sources.hpp"

#include <filesystem>
#include <string_view>

namespace report {

namespace {

/// `text` with `mark`, which is in it once, replaced.
std::string with(std::string text, std::string_view mark, std::string_view by)
{
    return text.replace(text.find(mark), mark.size(), by);
}

/// The file of frames as a link from the page leads to it; empty when it is not there.
std::string link_to(const std::string& file, const std::string& directory, const std::string& output)
{
    std::error_code error;
    const auto path = std::filesystem::path{directory} / file;
    if (file.empty() || !std::filesystem::exists(path, error))
        return {};
    const auto relative = std::filesystem::relative(path, output, error);
    return error ? std::string{} : relative.string();
}

json case_of(const Case& each, const Records& records, const std::string& output)
{
    auto record = each.record;
    record["run"] = each.run;
    record["subject"] = each.subject();
    if (!each.failed())
        for (const char* key : {"failures", "processes", "events", "topology", "frames", "notes", "repeat"})
            record.erase(key);
    else
        record["frames"]["file"] =
            link_to(record["frames"]["file"].get<std::string>(), records.runs.at(each.run).directory, output);
    return record;
}

} // namespace

std::string embedded(const json& data)
{
    // Pure ASCII, so that no charset can change it.
    const auto text = data.dump(-1, ' ', true, json::error_handler_t::replace);
    std::string result;
    for (const char each : text) {
        // Within JSON these are in strings only. No tag and no comment can begin.
        if (each == '<')
            result += "\\u003c";
        else if (each == '>')
            result += "\\u003e";
        else if (each == '&')
            result += "\\u0026";
        else
            result += each;
    }
    return result;
}

std::string page(const Records& records, const std::string& output)
{
    json data = {{"runs", json::array()}, {"cases", json::array()}};
    for (const auto& run : records.runs)
        data["runs"].push_back(run.about);
    for (const auto& each : records.cases)
        data["cases"].push_back(case_of(each, records, output));
    // The data last: whatever is in it, no mark is looked for there.
    auto text = with(std::string{page_html}, "/* page.css */", page_css);
    text = with(std::move(text), "/* elements.js */", elements_js);
    text = with(std::move(text), "/* topology.js */", topology_js);
    text = with(std::move(text), "/* timeline.js */", timeline_js);
    text = with(std::move(text), "/* page.js */", page_js);
    return with(std::move(text), "@DATA@", embedded(data));
}

} // namespace report
