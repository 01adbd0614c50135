#include "merge/records.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <optional>
#include <set>
#include <utility>

namespace report {

namespace {

using harness::failure;

/// What an array holds, in the shape of a record that has one.
json array_of(json element)
{
    return json::array({std::move(element)});
}

/// What a record of a failed case has, and the type of each. That it is missing says something of a failure's "time",
/// of a link's "master" and "peer" alone: their readers ask.
const json& shape()
{
    static const json line = {{"time", 0.0}, {"stream", ""}, {"text", ""}};
    static const json process = {{"argv", array_of("")}, {"ns", ""},     {"started", 0.0},   {"lines", array_of(line)},
                                 {"ended", 0.0},         {"status", ""}, {"success", false}, {"core", ""}};
    static const json link = {
        {"name", ""}, {"index", 0},  {"kind", ""},       {"mac", ""},   {"alias", ""},
        {"mtu", 0},   {"up", false}, {"running", false}, {"state", ""}, {"addresses", array_of("")}};
    static const json frame = {{"number", 0},   {"time", 0.0},       {"link", 0},
                               {"sent", false}, {"injected", false}, {"text", ""}};
    static const json the_one = {
        {"name", ""},
        {"file", ""},
        {"line", 0},
        {"status", "failed"},
        {"started", 0.0},
        {"seconds", 0.0},
        {"deadline", 0.0},
        {"reason", ""},
        {"late", array_of("")},
        {"repeat", ""},
        {"failures", array_of({{"file", ""}, {"line", 0}, {"text", ""}})},
        {"processes", array_of(process)},
        {"events", array_of({{"time", 0.0}, {"ns", ""}, {"text", ""}})},
        {"topology", array_of({{"ns", ""}, {"links", array_of(link)}, {"error", ""}, {"gone", false}})},
        {"frames",
         {{"links", array_of({{"ns", ""}, {"name", ""}, {"count", ""}})}, {"list", array_of(frame)}, {"file", ""}}},
        {"notes", array_of({{"title", ""}, {"text", ""}})}};
    return the_one;
}

bool same_type(const json& left, const json& right)
{
    return left.type() == right.type() || (left.is_number() && right.is_number());
}

/// Times, lines and numbers of anything are far below.
constexpr double most = 1e12;

/// Whole where `wanted` is; `wanted` itself when that is no number that any of them could be.
json completed_number(const json& value, const json& wanted)
{
    const auto number = value.get<double>();
    if (!(std::abs(number) <= most))
        return wanted;
    return value.is_number_float() && wanted.is_number_integer() ? json(static_cast<std::int64_t>(number)) : value;
}

/// `value` in the shape of `wanted`: of its type, or else as empty as that can be; an object with each of its keys, an
/// array of what it holds.
json completed(json value, const json& wanted)
{
    if (!same_type(value, wanted))
        value = wanted.is_array() ? json::array() : wanted.is_object() ? json::object() : wanted;
    if (wanted.is_number())
        return completed_number(value, wanted);
    if (wanted.is_object())
        for (const auto& [key, inner] : wanted.items())
            value[key] = completed(value.contains(key) ? std::move(value[key]) : json{}, inner);
    else if (wanted.is_array())
        for (auto& each : value)
            each = completed(std::move(each), wanted.front());
    return value;
}

/// "exit status 3", "signal 9": as a shell puts both into one number.
std::string words_for(int status)
{
    constexpr int by_signal = 128;
    return status > by_signal ? "signal " + std::to_string(status - by_signal)
                              : "exit status " + std::to_string(status);
}

/// Reads one journal, line by line.
class Reader
{
  public:
    Reader(Records& into, std::string directory) : into_{into}, directory_{std::move(directory)} {}

    void take(json line)
    {
        const auto event = line.is_object() ? line.value("event", json{}) : json{};
        if (event == "run")
            begin(std::move(line));
        else if (!run_)
            return;
        else if (event == "start")
            open_ = std::move(line);
        else if (event == "case" && line.contains("case"))
            add(std::move(line["case"]));
        else if (event == "end") {
            ended_ = true;
            open_.reset();
        } else if (event == "exit")
            end(line.value("status", json{}));
    }

    /// What the journal does not say because the program came to no good end.
    void finish()
    {
        if (!run_)
            return;
        const auto status = about().contains("status") ? std::optional{about()["status"].get<int>()} : std::nullopt;
        const auto how = status ? "the test program ended with " + words_for(*status)
                                : std::string{"the test program ended, and nobody saw how"};
        if (open_ && !ended_)
            add_failure(*open_, how + " within this case: it crashed, or was killed");
        else if (!ended_ || (status && *status != 0 && !failed_))
            add_failure({{"name", "(the test program itself)"}},
                        how + (ended_ ? " after its last case" : " outside of any case"));
    }

  private:
    json& about() { return into_.runs[*run_].about; }

    void begin(json line)
    {
        run_ = into_.runs.size();
        line.erase("event");
        const json wanted = {{"argv", array_of("")}, {"host", ""}, {"started", 0.0}, {"seed", 0}};
        into_.runs.push_back({completed(std::move(line), wanted), directory_});
    }

    /// A shell's exit status, or nobody saw any.
    void end(const json& status)
    {
        constexpr int most_status = 255;
        if (status.is_number_integer() && status >= 0 && status <= most_status)
            about()["status"] = status;
    }

    void add(json record)
    {
        open_.reset();
        record = completed(std::move(record), shape());
        static const std::set<std::string> known{"passed", "failed", "skipped", "xfail", "xpass"};
        if (known.count(record["status"].get<std::string>()) == 0)
            record["status"] = "failed";
        into_.cases.push_back({*run_, std::move(record)});
        failed_ = failed_ || into_.cases.back().is("failed");
    }

    void add_failure(json record, const std::string& text)
    {
        record["status"] = "failed";
        record["failures"] = array_of({{"text", text}});
        if (!record.contains("started"))
            record["started"] = about()["started"];
        add(std::move(record));
    }

    Records& into_;
    std::string directory_;
    std::optional<std::size_t> run_;
    std::optional<json> open_; ///< The case that was begun.
    bool ended_ = false;
    bool failed_ = false;
};

Expected<> read_journal(const std::filesystem::path& path, const std::string& directory, Records& into)
{
    std::ifstream file{path};
    if (!file)
        return failure(std::errc::io_error, "read", path.string());
    Reader reader{into, directory};
    std::size_t number = 0;
    for (std::string line; std::getline(file, line);) {
        ++number;
        auto parsed = json::parse(line, nullptr, false);
        // A program that is killed may leave a part of a line, as its last.
        if (parsed.is_discarded() && file.peek() != std::ifstream::traits_type::eof())
            return failure(std::errc::invalid_argument, "read", path.string() + ":" + std::to_string(number),
                           "this is no line of a journal, which would be one object of JSON");
        if (!parsed.is_discarded())
            reader.take(std::move(parsed));
    }
    reader.finish();
    return {};
}

Expected<std::set<std::filesystem::path>> journals(const std::string& directory)
{
    std::set<std::filesystem::path> found;
    std::error_code error;
    if (!std::filesystem::is_directory(directory, error))
        return failure(error ? error : std::make_error_code(std::errc::not_a_directory), "read the report directory",
                       directory);
    const auto cases = std::filesystem::path{directory} / "cases";
    for (const auto& entry : std::filesystem::directory_iterator{cases, error})
        if (entry.path().extension() == ".jsonl")
            found.insert(entry.path());
    if (error && error != std::errc::no_such_file_or_directory)
        return failure(error, "read the directory", cases.string());
    if (found.empty())
        return failure(std::errc::no_such_file_or_directory, "find the journal of a test program", cases.string());
    return found;
}

} // namespace

std::string Case::subject() const
{
    const std::filesystem::path path{text("file")};
    return (path.parent_path().filename() / path.filename()).string();
}

std::string Case::failures() const
{
    std::string all;
    for (const auto& each : record.at("failures")) {
        const auto file = each.at("file").get<std::string>();
        if (!all.empty())
            all += '\n';
        if (!file.empty())
            all += file + ':' + std::to_string(each.at("line").get<long>()) + ": ";
        all += each.at("text").get<std::string>();
    }
    return all;
}

std::size_t Records::count(const char* status) const
{
    return static_cast<std::size_t>(
        std::count_if(cases.begin(), cases.end(), [&](const Case& each) { return each.is(status); }));
}

Expected<Records> read_records(const std::vector<std::string>& directories)
{
    Records records;
    for (const auto& directory : directories) {
        const auto found = journals(directory);
        if (!found)
            return tl::unexpected<harness::Error>{found.error()};
        for (const auto& path : *found)
            if (const auto read = read_journal(path, directory, records); !read)
                return tl::unexpected<harness::Error>{read.error()};
    }
    std::stable_sort(records.cases.begin(), records.cases.end(),
                     [](const Case& a, const Case& b) { return a.number("started") < b.number("started"); });
    return records;
}

} // namespace report
