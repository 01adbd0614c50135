// JSON (RFC 8259), in two shapes. "json0" is regular: an element is an object of its attributes, its value as "value",
// and for each tag below it an array. "json" is what people like to read and scripts have always read: an array of one
// is that one, an object of nothing but a value is that value, and what has a name is found under it.
#include "client/formats.hpp"

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>

namespace lldp::client {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t level_indent = 2;
constexpr const char* name_key = "name";
constexpr const char* value_key = "value";

Json value_of(const Attribute& attribute)
{
    if (attribute.key == name_key) // an interface may be called "on"
        return attribute.value;
    if (attribute.value == "yes" || attribute.value == "on")
        return true;
    if (attribute.value == "no" || attribute.value == "off")
        return false;
    return attribute.value;
}

/// Under a key that is there already (a child's tag may be an attribute's too) nothing is lost.
void add(Json& object, const std::string& key, Json value)
{
    auto& place = object[key];
    if (place.is_null())
        place = Json::array();
    else if (!place.is_array())
        place = Json::array({std::move(place)});
    place.push_back(std::move(value));
}

Json attributes_of(const Element& element)
{
    auto object = Json::object();
    for (const auto& attribute : element.attributes)
        object[attribute.key] = value_of(attribute);
    if (!element.value.empty())
        object[value_key] = element.value;
    return object;
}

Json regular(const Element& element) // NOLINT(misc-no-recursion): as deep as a tree may be
{
    auto object = attributes_of(element);
    for (const auto& child : element.children)
        add(object, child.tag, regular(child));
    return object;
}

/// An object that has a name becomes one whose only key is that name.
Json under_its_name(Json object)
{
    const auto name = object.find(name_key);
    if (name == object.end() || !name->is_string() || name->get_ref<const std::string&>().empty())
        return object;
    const auto key = name->get<std::string>();
    object.erase(name);
    auto outer = Json::object();
    outer[key] = std::move(object);
    return outer;
}

Json made_concise(Json object)
{
    for (auto& [key, value] : object.items())
        if (value.is_array() && value.size() == 1)
            value = Json(std::move(value.front()));
    if (object.size() == 1 && object.contains(value_key))
        return std::move(object[value_key]);
    return under_its_name(std::move(object));
}

Json concise(const Element& element) // NOLINT(misc-no-recursion)
{
    auto object = attributes_of(element);
    for (const auto& child : element.children)
        add(object, child.tag, concise(child));
    return made_concise(std::move(object));
}

std::string blanks(std::size_t level)
{
    std::string text(level * level_indent, ' ');
    return text;
}

std::string text_of(const Json& value, std::size_t level = 0)
{
    const auto text = value.dump(static_cast<int>(level_indent), ' ', false, Json::error_handler_t::replace);
    std::string indented;
    indented.reserve(text.size());
    for (const char c : text) { // no string has a line feed as it is
        indented += c;
        if (c == '\n')
            indented += blanks(level);
    }
    return indented;
}

/// Keeps what it is given until a second of a kind comes: from then on it is known that those are an array, and they
/// are written as they come. The others wait for the end.
class JsonWriter final : public DocumentWriter
{
  public:
    enum class Shape { Concise, Regular };

    JsonWriter(std::ostream& out, Shape shape) : out_{out}, shape_{shape} {}

    void begin(const Element& root) override
    {
        tag_ = root.tag;
        kept_ = attributes_of(root);
        // Where it stands under its name there is one more level, which is not worth to be begun with.
        streams_ = shape_ == Shape::Regular || !kept_.contains(name_key);
    }

    void add(const Element& child) override
    {
        auto content = shape_ == Shape::Regular ? regular(child) : concise(child);
        if (open_ == child.tag) {
            out_ << ",\n" << blanks(level() + 1) << text_of(content, level() + 1);
            return;
        }
        client::add(kept_, child.tag, std::move(content));
        if (streams_ && !open_ && kept_[child.tag].size() > 1)
            open(child.tag);
    }

    void end() override
    {
        if (!open_) {
            auto document = Json::object();
            document[tag_] =
                shape_ == Shape::Regular ? Json::array({std::move(kept_)}) : made_concise(std::move(kept_));
            out_ << text_of(document) << '\n';
            return;
        }
        out_ << '\n' << blanks(level()) << ']';
        for (const auto& [key, value] : kept_.items()) {
            const bool alone = shape_ == Shape::Concise && value.is_array() && value.size() == 1;
            out_ << ",\n";
            member(key, alone ? value.front() : value);
        }
        out_ << '\n' << (shape_ == Shape::Regular ? "    }\n  ]\n}\n" : "  }\n}\n");
    }

  private:
    /// Of what is in the root.
    [[nodiscard]] std::size_t level() const { return shape_ == Shape::Regular ? 3 : 2; }

    void member(const std::string& key, const Json& value)
    {
        out_ << blanks(level()) << text_of(key) << ": " << text_of(value, level());
    }

    /// Begins the document, with what there is of that tag.
    void open(const std::string& tag)
    {
        auto array = std::move(kept_[tag]);
        kept_.erase(tag);
        out_ << "{\n  " << text_of(tag_) << ": " << (shape_ == Shape::Regular ? "[\n    {\n" : "{\n");
        out_ << blanks(level()) << text_of(tag) << ": [\n";
        for (std::size_t i = 0; i < array.size(); ++i)
            out_ << (i == 0 ? "" : ",\n") << blanks(level() + 1) << text_of(array[i], level() + 1);
        open_ = tag;
    }

    std::ostream& out_;
    Shape shape_;
    bool streams_ = false;
    std::string tag_;
    Json kept_;                       ///< members of the root that are not written yet
    std::optional<std::string> open_; ///< the tag of those that are written as they come
};

} // namespace

std::unique_ptr<DocumentWriter> json_writer(std::ostream& out)
{
    return std::make_unique<JsonWriter>(out, JsonWriter::Shape::Concise);
}

std::unique_ptr<DocumentWriter> json0_writer(std::ostream& out)
{
    return std::make_unique<JsonWriter>(out, JsonWriter::Shape::Regular);
}

} // namespace lldp::client
