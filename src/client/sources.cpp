#include "client/sources.hpp"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>

namespace lldp::client {

namespace fs = std::filesystem;

namespace {

Outcome run_file(Session& session, const std::string& path)
{
    std::ifstream file{path};
    if (!file) {
        session.complain("cannot read configuration file " + path + ": " + std::generic_category().message(errno));
        return Outcome::Done;
    }
    session.log().write(Severity::Info, "reading configuration file " + path);
    auto outcome = Outcome::Done;
    std::size_t number = 0;
    for (std::string line; std::getline(file, line) && outcome != Outcome::Exit && outcome != Outcome::Broken;) {
        session.set_place(path + ":" + std::to_string(++number) + ": ");
        outcome = session.run_line(line);
    }
    session.set_place("");
    if (file.bad())
        session.complain("cannot read configuration file " + path + " to its end");
    return outcome == Outcome::Broken ? outcome : Outcome::Done;
}

Outcome run_directory(Session& session, const std::string& path)
{
    std::vector<std::string> files;
    std::error_code error;
    for (fs::directory_iterator entry{path, error}, end; !error && entry != end; entry.increment(error))
        if (entry->path().extension() == ".conf")
            files.push_back(entry->path().string());
    if (error)
        session.complain("cannot read configuration directory " + path + ": " + error.message());
    std::sort(files.begin(), files.end());
    auto outcome = Outcome::Done;
    for (auto file = files.begin(); file != files.end() && outcome == Outcome::Done; ++file)
        outcome = run_file(session, *file);
    return outcome;
}

} // namespace

Outcome run_source(Session& session, const Source& source)
{
    std::error_code error;
    const auto status = fs::status(source.path, error);
    if (status.type() == fs::file_type::not_found && source.missing == Missing::Quiet)
        return Outcome::Done;
    if (!fs::exists(status)) {
        if (!error)
            error = std::make_error_code(std::errc::no_such_file_or_directory);
        session.complain("cannot find configuration file/directory " + source.path + ": " + error.message());
        return Outcome::Done;
    }
    return fs::is_directory(status) ? run_directory(session, source.path) : run_file(session, source.path);
}

Outcome run_stream(Session& session, std::istream& in)
{
    auto worst = Outcome::Done;
    for (std::string line; std::getline(in, line);) {
        const auto outcome = session.run_line(line);
        if (outcome == Outcome::Broken)
            return outcome;
        if (outcome == Outcome::Exit)
            return worst;
        if (outcome == Outcome::Failed)
            worst = Outcome::Failed;
    }
    return worst;
}

} // namespace lldp::client
