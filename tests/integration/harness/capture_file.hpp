// Files of frames, as Wireshark and its kin read and write them: pcap and pcapng.
#pragma once

#include "harness/error.hpp"
#include "harness/frame.hpp"

#include <fstream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace harness {

/// All frames of a pcap or pcapng file of Ethernet frames. What neither format's common reader (libpcap) tells is not
/// in them: each is a received one. An error names the file, the frame, and what should have been there.
[[nodiscard]] Expected<std::vector<Frame>> read_frames(const std::string& path);

/// A pcap file of these frames, time stamps in nanoseconds.
[[nodiscard]] Expected<> write_pcap(const std::string& path, std::span<const Frame> frames);

/// A pcapng file, written frame by frame: several interfaces, directions, comments, time stamps in nanoseconds.
class PcapngFile
{
  public:
    /// Makes the file, or empties it. An empty `comment` is none, here and below.
    [[nodiscard]] static Expected<PcapngFile> create(const std::string& path, std::string_view comment = {});

    /// The number that frames of this interface are added with, counted from 0.
    [[nodiscard]] Expected<unsigned> add_interface(std::string_view name, std::string_view comment = {});
    [[nodiscard]] Expected<> add(unsigned interface, const Frame& frame, std::string_view comment = {});
    /// Until then what was added may not be in the file.
    [[nodiscard]] Expected<> flush();

    [[nodiscard]] const std::string& path() const { return path_; }

  private:
    PcapngFile(std::string path, std::ofstream file) : path_{std::move(path)}, file_{std::move(file)} {}
    [[nodiscard]] Expected<> write(const std::string& block);

    std::string path_;
    std::ofstream file_;
    unsigned interfaces_ = 0;
};

} // namespace harness
