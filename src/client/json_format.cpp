// JSON (RFC 8259), in two shapes. "json0" is regular: an element is an object of its attributes, its value as "value",
// and for each tag below it an array. "json" is what people like to read and scripts have always read: an array of one
// is that one, an object of nothing but a value is that value, and what has a name is found under it.
#include "client/formats.hpp"

#include <nlohmann/json.hpp>
#include <string>
#include <utility>

namespace lldp::client {

namespace {

using Json = nlohmann::ordered_json;

constexpr int level_indent = 2;
constexpr const char* name_key = "name";
constexpr const char* value_key = "value";

Json value_of(const Attribute& attribute)
{
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

Json concise(const Element& element) // NOLINT(misc-no-recursion)
{
    auto object = attributes_of(element);
    for (const auto& child : element.children)
        add(object, child.tag, concise(child));
    for (auto& [key, value] : object.items())
        if (value.is_array() && value.size() == 1)
            value = Json(std::move(value.front()));
    if (object.size() == 1 && object.contains(value_key))
        return std::move(object[value_key]);
    return under_its_name(std::move(object));
}

void write(std::ostream& out, const Element& root, Json content)
{
    auto document = Json::object();
    document[root.tag] = std::move(content);
    out << document.dump(level_indent, ' ', false, Json::error_handler_t::replace) << '\n';
}

} // namespace

void write_json(std::ostream& out, const Element& root)
{
    write(out, root, concise(root));
}

void write_json0(std::ostream& out, const Element& root)
{
    write(out, root, Json::array({regular(root)}));
}

} // namespace lldp::client
