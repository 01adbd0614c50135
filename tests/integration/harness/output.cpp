#include "harness/output.hpp"

#include <algorithm>

namespace harness {

namespace {

/// A line longer than that goes on in the next one, so that endless output without newlines stays bounded too.
constexpr std::size_t longest_line = std::size_t{64} << 10;

} // namespace

void Output::add(Stream stream, std::string_view bytes)
{
    bytes_ += bytes.size();
    while (!bytes.empty()) {
        const auto newline = bytes.find('\n');
        const bool complete = newline != std::string_view::npos;
        append(stream, bytes.substr(0, newline), complete);
        bytes.remove_prefix(complete ? newline + 1 : bytes.size());
    }
}

/// The last line of that stream, if its newline has not come yet and it can take more.
Line* Output::open_line(Stream stream)
{
    for (auto* part : {&tail_, &head_})
        for (auto line = part->rbegin(); line != part->rend(); ++line)
            if (line->stream == stream)
                return line->complete || line->text.size() >= longest_line ? nullptr : &*line;
    return nullptr;
}

void Output::append(Stream stream, std::string_view text, bool complete)
{
    Line* line = open_line(stream);
    if (line == nullptr) {
        auto& part = tail_.empty() && head_bytes_ < keep_ ? head_ : tail_;
        line = &part.emplace_back(Line{stream, std::chrono::steady_clock::now(), {}, false, next_number_++});
    }
    const bool in_head = !head_.empty() && line->number <= head_.back().number;
    line->text += text;
    line->complete = complete;
    (in_head ? head_bytes_ : tail_bytes_) += text.size() + 1;

    while (tail_bytes_ > keep_ && tail_.size() > 1) {
        const auto& oldest = tail_.front();
        tail_bytes_ -= std::min(tail_bytes_, oldest.text.size() + 1);
        bytes_left_out_ += oldest.text.size() + (oldest.complete ? 1 : 0);
        ++lines_left_out_;
        tail_.pop_front();
    }
}

std::string Output::text(Stream stream) const
{
    std::string result;
    const auto add_lines = [&](const std::deque<Line>& lines) {
        for (const auto& line : lines)
            if (line.stream == stream)
                result += line.text + (line.complete ? "\n" : "");
    };
    add_lines(head_);
    if (lines_left_out_ > 0)
        result += left_out_mark() + "\n";
    add_lines(tail_);
    return result;
}

std::string Output::last_line() const
{
    const auto& part = tail_.empty() ? head_ : tail_;
    return part.empty() ? "(none)" : part.back().text;
}

std::string Output::left_out_mark() const
{
    return "[... " + std::to_string(lines_left_out_) + " lines, " + std::to_string(bytes_left_out_) +
           " bytes left out here ...]";
}

} // namespace harness
