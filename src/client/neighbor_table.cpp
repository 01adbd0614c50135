#include "client/neighbor_table.hpp"

#include "client/color.hpp"

#include <algorithm>
#include <array>
#include <clocale>
#include <cwchar>
#include <numeric>
#include <string>
#include <sys/ioctl.h>
#include <unistd.h>
#include <vector>

namespace lldp::client {

namespace {

constexpr std::size_t column_count = 5;
constexpr std::size_t gap = 2;
constexpr std::size_t least_width = 3;
constexpr std::string_view cut_mark = "..";
using Row = std::array<std::string, column_count>;
using Widths = std::array<std::size_t, column_count>;

/// While there is one, text is UTF-8 for the C library.
class Utf8Text
{
  public:
    Utf8Text() : locale_{::newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr)}, before_{::uselocale(locale_)} {}
    Utf8Text(const Utf8Text&) = delete;
    Utf8Text& operator=(const Utf8Text&) = delete;
    ~Utf8Text()
    {
        ::uselocale(before_);
        if (locale_ != nullptr)
            ::freelocale(locale_);
    }

  private:
    locale_t locale_;
    locale_t before_;
};

struct Extent
{
    std::size_t octets = 0;
    std::size_t columns = 0;
};

/// How far text goes without taking more columns than that.
Extent extent_of(std::string_view text, std::size_t columns = std::string_view::npos)
{
    Extent extent;
    std::mbstate_t state{};
    while (extent.octets < text.size()) {
        const auto rest = text.substr(extent.octets);
        wchar_t character = 0;
        auto length = std::mbrtowc(&character, rest.data(), rest.size(), &state);
        if (length == 0 || length > rest.size()) { // nothing that printable() would let through; a column an octet
            length = 1;
            character = L'?';
            state = {};
        }
        const auto width = static_cast<std::size_t>(std::max(::wcwidth(character), 0));
        if (extent.columns + width > columns)
            break;
        extent.octets += length;
        extent.columns += width;
    }
    return extent;
}

/// As it stands in a column of that width, blanks behind it.
std::string fitted(std::string_view text, std::size_t width)
{
    auto extent = extent_of(text);
    std::string shown{text};
    if (extent.columns > width) {
        extent = extent_of(text, width - cut_mark.size());
        shown = std::string{text.substr(0, extent.octets)}.append(cut_mark);
        extent.columns += cut_mark.size();
    }
    return shown + std::string(width - extent.columns, ' ');
}

const Element* child(const Element& parent, std::string_view tag)
{
    const auto found = std::ranges::find(parent.children, tag, &Element::tag);
    return found == parent.children.end() ? nullptr : &*found;
}

/// On one line; empty when it is not there.
std::string value_at(const Element& neighbor, std::string_view part, std::string_view tag)
{
    const auto* parent = child(neighbor, part);
    const auto* found = parent == nullptr ? nullptr : child(*parent, tag);
    auto value = found == nullptr ? std::string{} : found->value;
    std::ranges::replace(value, '\n', ' ');
    return value;
}

Row row_of(const Element& neighbor)
{
    Row row;
    const auto name = std::ranges::find(neighbor.attributes, "name", &Attribute::key);
    if (name != neighbor.attributes.end())
        row[0] = name->value;
    row[1] = value_at(neighbor, "chassis", "name");
    if (row[1].empty())
        row[1] = value_at(neighbor, "chassis", "id");
    row[2] = value_at(neighbor, "port", "id");
    row[3] = value_at(neighbor, "port", "descr");
    row[4] = value_at(neighbor, "port", "ttl");
    return row;
}

/// What each column takes, the widest of them made narrower until a line fits.
Widths widths_of(const std::vector<Row>& rows, std::size_t width)
{
    Widths widths{};
    for (const auto& row : rows)
        for (std::size_t i = 0; i < column_count; ++i)
            widths[i] = std::max(widths[i], extent_of(row[i]).columns);
    const auto line = [&] { return std::accumulate(widths.begin(), widths.end(), gap * (column_count - 1)); };
    for (auto excess = line() > width ? line() - width : 0; excess > 0; --excess) {
        auto& widest = *std::ranges::max_element(widths);
        if (widest <= least_width)
            break;
        --widest;
    }
    return widths;
}

class NeighborTableWriter final : public DocumentWriter
{
  public:
    NeighborTableWriter(std::ostream& out, std::size_t width, bool color) : out_{out}, width_{width}, color_{color} {}

    void begin(const Element& /*root*/) override {}
    void add(const Element& child) override { rows_.push_back(row_of(child)); }
    void end() override
    {
        const Utf8Text utf8;
        const auto widths = widths_of(rows_, width_);
        for (const auto& row : rows_) {
            std::string line;
            for (std::size_t i = 0; i < column_count; ++i)
                line.append(i == 0 ? 0 : gap, ' ').append(fitted(row[i], widths[i]));
            line.erase(line.find_last_not_of(' ') + 1);
            out_ << styled(line, Style::Bold, color_ && &row == &rows_.front()) << '\n';
        }
    }

  private:
    std::ostream& out_;
    std::size_t width_;
    bool color_;
    std::vector<Row> rows_{{"Interface", "Neighbor", "Port", "Description", "TTL"}};
};

} // namespace

std::optional<std::size_t> terminal_width(std::optional<int> fd)
{
    constexpr std::size_t usual = 80;
    if (!fd || ::isatty(*fd) == 0)
        return std::nullopt;
    winsize size{};
    return ::ioctl(*fd, TIOCGWINSZ, &size) == 0 && size.ws_col != 0 ? size.ws_col : usual;
}

std::unique_ptr<DocumentWriter> neighbor_table_writer(std::ostream& out, std::size_t width, bool color)
{
    return std::make_unique<NeighborTableWriter>(out, width, color);
}

} // namespace lldp::client
