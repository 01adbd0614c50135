// One "path=value" a line, for shell scripts: `lldp.eth0.chassis.name=switch`.
#include "client/formats.hpp"

#include <algorithm>
#include <string>

namespace lldp::client {

namespace {

/// What identifies an element among its like stands in the path in place of its tag: its name or its type.
bool is_identity(const Attribute& attribute)
{
    return attribute.key == "name" || attribute.key == "type";
}

const std::string& component_of(const Element& element)
{
    const auto identity = std::find_if(element.attributes.rbegin(), element.attributes.rend(), is_identity);
    return identity == element.attributes.rend() ? element.tag : identity->value;
}

/// A line is one value: what would end it becomes a blank.
std::string on_one_line(std::string text)
{
    std::replace_if(
        text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
    return text;
}

/// Its path, and what it says itself.
std::string write_own(std::ostream& out, const Element& element, const std::string& parent)
{
    auto path = parent + (parent.empty() ? "" : ".") + on_one_line(component_of(element));
    for (const auto& attribute : element.attributes)
        if (!is_identity(attribute))
            out << path << '.' << attribute.key << '=' << on_one_line(attribute.value) << '\n';
    if (!element.value.empty())
        out << path << '=' << on_one_line(element.value) << '\n';
    return path;
}

void write_element(std::ostream& out, const Element& element, const std::string& parent) // NOLINT(misc-no-recursion)
{
    const auto path = write_own(out, element, parent);
    for (const auto& child : element.children)
        write_element(out, child, path);
}

class KeyvalueWriter final : public DocumentWriter
{
  public:
    explicit KeyvalueWriter(std::ostream& out) : out_{out} {}

    void begin(const Element& root) override { path_ = write_own(out_, root, ""); }
    void add(const Element& child) override { write_element(out_, child, path_); }
    void end() override {}

  private:
    std::ostream& out_;
    std::string path_;
};

} // namespace

std::unique_ptr<DocumentWriter> keyvalue_writer(std::ostream& out)
{
    return std::make_unique<KeyvalueWriter>(out);
}

} // namespace lldp::client
