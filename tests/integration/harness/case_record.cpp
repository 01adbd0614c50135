#include "harness/case_record.hpp"

#include "harness/recorder.hpp"
#include "harness/repeat.hpp"
#include "harness/report.hpp"
#include "harness/wait.hpp"

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

namespace harness {

namespace {

using nlohmann::json;

/// What a page shows of a line, and how many of the last frames.
constexpr std::size_t longest_text = 4096;
constexpr std::size_t most_frames = 1000;

/// Of too long a text the beginning. Broken UTF-8 is seen to where the record is written.
std::string shortened(const std::string& text)
{
    if (text.size() <= longest_text)
        return text;
    return text.substr(0, longest_text) + " [... " + std::to_string(text.size() - longest_text) + " more bytes]";
}

double seconds(Clock::time_point time)
{
    return std::chrono::duration<double>(time - test_start()).count();
}

json record_of(const Failure& failure)
{
    return {{"file", failure.file},
            {"line", failure.line},
            {"time", seconds(failure.time)},
            {"text", shortened(failure.text)}};
}

json record_of(const ProcessRecord& process)
{
    json lines = json::array();
    for (const auto& line : report::shown_lines(process))
        lines.push_back(
            {{"time", seconds(line.time)}, {"stream", name_of(line.stream)}, {"text", shortened(line.text)}});
    json record = {
        {"argv", process.argv}, {"ns", process.ns}, {"started", seconds(process.started)}, {"lines", std::move(lines)}};
    if (process.status) {
        record["ended"] = seconds(process.ended);
        record["status"] = process.status->describe();
        record["success"] = process.status->success();
        record["core"] = process.core;
    }
    return record;
}

json record_of(const report::SeenLink& link)
{
    const auto& state = link.state;
    json record = {{"name", state.name},        {"index", state.index},       {"kind", state.kind},
                   {"mac", state.mac},          {"alias", state.alias},       {"mtu", state.mtu},
                   {"up", state.up()},          {"running", state.running()}, {"state", state.operstate},
                   {"addresses", json::array()}};
    for (const auto& address : state.addresses)
        record["addresses"].push_back(address.describe());
    if (state.master != 0)
        record["master"] = state.master;
    if (state.peer != 0)
        record["peer"] = {{"ns", link.peer_ns}, {"index", state.peer}};
    return record;
}

json topology()
{
    json all = json::array();
    for (const auto& [ns, seen] : report::kept().links) {
        json links = json::array();
        for (const auto& link : seen.links)
            links.push_back(record_of(link));
        all.push_back({{"ns", ns}, {"links", std::move(links)}, {"error", seen.error}, {"gone", seen.gone}});
    }
    return all;
}

json events()
{
    json all = json::array();
    for (const auto& history : report::kept().histories)
        for (const auto& event : history->events())
            all.push_back({{"time", seconds(event.time)}, {"ns", history->ns()}, {"text", shortened(event.text)}});
    return all;
}

json frames()
{
    json links = json::array();
    for (const auto& link : recorder::links())
        links.push_back({{"ns", link.ns}, {"name", link.name}, {"count", link.count}});
    const auto kept = recorder::frames();
    json list = json::array();
    for (auto i = kept.size() - std::min(kept.size(), most_frames); i < kept.size(); ++i)
        list.push_back({{"number", i + 1},
                        {"time", seconds(kept[i].time)},
                        {"link", kept[i].link},
                        {"sent", kept[i].frame->direction == Direction::Sent},
                        {"injected", kept[i].injected},
                        {"text", kept[i].frame->describe()}});
    // The journal lies in a directory beside that of the frames, wherever both are carried.
    const auto file = std::filesystem::path{recorder::file()};
    return {{"links", std::move(links)},
            {"list", std::move(list)},
            {"file", file.empty() ? "" : "frames/" + file.filename().string()}};
}

json notes()
{
    json all = json::array();
    for (const auto& note : report::kept().notes)
        all.push_back({{"title", note.title}, {"text", note.text}});
    return all;
}

const char* word_for(CaseResult::Status status)
{
    switch (status) {
    case CaseResult::Status::Failed:
        return "failed";
    case CaseResult::Status::Skipped:
        return "skipped";
    case CaseResult::Status::FailedAsKnown:
        return "xfail";
    case CaseResult::Status::PassedUnexpectedly:
        return "xpass";
    default:
        return "passed";
    }
}

} // namespace

json case_record(const CaseResult& result)
{
    const std::chrono::duration<double> since_1970 = result.started.time_since_epoch();
    json record = {
        {"name", result.name.text()},          {"file", result.file},           {"line", result.line},
        {"status", word_for(result.status)},   {"started", since_1970.count()}, {"seconds", result.took.count()},
        {"deadline", seconds(test_deadline())}};
    for (const auto& wait : late_waits_of(result.name.text()))
        record["late"].push_back(wait.describe());
    if (!result.reason.empty())
        record["reason"] = result.reason;
    if (!result.failed())
        return record;
    record["failures"] = json::array();
    for (const auto& failure : result.failures)
        record["failures"].push_back(record_of(failure));
    record["repeat"] = repeat_command(result.name);
    record["processes"] = json::array();
    for (const auto& process : report::kept().processes)
        record["processes"].push_back(record_of(*process));
    record["events"] = events();
    record["topology"] = topology();
    record["frames"] = frames();
    record["notes"] = notes();
    return record;
}

} // namespace harness
