#include "merge/records.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>
#include <set>
#include <utility>

namespace report {

namespace {

using harness::failure;

/// What a record of a failed case has beside, and the type of each.
const json& shape()
{
    static const json the_one = {{"name", ""},
                                 {"file", ""},
                                 {"line", 0},
                                 {"status", "failed"},
                                 {"started", 0.0},
                                 {"seconds", 0.0},
                                 {"deadline", 0.0},
                                 {"reason", ""},
                                 {"late", json::array()},
                                 {"repeat", ""},
                                 {"failures", json::array()},
                                 {"processes", json::array()},
                                 {"events", json::array()},
                                 {"topology", json::array()},
                                 {"frames", {{"links", json::array()}, {"list", json::array()}, {"file", ""}}},
                                 {"notes", json::array()}};
    return the_one;
}

bool same_type(const json& left, const json& right)
{
    return left.type() == right.type() || (left.is_number() && right.is_number());
}

/// `record` with each key of `wanted`, in its type.
json completed(json record, const json& wanted)
{
    if (!record.is_object())
        record = json::object();
    for (const auto& [key, value] : wanted.items()) {
        if (!record.contains(key) || !same_type(record[key], value))
            record[key] = value;
        else if (value.is_object())
            record[key] = completed(record[key], value);
    }
    return record;
}

json failure_record(const std::string& text)
{
    return {{"file", ""}, {"line", 0}, {"text", text}};
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
        } else if (event == "exit" && line.contains("status") && line["status"].is_number_integer())
            about()["status"] = line["status"];
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
        const json wanted = {{"argv", json::array()}, {"host", ""}, {"started", 0.0}, {"seed", 0}};
        into_.runs.push_back({completed(std::move(line), wanted), directory_});
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
        record["failures"] = json::array({failure_record(text)});
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
    if (!std::filesystem::exists(cases, error))
        return found; // No program ran.
    for (const auto& entry : std::filesystem::directory_iterator{cases, error})
        if (entry.path().extension() == ".jsonl")
            found.insert(entry.path());
    if (error)
        return failure(error, "read the directory", cases.string());
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
        const auto complete = completed(each, failure_record(""));
        const auto file = complete["file"].get<std::string>();
        if (!all.empty())
            all += '\n';
        if (!file.empty())
            all += file + ':' + std::to_string(complete["line"].get<long>()) + ": ";
        all += complete["text"].get<std::string>();
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
