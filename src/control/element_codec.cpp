#include "control/element_codec.hpp"

#include "control/protocol.hpp"

#include <string>
#include <string_view>
#include <unordered_map>

namespace lldp::control {

namespace {

// What the shortest attribute and the shortest element take on the wire: a count that asks for more than is left of
// the message is a lie, and is found out before anything is allocated for it.
constexpr std::size_t min_name_size = 1;
constexpr std::size_t min_attribute_size = 4 + 4 + 1 + 4;
constexpr std::size_t min_element_size = 4 + 4 + 1 + 4 + 4 + 4;

/// Gives each tag, label and key a number, once a message.
class NameTable
{
  public:
    std::uint32_t index_of(std::string_view name)
    {
        name = name.substr(0, max_name_size);
        const auto [place, added] = numbers_.try_emplace(name, static_cast<std::uint32_t>(numbers_.size()));
        if (added) {
            table_.u8(static_cast<std::uint8_t>(name.size()));
            table_.text(name);
        }
        return place->second;
    }

    void write(Writer& out) const
    {
        out.u32(static_cast<std::uint32_t>(numbers_.size()));
        out.bytes(table_.data());
    }

  private:
    std::unordered_map<std::string_view, std::uint32_t> numbers_; // views into the tree, which outlives the table
    Writer table_;
};

void write_element(Writer& out, NameTable& names, const Element& element) // NOLINT(misc-no-recursion)
{
    out.u32(names.index_of(element.tag));
    out.u32(names.index_of(element.label));
    out.u8(static_cast<std::uint8_t>(element.detail));
    write_text(out, element.value);
    out.u32(static_cast<std::uint32_t>(element.attributes.size()));
    for (const auto& attribute : element.attributes) {
        out.u32(names.index_of(attribute.key));
        out.u32(names.index_of(attribute.label));
        out.u8(static_cast<std::uint8_t>(attribute.detail));
        write_text(out, attribute.value);
    }
    out.u32(static_cast<std::uint32_t>(element.children.size()));
    for (const auto& child : element.children)
        write_element(out, names, child);
}

/// Reads a tree. After the first thing that makes no sense `reason()` says what, and nothing more is read.
class TreeReader
{
  public:
    explicit TreeReader(Reader& in) : in_{in} {}

    void read_names()
    {
        const auto count = read_count(min_name_size, "names");
        names_.reserve(count);
        for (std::uint32_t i = 0; i < count && good(); ++i)
            names_.push_back(to_string(in_.take(in_.u8())));
    }

    Element read_element(std::size_t depth) // NOLINT(misc-no-recursion)
    {
        Element element;
        if (depth > max_tree_depth) {
            blame("an element below level " + std::to_string(max_tree_depth));
            return element;
        }
        element.tag = read_name();
        element.label = read_name();
        element.detail = read_detail();
        element.value = read_text(in_);
        const auto attributes = read_count(min_attribute_size, "attributes");
        element.attributes.reserve(attributes);
        for (std::uint32_t i = 0; i < attributes && good(); ++i)
            element.attributes.push_back(read_attribute());
        const auto children = read_count(min_element_size, "elements");
        element.children.reserve(children);
        for (std::uint32_t i = 0; i < children && good(); ++i)
            element.children.push_back(read_element(depth + 1));
        return element;
    }

    [[nodiscard]] bool good() const { return reason_.empty() && in_.ok(); }
    [[nodiscard]] std::string reason() const { return reason_.empty() ? "the message ends too early" : reason_; }

  private:
    Attribute read_attribute()
    {
        Attribute attribute;
        attribute.key = read_name();
        attribute.label = read_name();
        attribute.detail = read_detail();
        attribute.value = read_text(in_);
        return attribute;
    }

    std::string read_name()
    {
        const auto number = in_.u32();
        if (number < names_.size())
            return names_[number];
        blame("name " + std::to_string(number) + " of " + std::to_string(names_.size()));
        return {};
    }

    Detail read_detail()
    {
        const auto number = in_.u8();
        if (number > static_cast<std::uint8_t>(Detail::Full))
            blame("detail " + std::to_string(number));
        return static_cast<Detail>(number);
    }

    std::uint32_t read_count(std::size_t least_size, std::string_view what)
    {
        const auto count = in_.u32();
        if (count <= in_.remaining() / least_size)
            return count;
        blame(std::to_string(count) + " " + std::string{what} + " in " + std::to_string(in_.remaining()) + " octets");
        return 0;
    }

    void blame(std::string what)
    {
        if (good()) // the first mistake is the one that explains the others
            reason_ = std::move(what) + " at octet " + std::to_string(in_.position());
    }

    Reader& in_;
    std::vector<std::string> names_;
    std::string reason_;
};

} // namespace

void write_text(Writer& out, std::string_view text)
{
    out.u32(static_cast<std::uint32_t>(text.size()));
    out.text(text);
}

std::string read_text(Reader& in)
{
    const auto size = in.u32();
    return to_string(in.take(size));
}

void encode_element(Writer& out, const Element& root)
{
    NameTable names;
    Writer tree;
    write_element(tree, names, root);
    names.write(out);
    out.bytes(tree.data());
}

Expected<Element> decode_element(Reader& in)
{
    TreeReader reader{in};
    reader.read_names();
    auto root = reader.read_element(1);
    if (!reader.good())
        return failure(Errc::malformed, "read a document", "(" + reader.reason() + ")");
    if (!in.empty())
        return failure(Errc::malformed, "read a document",
                       "(" + std::to_string(in.remaining()) + " octets more than it takes)");
    return root;
}

} // namespace lldp::control
