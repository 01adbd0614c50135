// Text for people: a line for each element, indented by its level, and rules around what stands alone.
#include "client/formats.hpp"

#include <iomanip>
#include <string>

namespace lldp::client {

namespace {

constexpr int label_width = 13; // "PortDescr:" and its like, padded; a longer label moves its value to the right
constexpr std::size_t value_column = label_width + 1;
constexpr std::size_t level_indent = 2;

void write_rule(std::ostream& out)
{
    out << std::string(79, '-') << '\n';
}

/// The attributes with commas between them, then the value; a further line of it stands below its first.
std::string content_of(const Element& element, std::size_t indent)
{
    std::string text;
    for (const auto& attribute : element.attributes) {
        text += text.empty() ? "" : ", ";
        text += attribute.label.empty() ? attribute.value : attribute.label + ": " + attribute.value;
    }
    if (!element.value.empty() && !text.empty())
        text += ' ';
    for (const char c : element.value) {
        text += c;
        if (c == '\n')
            text.append(indent + value_column, ' ');
    }
    return text;
}

void write_element(std::ostream& out, const Element& element, std::size_t indent) // NOLINT(misc-no-recursion)
{
    out << std::string(indent, ' ') << std::left << std::setw(label_width) << element.label + ":";
    const auto content = content_of(element, indent);
    if (!content.empty())
        out << ' ' << content;
    out << '\n';
    for (const auto& child : element.children)
        write_element(out, child, indent + level_indent);
}

class PlainWriter final : public DocumentWriter
{
  public:
    explicit PlainWriter(std::ostream& out) : out_{out} {}

    void begin(const Element& root) override
    {
        write_rule(out_);
        out_ << root.label << ":\n";
        write_rule(out_);
    }

    void add(const Element& child) override
    {
        write_element(out_, child, 0);
        write_rule(out_);
    }

    void end() override {}

  private:
    std::ostream& out_;
};

} // namespace

std::unique_ptr<DocumentWriter> plain_writer(std::ostream& out)
{
    return std::make_unique<PlainWriter>(out);
}

} // namespace lldp::client
