#include "harness/recorder.hpp"

#include "harness/capture_file.hpp"
#include "harness/packet_socket.hpp"
#include "harness/wait.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <filesystem>
#include <optional>
#include <poll.h>
#include <set>
#include <vector>

namespace harness::recorder {

namespace {

/// How many of each link's frames the report shows.
constexpr std::size_t shown = 10;
/// How many frames of a link are taken before the test may look again, and when nobody will come to take the rest.
constexpr int most_at_once = 1024;
constexpr int most_at_last = 1 << 20;

struct Recorded
{
    Frame frame;
    bool injected = false;
};

/// What is kept of a link, also when the link is gone.
struct Recording
{
    std::string ns;
    std::string link;
    std::deque<Recorded> frames = {};
    std::size_t bytes = 0;
    std::size_t overwritten = 0;
    std::size_t lost = 0; ///< Came faster than anybody took them.

    [[nodiscard]] std::string name() const { return ns + "/" + link; }
    void add(Recorded recorded)
    {
        bytes += recorded.frame.bytes.size();
        frames.push_back(std::move(recorded));
        for (; frames.size() > most_frames || bytes > most_bytes; ++overwritten) {
            bytes -= frames.front().frame.bytes.size();
            frames.pop_front();
        }
    }
    /// "12 frames, 3 older ones overwritten, 1 lost"
    [[nodiscard]] std::string count() const
    {
        return std::to_string(frames.size()) + " frames" +
               (overwritten > 0 ? ", " + std::to_string(overwritten) + " older ones overwritten" : "") +
               (lost > 0 ? ", " + std::to_string(lost) + " lost" : "");
    }
};

/// A namespace, known as the same wherever its owner was moved to; not to be used otherwise.
using Place = const void*;

Place place_of(const Namespace& ns)
{
    return ns.watch().lock().get();
}

/// A link that is being recorded. The socket keeps the network namespace alive: end() must come before that goes.
struct Tap
{
    Place place;
    int index;
    PacketListener socket;
    Recording* recording;
    Watch watch = {};
};

struct Observer
{
    unsigned long id;
    Place place;
    std::optional<int> index; ///< Nothing: all links there.
    Observation::Tell tell;
    Observation::TellLost tell_lost;

    [[nodiscard]] bool covers(const Tap& tap) const
    {
        return place == tap.place && index.value_or(tap.index) == tap.index;
    }
};

struct Recorder
{
    std::deque<Recording> recordings; ///< Those of the test, in the order in which the links were made.
    std::vector<std::unique_ptr<Tap>> taps;
    std::set<Bytes> injected; ///< Without VLAN tags.
    std::string file;         ///< Where the frames are.
    std::string not_written;  ///< Why they are nowhere.
    std::vector<Observer> observers;
    unsigned long last_observer = 0;
    bool keep = false;
};

/// Never destroyed: what static objects record at exit may be last.
Recorder& the()
{
    static Recorder& the_one = *new Recorder;
    return the_one;
}

/// A device on the way may put a VLAN tag on or take one off.
Bytes without_tags(const Frame& frame)
{
    auto bytes = frame.bytes;
    const auto tags = static_cast<std::ptrdiff_t>(frame.vlan_tags().size() * 4);
    constexpr std::ptrdiff_t addresses = 12;
    if (tags > 0)
        bytes.erase(bytes.begin() + addresses, bytes.begin() + addresses + tags);
    return bytes;
}

void take_in_from(const Tap& tap, int most)
{
    for (int i = 0; i < most; ++i) {
        auto frame = tap.socket.receive();
        if (!frame)
            return;
        const bool injected = !the().injected.empty() && the().injected.count(without_tags(*frame)) != 0;
        for (const auto& observer : the().observers)
            if (observer.covers(tap))
                observer.tell({tap.recording->link, *frame, injected});
        tap.recording->add({*std::move(frame), injected});
    }
}

/// Null: it is not recorded.
const Tap* tap_of(const Link& link)
{
    const Namespace* ns = link.home();
    const auto& taps = the().taps;
    const auto found = std::find_if(taps.begin(), taps.end(), [&](const auto& tap) {
        return ns != nullptr && tap->place == place_of(*ns) && tap->index == link.index();
    });
    return found == taps.end() ? nullptr : found->get();
}

void take_losses(const Tap& tap)
{
    const auto lost = tap.socket.lost();
    tap.recording->lost += lost;
    for (const auto& observer : the().observers)
        if (lost > 0 && observer.tell_lost && observer.covers(tap))
            observer.tell_lost(tap.recording->link, lost);
}

unsigned long add_observer(Place place, std::optional<int> index, Observation::Tell tell,
                           Observation::TellLost tell_lost = {})
{
    take_in(); // What came before is not for this one.
    the().observers.push_back({++the().last_observer, place, index, std::move(tell), std::move(tell_lost)});
    return the().last_observer;
}

template <typename Which>
void end_those(const Which& which) noexcept
try {
    auto& taps = the().taps;
    const auto gone = std::stable_partition(taps.begin(), taps.end(), [&](const auto& tap) { return !which(*tap); });
    for (auto each = gone; each != taps.end(); ++each) {
        take_in_from(**each, most_at_last);
        take_losses(**each);
    }
    taps.erase(gone, taps.end());
} catch (const std::exception& error) {
    mark_failed(std::string{"recording frames: "} + error.what());
}

/// All that is kept, in the order of time.
Expected<> write_file(const std::string& path, const std::string& case_name)
{
    auto file = PcapngFile::create(path, case_name);
    if (!file)
        return tl::unexpected<Error>{file.error()};
    for (const auto& recording : the().recordings)
        if (const auto number = file->add_interface(recording.name(), recording.count()); !number)
            return tl::unexpected<Error>{number.error()};
    for (const auto& each : frames())
        if (auto added =
                file->add(static_cast<unsigned>(each.link), *each.frame, each.injected ? "injected by the test" : "");
            !added)
            return added;
    return file->flush();
}

void write_into(const std::string& directory, const std::string& case_name)
{
    const auto path = directory + "/" + safe_name(case_name) + ".pcapng";
    if (const auto written = write_file(path, case_name); written)
        the().file = path;
    else
        the().not_written = written.error().message();
}

Clock::time_point on_test_clock(std::chrono::system_clock::time_point time)
{
    return Clock::now() - std::chrono::duration_cast<Clock::duration>(std::chrono::system_clock::now() - time);
}

/// Since the test started.
std::string seconds(std::chrono::system_clock::time_point time)
{
    const std::chrono::duration<double> when = on_test_clock(time) - test_start();
    std::array<char, 32> text{};
    static_cast<void>(std::snprintf(text.data(), text.size(), "%8.3f", when.count()));
    return text.data();
}

} // namespace

void start()
{
    the().taps.clear();
    the().recordings.clear();
    the().injected.clear();
    the().file.clear();
    the().not_written.clear();
}

Expected<> record(const Link& link)
{
    if (const Tap* tap = tap_of(link); tap != nullptr && tap->socket.listens())
        return {};
    end(link); // Another link had its number.
    auto socket = PacketListener::open(link);
    if (!socket)
        return tl::unexpected<Error>{socket.error()};
    const Namespace& ns = *link.home();
    auto& recording = the().recordings.emplace_back(Recording{.ns = ns.name(), .link = link.name()});
    auto tap = std::make_unique<Tap>(Tap{place_of(ns), link.index(), *std::move(socket), &recording});
    tap->watch = watch(tap->socket.fd(), POLLIN, [tap = tap.get()](short) { take_in_from(*tap, most_at_once); });
    the().taps.push_back(std::move(tap));
    return {};
}

Expected<> follow(const Link& link, const Namespace& from, int index_there)
{
    const Place before = place_of(from);
    end_those([&](const Tap& tap) { return tap.place == before && tap.index == index_there; });
    for (auto& observer : the().observers)
        if (observer.place == before && observer.index == index_there) {
            observer.place = place_of(*link.home());
            observer.index = link.index();
        }
    return record(link);
}

void end(const Link& link) noexcept
{
    if (const Tap* ended = tap_of(link); ended != nullptr)
        end_those([ended](const Tap& tap) { return &tap == ended; });
}

void end(const Namespace& ns) noexcept
{
    end_those([place = place_of(ns)](const Tap& tap) { return tap.place == place; });
}

void injecting(std::span<const std::uint8_t> frame)
{
    take_in(); // What came before is not this one.
    the().injected.insert(without_tags({.bytes = {frame.begin(), frame.end()}, .time = {}}));
}

void take_in()
{
    for (const auto& tap : the().taps)
        take_in_from(*tap, most_at_last);
}

Observation::Observation(const Namespace& ns, Tell tell, TellLost tell_lost)
    : id_{add_observer(place_of(ns), {}, std::move(tell), std::move(tell_lost))}
{}

Observation::Observation(const Link& link, Tell tell)
    : id_{add_observer(link.home() != nullptr ? place_of(*link.home()) : nullptr, link.index(), std::move(tell))}
{}

Observation::~Observation()
{
    take_in();
    std::erase_if(the().observers, [this](const Observer& each) { return each.id == id_; });
}

void keep()
{
    the().keep = true;
}

void finish(const std::string& case_name, bool failed)
{
    end_those([](const Tap&) { return true; });
    if ((!failed && !the().keep) || the().recordings.empty())
        return;
    const auto found = directory("frames");
    if (!found)
        the().not_written = found.error().message();
    else if (!found->empty())
        write_into(*found, case_name);
}

std::vector<Listed> frames()
{
    std::vector<Listed> all;
    std::size_t link = 0;
    for (const auto& recording : the().recordings) {
        for (const auto& each : recording.frames)
            all.push_back({link, on_test_clock(each.frame.time), &each.frame, each.injected});
        ++link;
    }
    std::stable_sort(all.begin(), all.end(),
                     [](const Listed& a, const Listed& b) { return a.frame->time < b.frame->time; });
    return all;
}

std::vector<ListedLink> links()
{
    std::vector<ListedLink> all;
    for (const auto& recording : the().recordings)
        all.push_back({recording.ns, recording.link, recording.count()});
    return all;
}

const std::string& file()
{
    return the().file;
}

std::string report_directory()
{
    const char* report = std::getenv("LLDPD_TEST_REPORT");
    return report != nullptr ? report : "";
}

Expected<std::string> directory(const std::string& name)
{
    const auto report = report_directory();
    if (report.empty())
        return {};
    const auto path = std::filesystem::path{report} / name;
    std::error_code error;
    std::filesystem::create_directories(path, error);
    if (error)
        return failure(error, "make the directory", path.string());
    return path.string();
}

std::string safe_name(const std::string& name)
{
    constexpr std::size_t longest = 140;
    std::uint32_t hash = 2166136261U; // FNV-1a
    std::string result;
    for (const char each : name) {
        hash = (hash ^ static_cast<unsigned char>(each)) * 16777619U;
        const bool fine =
            (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z') || (each >= '0' && each <= '9') || each == '_';
        if (fine || (!result.empty() && result.back() != '-'))
            result += fine ? each : '-';
    }
    std::array<char, 16> suffix{};
    static_cast<void>(std::snprintf(suffix.data(), suffix.size(), "-%08x", hash));
    return result.substr(0, longest) + suffix.data();
}

std::string text()
{
    if (the().recordings.empty())
        return {};
    std::string result = "frames, the last of each link";
    if (!the().file.empty())
        result += " (all of them: " + the().file + ")";
    else if (!the().not_written.empty())
        result += " (" + the().not_written + ")";
    result += ":\n";
    for (const auto& recording : the().recordings) {
        result += recording.name() + ": " + recording.count() + "\n";
        const auto& frames = recording.frames;
        for (auto i = frames.size() - std::min(frames.size(), shown); i < frames.size(); ++i)
            result += seconds(frames[i].frame.time) + ' ' + frames[i].frame.describe() +
                      (frames[i].injected ? ", injected by the test\n" : "\n");
    }
    return result;
}

} // namespace harness::recorder
