// The last frames of every link of a test, kept for the report of its failure.
#pragma once

#include "harness/error.hpp"
#include "harness/frame.hpp"
#include "harness/links.hpp"
#include "harness/wait.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace harness::recorder {

/// What is kept of a link, whichever is reached first; of older frames only the number.
inline constexpr std::size_t most_frames = 2000;
inline constexpr std::size_t most_bytes = std::size_t{1} << 20;

/// Forgets the last test. Called when one starts.
void start();

/// Records what a link sends and receives from now on, until it or its namespace goes, or the test is over. Links does
/// so with each that it makes; of one that is recorded already nothing changes.
[[nodiscard]] Expected<> record(const Link& link);
/// The link has come here from that namespace, where it had that number: its recording ends there and begins here, and
/// who observes it goes on doing so.
[[nodiscard]] Expected<> follow(const Link& link, const Namespace& from, int index_there);
/// The link, or a whole namespace, is about to go: takes in what came, and lets go of it. What was recorded stays.
void end(const Link& link) noexcept;
void end(const Namespace& ns) noexcept;

/// The test itself is about to send these bytes. A frame that comes from now on and is the same, VLAN tags aside, is
/// not a program's.
void injecting(std::span<const std::uint8_t> frame);

/// Takes in what has come. The test does so whenever it waits.
void take_in();

struct Seen
{
    const std::string& link; ///< Its name when it was made.
    const Frame& frame;
    bool injected; ///< The test has sent it.
};

/// While it lives, it is told of each frame of one recorded link, or of all those in a namespace: those that pass in
/// its time, no earlier ones.
class Observation
{
  public:
    using Tell = std::function<void(const Seen& seen)>;
    /// So many frames of that link nobody sees: they came faster than anybody took them.
    using TellLost = std::function<void(const std::string& link, std::size_t count)>;

    /// `tell_lost` is called when the recording of a link ends that lost any.
    Observation(const Namespace& ns, Tell tell, TellLost tell_lost = {});
    Observation(const Link& link, Tell tell);
    Observation(Observation&&) = delete;
    Observation& operator=(Observation&&) = delete;
    Observation(const Observation&) = delete;
    Observation& operator=(const Observation&) = delete;
    ~Observation();

  private:
    unsigned long id_;
};

/// From now on the frames of each test are written, not only those of one that fails.
void keep();
/// The test that has this name is over: if it failed (or see `keep`), all that is kept is written into one pcapng file
/// in directory("frames"). The report says where, or why not.
void finish(const std::string& case_name, bool failed);

/// What the environment's LLDPD_TEST_REPORT names. Empty: nothing is to be written.
[[nodiscard]] std::string report_directory();
/// A directory below that one, made if it is missing; empty as well.
[[nodiscard]] Expected<std::string> directory(const std::string& name);
/// A file's name made of a test's: letters, digits, '_' and '-', at most 150 of them, another for another name.
[[nodiscard]] std::string safe_name(const std::string& name);

/// One of the frames that are kept.
struct Listed
{
    std::size_t link = 0; ///< In links().
    Clock::time_point time;
    const Frame* frame = nullptr;
    bool injected = false;
};

struct ListedLink
{
    std::string ns;
    std::string name;  ///< When it was made.
    std::string count; ///< "12 frames, 3 older ones overwritten, 1 lost"
};

/// All frames that are kept, in the order of time, which is theirs in the file too.
[[nodiscard]] std::vector<Listed> frames();
[[nodiscard]] std::vector<ListedLink> links();
/// The file that `finish` wrote; empty when it wrote none.
[[nodiscard]] const std::string& file();

/// For the report: each link with the number of its frames and the last of them, and the file's path.
[[nodiscard]] std::string text();

} // namespace harness::recorder
