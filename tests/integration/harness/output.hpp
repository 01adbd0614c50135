// What went through a program's standard streams: lines with time and stream, the first and the last of them if that
// was too much.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace harness {

enum class Stream {
    In, ///< What the program was given.
    Out,
    Err,
};

/// What was written and is not kept.
struct LeftOut
{
    std::uint64_t lines = 0;
    std::uint64_t bytes = 0;

    /// "[... 3 lines, 120 bytes left out here ...]"
    [[nodiscard]] std::string mark() const;
};

/// "in", "out", "err"
[[nodiscard]] const char* name_of(Stream stream);

struct Line
{
    Stream stream = Stream::Out;
    std::chrono::steady_clock::time_point time; ///< When its end came.
    std::string text;                           ///< Without the newline.
    bool complete = true;     ///< False: no newline came (yet), or the line was too long and goes on in the next one.
    std::uint64_t number = 0; ///< Counts all lines from 0 in the order in which their ends came, those left out too.
};

/// Keeps what comes in as it comes in, and cuts it into lines only when somebody looks: a program that writes a hundred
/// megabytes must not cost more than reading them does.
class Output
{
  public:
    explicit Output(std::size_t keep = std::size_t{4} << 20) : keep_{keep} {}

    void add(Stream stream, std::string_view bytes);

    /// The lines kept, its input too, in the order in which they came; the ones that have no newline yet are last.
    [[nodiscard]] std::vector<Line> lines() const;
    /// One stream's text as it was written; what was left out is marked by a line of its own.
    [[nodiscard]] std::string text(Stream stream) const;
    /// Of what the program wrote, for failures; "(none)" when it wrote nothing.
    [[nodiscard]] std::string last_line() const;

    /// The first line kept that the program wrote, from number `from` on, for which `wanted` holds; lines without their
    /// newline count only when the program has `ended`.
    template <typename Wanted>
    [[nodiscard]] std::optional<Line> find(std::uint64_t from, bool ended, const Wanted& wanted) const
    {
        std::optional<Line> found;
        visit(from, ended, [&](const Line& line) {
            if (line.stream == Stream::In || !wanted(line))
                return true;
            found = line;
            return false;
        });
        return found;
    }

    /// The number that the next line will have.
    [[nodiscard]] std::uint64_t next_number() const { return next_number_; }
    /// How much the program wrote.
    [[nodiscard]] std::uint64_t bytes() const { return bytes_; }
    /// Of all streams.
    [[nodiscard]] LeftOut left_out() const;

  private:
    /// Whole lines of one stream that came together; or one line that is too long and goes on.
    struct Segment
    {
        Stream stream;
        std::chrono::steady_clock::time_point time;
        std::string text; ///< Newlines included.
        std::uint64_t first_number;
        std::uint64_t count;
    };

    void keep(Stream stream, std::string text, std::uint64_t lines);
    /// Calls `visitor` with each line until it returns false. Returns false then.
    template <typename Visitor>
    bool visit(std::uint64_t from, bool unfinished, const Visitor& visitor) const;
    template <typename Visitor>
    static bool visit_segment(const Segment& segment, std::uint64_t from, const Visitor& visitor);

    std::size_t keep_;
    std::deque<Segment> head_;
    std::deque<Segment> tail_;
    std::array<std::string, 3> unfinished_; ///< By stream: what came behind the last newline.
    std::size_t head_bytes_ = 0;
    std::size_t tail_bytes_ = 0;
    std::uint64_t next_number_ = 0;
    std::uint64_t bytes_ = 0;
    std::array<LeftOut, 3> left_out_; ///< By stream.
};

template <typename Visitor>
bool Output::visit_segment(const Segment& segment, std::uint64_t from, const Visitor& visitor)
{
    Line line{segment.stream, segment.time, {}, true, segment.first_number};
    std::string_view rest = segment.text;
    for (; !rest.empty(); ++line.number) {
        const auto newline = rest.find('\n');
        line.complete = newline != std::string_view::npos;
        line.text.assign(rest.substr(0, newline));
        rest.remove_prefix(line.complete ? newline + 1 : rest.size());
        if (line.number >= from && !visitor(line))
            return false;
    }
    return true;
}

template <typename Visitor>
bool Output::visit(std::uint64_t from, bool unfinished, const Visitor& visitor) const
{
    for (const auto* part : {&head_, &tail_})
        for (const auto& segment : *part)
            if (segment.first_number + segment.count > from && !visit_segment(segment, from, visitor))
                return false;
    for (const auto stream : {Stream::In, Stream::Out, Stream::Err}) {
        const auto& text = unfinished_.at(static_cast<std::size_t>(stream));
        if (unfinished && !text.empty() &&
            !visitor(Line{stream, std::chrono::steady_clock::now(), text, false, next_number_}))
            return false;
    }
    return true;
}

} // namespace harness
