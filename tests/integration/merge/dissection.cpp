#include "merge/dissection.hpp"

#include "harness/process.hpp"
#include "harness/report.hpp"
#include "harness/tools.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <map>
#include <string_view>
#include <utility>

namespace report {

namespace {

using harness::Clock;

constexpr std::chrono::seconds longest{60};
/// What tshark may write about one file; the rest of the frames stay as the harness describes them.
constexpr std::size_t most_output = std::size_t{4} << 20;
/// What all details may take in a page; beyond, a frame has its line only.
constexpr std::size_t most_details = std::size_t{16} << 20;

/// Between frames; tshark writes no control character of a frame as it is.
constexpr std::string_view separator = "\x1e";

struct Dissected
{
    std::string protocol;
    std::string info;
    std::string details;
};

std::string without_edges(std::string_view text)
{
    const auto first = text.find_first_not_of(" \n");
    return first == std::string_view::npos ? ""
                                           : std::string{text.substr(first, text.find_last_not_of(" \n") - first + 1)};
}

/// From the first header on: what precedes it (that there is a frame, and when) is known.
std::string headers(std::string_view details)
{
    while (details.starts_with(' ') || details.starts_with('\n') || details.starts_with("Frame ") ||
           details.starts_with("Packet comments"))
        details.remove_prefix(std::min(details.find('\n'), details.size() - 1) + 1);
    return without_edges(details);
}

/// A line "LLDP  what it is about", then the details.
Dissected split(const std::string& text)
{
    const auto line_end = std::min(text.find('\n'), text.size());
    const auto line = text.substr(0, line_end);
    const auto blank = std::min(line.find(' '), line.size());
    return {line.substr(0, blank), without_edges(line.substr(blank)), headers(text.substr(line_end))};
}

/// What each frame of the file is, in their order.
Expected<std::vector<Dissected>> run_tshark(const std::string& path, Clock::time_point deadline)
{
    // Nobody's own settings shall count.
    const auto process = harness::Process::spawn(
        {"tshark", "-n", "-r", path, "-P", "-V", "-S", std::string{separator}, "-o",
         R"(gui.column.format:"Protocol","%p","Info","%i")"},
        {.environment = {{"WIRESHARK_CONFIG_DIR", "/nonexistent"}, {"LC_ALL", "C.UTF-8"}}, .keep = most_output});
    if (!process)
        return tl::unexpected<harness::Error>{process.error()};
    const auto ended = process->await_exit(deadline);
    if (!ended)
        return tl::unexpected<harness::Error>{ended.error()};
    if (!ended->success())
        return harness::failure(std::errc::io_error, "read the frames with tshark", path,
                                ended->describe() + ": " + process->output().last_line());
    const auto all = process->out().substr(0, most_output);
    std::vector<Dissected> frames;
    for (std::size_t at = 0, end = 0; (end = all.find(separator, at)) != std::string::npos; at = end + 1)
        frames.push_back(split(without_edges(std::string_view{all}.substr(at, end - at))));
    return frames;
}

/// Nothing: they are dissected.
std::string dissect_case(json& frames, const std::string& path, Clock::time_point deadline, std::size_t& details_left)
{
    const auto dissected = run_tshark(path, deadline);
    if (!dissected)
        return dissected.error().message();
    for (auto& frame : frames.at("list")) {
        const auto& number = frame.at("number");
        if (!number.is_number_unsigned() || number.get<std::size_t>() - 1 >= dissected->size())
            continue;
        const auto& found = (*dissected)[number.get<std::size_t>() - 1];
        frame["protocol"] = found.protocol;
        frame["info"] = found.info;
        if (found.details.size() <= details_left) {
            frame["details"] = found.details;
            details_left -= found.details.size();
        }
    }
    return {};
}

} // namespace

void dissect(Records& records)
{
    const bool have_tshark = harness::is_installed("tshark");
    const auto deadline = Clock::now() + longest;
    std::size_t details_left = most_details;
    for (auto& each : records.cases) {
        auto& frames = each.record["frames"];
        const auto file = frames.at("file").get<std::string>();
        if (file.empty())
            continue;
        const auto path = std::filesystem::path{records.runs.at(each.run).directory} / file;
        const auto why = !have_tshark ? "tshark is missing: apt-get install --no-install-recommends tshark"
                                      : dissect_case(frames, path, deadline, details_left);
        harness::report::start(); // Forgets what tshark wrote.
        if (!why.empty())
            frames["undissected"] = why;
    }
}

} // namespace report
