#include "lldp/sent_frames.hpp"

#include "harness/capture_file.hpp"
#include "harness/case_name.hpp"
#include "harness/error.hpp"
#include "harness/fd.hpp"
#include "harness/recorder.hpp"
#include "lldp/frame.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace lldptest {

namespace {

using harness::Bytes;
using harness::Expected;
using harness::Frame;
using harness::Namespace;
using harness::PcapngFile;
using harness::recorder::Observation;

/// Where the protocols without an EtherType of their own send to: CDP, FDP, EDP, SONMP (segment and flat network).
constexpr std::array destinations = {"01:00:0c:cc:cc:cc", "01:e0:52:cc:cc:cc", "00:e0:2b:00:00:00", "01:00:81:00:01:00",
                                     "01:00:81:00:01:01"};

/// A name that no other test program has: process ids do not tell them apart, since each has a namespace of them.
Expected<std::string> new_path(const std::string& directory)
{
    std::string path = directory + "/XXXXXX.pcapng";
    const harness::Fd file{::mkstemps(path.data(), 7)};
    if (!file)
        return harness::system_failure("make a file", path);
    return path;
}

class SentFrames
{
  public:
    Expected<> add(const std::string& directory, const std::string& interface, const Frame& frame)
    {
        if (!seen_.insert(frame.bytes).second)
            return {};
        return open(directory)
            .and_then([&] { return number_of(interface); })
            .and_then([&](unsigned number) { return file_->add(number, frame, harness::running_case().text()); })
            .and_then([&] { return file_->flush(); }); // The program may crash.
    }

  private:
    Expected<> open(const std::string& directory)
    {
        if (file_)
            return {};
        return new_path(directory)
            .and_then([](const std::string& path) { return PcapngFile::create(path); })
            .map([this](PcapngFile&& file) { file_ = std::move(file); });
    }

    Expected<unsigned> number_of(const std::string& interface)
    {
        if (const auto found = interfaces_.find(interface); found != interfaces_.end())
            return found->second;
        auto number = file_->add_interface(interface);
        if (number)
            interfaces_.emplace(interface, *number);
        return number;
    }

    std::optional<PcapngFile> file_;
    std::map<std::string, unsigned> interfaces_;
    std::set<Bytes> seen_;
};

void put_aside(const std::string& ns, const harness::recorder::Seen& seen)
{
    static SentFrames sent;
    if (seen.frame.direction != harness::Direction::Sent || seen.injected || !is_discovery(seen.frame))
        return;
    const auto directory = harness::recorder::directory("sent");
    if (directory && directory->empty())
        return;
    const auto added =
        directory.and_then([&](const std::string& path) { return sent.add(path, ns + "/" + seen.link, seen.frame); });
    harness::check_quietly(added.has_value(), added ? "" : added.error().message());
}

/// A namespace that a daemon may live in.
struct Judged
{
    std::weak_ptr<const Namespace::State> ns;
    std::unique_ptr<Observation> observation;
};

} // namespace

bool is_discovery(const Frame& frame)
{
    return frame.ethertype() == lldp_ethertype ||
           std::find(destinations.begin(), destinations.end(), frame.destination()) != destinations.end();
}

void put_aside_sent_frames(const Namespace& ns)
{
    static auto& judged = *new std::vector<Judged>; // What ends it at exit may be gone by then.
    std::erase_if(judged, [](const Judged& each) { return each.ns.expired(); });
    const auto look = [name = ns.name()](const harness::recorder::Seen& seen) { put_aside(name, seen); };
    const auto lost = [name = ns.name()](const std::string& link, std::size_t count) {
        harness::mark_failed(std::to_string(count) + " frames on " + name + "/" + link +
                             " came too fast to be recorded: tshark will not see what a daemon sent among them");
    };
    judged.push_back({ns.watch(), std::make_unique<Observation>(ns, look, lost)});
}

} // namespace lldptest
