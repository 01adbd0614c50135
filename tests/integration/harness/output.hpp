// What a program wrote: lines with time and stream, the first and the last of them if it wrote too much.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

namespace harness {

enum class Stream {
    Out,
    Err,
};

struct Line
{
    Stream stream = Stream::Out;
    std::chrono::steady_clock::time_point time;
    std::string text;         ///< Without the newline.
    bool complete = true;     ///< False: no newline came (yet), or the line was too long and goes on in the next one.
    std::uint64_t number = 0; ///< Counts all lines from 0, those left out too.
};

class Output
{
  public:
    explicit Output(std::size_t keep = std::size_t{4} << 20) : keep_{keep} {}

    void add(Stream stream, std::string_view bytes);

    /// In the order in which they came. What was left out came between the two.
    [[nodiscard]] const std::deque<Line>& head() const { return head_; }
    [[nodiscard]] const std::deque<Line>& tail() const { return tail_; }
    /// One stream's text as it was written; a gap is marked by a line of its own.
    [[nodiscard]] std::string text(Stream stream) const;
    /// The first line kept with a number of at least `from` for which `wanted` holds; lines without their newline do
    /// not count unless `ended`.
    template <typename Wanted>
    [[nodiscard]] const Line* find(std::uint64_t from, bool ended, const Wanted& wanted) const
    {
        for (const auto* part : {&head_, &tail_})
            for (const auto& line : *part)
                if (line.number >= from && (line.complete || ended) && wanted(line))
                    return &line;
        return nullptr;
    }
    /// For failures; "(none)" when nothing was written.
    [[nodiscard]] std::string last_line() const;
    /// "[... 3 lines, 120 bytes left out here ...]"
    [[nodiscard]] std::string left_out_mark() const;
    [[nodiscard]] std::uint64_t bytes() const { return bytes_; }
    [[nodiscard]] std::uint64_t lines_left_out() const { return lines_left_out_; }
    [[nodiscard]] std::uint64_t bytes_left_out() const { return bytes_left_out_; }

  private:
    void append(Stream stream, std::string_view text, bool complete);
    Line* open_line(Stream stream);

    std::size_t keep_;
    std::deque<Line> head_;
    std::deque<Line> tail_;
    std::size_t head_bytes_ = 0;
    std::size_t tail_bytes_ = 0;
    std::uint64_t next_number_ = 0;
    std::uint64_t bytes_ = 0;
    std::uint64_t lines_left_out_ = 0;
    std::uint64_t bytes_left_out_ = 0;
};

} // namespace harness
