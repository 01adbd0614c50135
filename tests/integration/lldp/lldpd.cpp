#include "lldp/lldpd.hpp"

#include "harness/repeat.hpp"
#include "harness/sanitizer.hpp"
#include "harness/wait.hpp"
#include "lldp/known_differences.hpp"
#include "lldp/program.hpp"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <optional>
#include <utility>

namespace lldptest {

namespace {

/// The daemon runs this in place of the client, at its start; the last line tells that the start is over.
constexpr const char* boot_client = "/run/boot-lldpcli";
constexpr const char* boot_line = "the daemon's own lldpcli ended with exit status ";

/// What known-differences/ calls the demand that stop() makes of every daemon.
constexpr const char* clean_end = "a daemon that is asked to end exits with status 0";

/// What a daemon may take for its end, leak detection included.
constexpr auto patience = std::chrono::seconds{5};

std::string boot_script()
{
    return "#!/bin/sh\n" + harness::quoted(lldpcli_path()) + " \"$@\"\necho \"" + boot_line + "$?\" >&2\n";
}

/// What an Lldpd is given beside what the test says.
Lldpd::Arguments completed(const Lldpd::Arguments& arguments)
{
    const auto given = [&](const std::string& option) {
        return std::any_of(arguments.begin(), arguments.end(),
                           [&](const std::string& each) { return each.compare(0, 2, option) == 0; });
    };
    Lldpd::Arguments result = {"-dddd"};
    if (!given("-u"))
        result.insert(result.end(), {"-u", control_socket});
    if (!given("-L"))
        result.insert(result.end(), {"-L", boot_client});
    result.insert(result.end(), arguments.begin(), arguments.end());
    return result;
}

harness::Process spawn(const Namespace& ns, const Lldpd::Arguments& arguments, Where where)
{
    prepare(ns, where);
    ns.write_file(boot_client, boot_script(), 0755, where);
    return start_directly(ns, completed(arguments), {}, where);
}

RunResult end_of(const harness::Process& process, Where where)
{
    RunResult result{process.wait(where), process.out(), process.err()};
    check_client(process.describe(), result, where);
    return result;
}

std::vector<KeyValue> neighbors_of(const KeyValue& answer, const std::string& interface)
{
    return answer.below("lldp." + interface).split_at("via");
}

const Lldpcli::Arguments show_neighbors = {"show", "neighbors", "details"};

} // namespace

struct Lldpd::State
{
    State(const Namespace& its_ns, const Arguments& arguments, Where started)
        : ns{&its_ns}, where{started}, process{spawn(its_ns, arguments, started)}, client{its_ns}
    {}

    const Namespace* ns;
    Where where; ///< Where the test started it: what happens at its end is reported there.
    harness::Process process;
    Lldpcli client;
    bool asked_to_end = false;
    bool over = false; ///< Its end was seen and judged.
    harness::Unwinding unwinding = {};
};

Lldpd::Lldpd(std::unique_ptr<State> state) : state_{std::move(state)} {}

Lldpd::Lldpd(const Namespace& ns, const Arguments& arguments, Where where) : Lldpd{start(ns, arguments, where)}
{
    ready(where);
}

Lldpd Lldpd::start(const Namespace& ns, const Arguments& arguments, Where where)
{
    return Lldpd{std::make_unique<State>(ns, arguments, where)};
}

RunResult Lldpd::run(const Namespace& ns, const Arguments& arguments, Where where)
{
    return end_of(spawn(ns, arguments, where), where);
}

Lldpd::Lldpd(Lldpd&& other) noexcept = default;

Lldpd::~Lldpd()
{
    if (state_ && state_->unwinding.is_under_way())
        harness::point_of_failure(); // It may be kept.
    if (state_ && !state_->over && !state_->process.kept())
        stop(state_->where);
}

Lldpd& Lldpd::ready(Where where)
{
    const auto& process = state_->process;
    std::optional<std::string> ended;
    harness::wait_until(
        process.describe() + " to answer",
        [&] {
            const auto line = process.output().find(
                0, false, [](const harness::Line& each) { return each.text.find(boot_line) != std::string::npos; });
            if (line)
                ended = line->text;
            return ended || process.exited();
        },
        [&] { return process.err(); }, where);
    if (ended && ended->substr(ended->find(boot_line)) == std::string{boot_line} + "0")
        return *this;
    // How it ended, if it did, tells more than the client that noticed.
    static_cast<void>(process.await_exit(harness::Clock::now() + harness::scaled(std::chrono::seconds{1})));
    if (process.exited())
        ended = process.status()->describe();
    const auto report = harness::sanitizer_report(process.output());
    harness::fail(process.describe() + " did not start: " + ended.value_or("no answer") +
                      (report ? "; " + *report : "") + "\n" + process.err(),
                  where);
}

const Namespace& Lldpd::ns() const
{
    return *state_->ns;
}

Lldpcli& Lldpd::lldpcli() const
{
    return state_->client;
}

KeyValue Lldpd::neighbor(const std::string& interface, Where where) const
{
    const auto answer = lldpcli().wait(
        "a neighbor on " + interface + " of " + ns().name(), show_neighbors,
        [&](const KeyValue& each) { return !neighbors_of(each, interface).empty(); }, where);
    const auto found = neighbors_of(answer, interface);
    if (found.size() > 1)
        harness::fail(std::to_string(found.size()) + " neighbors on " + interface + ", where one was expected:\n" +
                          Catch::Detail::stringify(answer),
                      where);
    return found.front();
}

std::vector<KeyValue> Lldpd::neighbors(const std::string& interface, Where where) const
{
    return neighbors_of(lldpcli().keyvalue(show_neighbors, where), interface);
}

std::vector<KeyValue> Lldpd::wait_neighbors(const std::string& interface, std::size_t count, Where where) const
{
    const auto answer = lldpcli().wait(
        std::to_string(count) + " neighbors on " + interface + " of " + ns().name(), show_neighbors,
        [&](const KeyValue& each) { return neighbors_of(each, interface).size() == count; }, where);
    return neighbors_of(answer, interface);
}

KeyValue Lldpd::neighbor_with(const std::string& interface, const std::string& key, const std::string& value,
                              Where where) const
{
    std::optional<KeyValue> found;
    lldpcli().wait(
        "a neighbor on " + interface + " of " + ns().name() + " with " + key + "=" + value, show_neighbors,
        [&](const KeyValue& answer) {
            for (const auto& each : neighbors_of(answer, interface))
                if (each.contains(key) && each[key] == value)
                    found = each;
            return found.has_value();
        },
        where);
    return *found;
}

void Lldpd::wait_no_neighbor(const std::string& interface, Where where) const
{
    wait_neighbors(interface, 0, where);
}

Counters Lldpd::counters(const std::string& interface, Where where) const
{
    const auto answer = lldpcli().keyvalue({"show", "statistics"}, where).below("lldp." + interface);
    const auto number = [&](const std::string& name) { return std::stoul(answer[name + "." + name]); };
    return {
        .tx = number("tx"),
        .rx = number("rx"),
        .discarded = number("rx_discarded_cnt"),
        .unrecognized = number("rx_unrecognized_cnt"),
        .aged_out = number("ageout_cnt"),
        .inserted = number("insert_cnt"),
        .deleted = number("delete_cnt"),
    };
}

const harness::Process& Lldpd::process() const
{
    return state_->process;
}

const harness::Output& Lldpd::output() const
{
    return state_->process.output();
}

void Lldpd::signal(int number, Where where) const
{
    harness::require(state_->process.signal(number), where);
}

OtherProcess Lldpd::monitor(Where where) const
{
    return OtherProcess{state_->process.pid(), where};
}

OtherProcess Lldpd::worker(Where where) const
{
    // What else there is below it for a moment, as one that waits for a name server, it was asked for by the worker.
    const auto children = same_program_children(state_->process.pid());
    if (children.empty())
        harness::fail(state_->process.describe() + " has no process below it, where its unprivileged one was expected",
                      where);
    return OtherProcess{*std::min_element(children.begin(), children.end()), where};
}

OtherProcess Lldpd::follower(Where where) const
{
    return has(Feature::PrivilegeSeparation, where) ? worker(where) : monitor(where);
}

/// Once: while a program ends, a second signal may find the default action instead of a handler.
void Lldpd::ask_to_end() const noexcept
{
    if (!state_ || state_->over || state_->process.kept() || std::exchange(state_->asked_to_end, true))
        return;
    state_->client.stop_watching();
    static_cast<void>(state_->process.signal(SIGTERM)); // When it has ended before, that is seen below.
}

void Lldpd::stop(Where where)
{
    ask_to_end();
    state_->over = true;
    const auto& process = state_->process;
    const auto ended = process.await_exit(harness::Clock::now() + harness::scaled(patience));
    const auto report = harness::sanitizer_report(process.output());
    if (report)
        harness::mark_failed(process.describe() + ": " + *report, where);
    if (!ended)
        harness::mark_failed(process.describe() + " was asked to end and did not: " + ended.error().message(), where);
    else if (!ended->success() && !(ended->code == 1 && known_difference(clean_end)))
        harness::mark_failed(process.describe() + " ended with " + ended->describe(), where);
}

ExitStatus Lldpd::wait(Where where)
{
    state_->client.stop_watching();
    const auto status = state_->process.wait(where);
    state_->over = true;
    if (const auto report = harness::sanitizer_report(state_->process.output()))
        harness::mark_failed(state_->process.describe() + ": " + *report, where);
    return status;
}

harness::Process start_directly(const Namespace& ns, const Lldpd::Arguments& arguments, const Directly& how,
                                Where where)
{
    prepare(ns, where);
    auto argv = how.through;
    argv.push_back(lldpd_path());
    argv.insert(argv.end(), arguments.begin(), arguments.end());
    auto environment = how.environment;
    environment.insert(harness::sanitizer_environment().begin(), harness::sanitizer_environment().end());
    return harness::Process{ns,
                            std::move(argv),
                            {.environment = std::move(environment),
                             .directory = how.directory,
                             .subject = true,
                             .through = how.through.size()},
                            where};
}

RunResult run_directly(const Namespace& ns, const Lldpd::Arguments& arguments, const Directly& how, Where where)
{
    return end_of(start_directly(ns, arguments, how, where), where);
}

void behind_the_back_of(const Lldpd& lldpd, const std::function<void()>& action)
{
    const auto follower = lldpd.follower();
    follower.signal(SIGSTOP);
    try {
        action();
    } catch (...) { // whatever ended the test, the daemon is to end as well
        follower.signal(SIGCONT);
        throw;
    }
    follower.signal(SIGCONT);
}

Lldpds::~Lldpds()
{
    if (unwinding_.is_under_way())
        harness::point_of_failure();
    for (const auto& each : daemons_)
        each.ask_to_end();
}

Lldpd& Lldpds::start(const Namespace& ns, const Lldpd::Arguments& arguments, Where where)
{
    daemons_.push_back(Lldpd::start(ns, arguments, where));
    return daemons_.back();
}

void Lldpds::ready(Where where)
{
    for (auto& each : daemons_)
        each.ready(where);
}

} // namespace lldptest

std::string Catch::StringMaker<lldptest::Counters>::convert(const lldptest::Counters& counters)
{
    const auto entry = [](const char* name, unsigned long value) {
        return " " + std::string{name} + "=" + std::to_string(value);
    };
    return "{" + entry("tx", counters.tx) + entry("rx", counters.rx) + entry("discarded", counters.discarded) +
           entry("unrecognized", counters.unrecognized) + entry("aged_out", counters.aged_out) +
           entry("inserted", counters.inserted) + entry("deleted", counters.deleted) + " }";
}
