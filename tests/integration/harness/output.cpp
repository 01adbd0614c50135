#include "harness/output.hpp"

#include <algorithm>
#include <utility>

namespace harness {

namespace {

/// A line longer than that goes on in the next one, so that endless output without newlines stays bounded too.
constexpr std::size_t longest_line = std::size_t{64} << 10;

} // namespace

const char* name_of(Stream stream)
{
    return stream == Stream::In ? "in" : stream == Stream::Out ? "out" : "err";
}

void Output::add(Stream stream, std::string_view bytes)
{
    bytes_ += stream == Stream::In ? 0 : bytes.size();
    auto& unfinished = unfinished_.at(static_cast<std::size_t>(stream));
    const auto last_newline = bytes.rfind('\n');
    if (last_newline != std::string_view::npos) {
        std::string whole = std::exchange(unfinished, {});
        whole += bytes.substr(0, last_newline + 1);
        bytes.remove_prefix(last_newline + 1);
        const auto count = std::count(whole.begin(), whole.end(), '\n');
        keep(stream, std::move(whole), static_cast<std::uint64_t>(count));
    }
    unfinished += bytes;
    if (unfinished.size() > longest_line)
        keep(stream, std::exchange(unfinished, {}), 1);
}

void Output::keep(Stream stream, std::string text, std::uint64_t lines)
{
    const bool at_start = tail_.empty() && head_bytes_ < keep_;
    (at_start ? head_bytes_ : tail_bytes_) += text.size();
    (at_start ? head_ : tail_)
        .push_back({stream, std::chrono::steady_clock::now(), std::move(text), next_number_, lines});
    next_number_ += lines;
    while (tail_bytes_ > keep_ && tail_.size() > 1) {
        const auto& oldest = tail_.front();
        tail_bytes_ -= oldest.text.size();
        auto& left_out = left_out_.at(static_cast<std::size_t>(oldest.stream));
        left_out.bytes += oldest.text.size();
        left_out.lines += oldest.count;
        tail_.pop_front();
    }
}

std::vector<Line> Output::lines() const
{
    std::vector<Line> result;
    visit(0, true, [&result](const Line& line) {
        result.push_back(line);
        return true;
    });
    return result;
}

std::string Output::text(Stream stream) const
{
    std::string result;
    for (const auto* part : {&head_, &tail_}) {
        if (const auto& left_out = left_out_.at(static_cast<std::size_t>(stream)); part == &tail_ && left_out.lines > 0)
            result += left_out.mark() + "\n";
        for (const auto& segment : *part)
            if (segment.stream == stream)
                result += segment.text;
    }
    return result + unfinished_.at(static_cast<std::size_t>(stream));
}

std::string Output::last_line() const
{
    std::string last = "(none)";
    std::uint64_t from = 0;
    for (const auto* part : {&head_, &tail_})
        for (const auto& segment : *part)
            from = segment.stream != Stream::In ? segment.first_number : from;
    visit(from, true, [&last](const Line& line) {
        if (line.stream != Stream::In)
            last = line.text;
        return true;
    });
    return last;
}

std::string LeftOut::mark() const
{
    return "[... " + std::to_string(lines) + " lines, " + std::to_string(bytes) + " bytes left out here ...]";
}

LeftOut Output::left_out() const
{
    LeftOut all;
    for (const auto& each : left_out_) {
        all.lines += each.lines;
        all.bytes += each.bytes;
    }
    return all;
}

} // namespace harness
