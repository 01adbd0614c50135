#include "client/formats.hpp"

#include "config.h"

#include <algorithm>
#include <array>
#include <string>

namespace lldp::client {

namespace {

constexpr std::array built_in{
    Format{"plain", "TEXT", plain_writer}, Format{"keyvalue", "KV", keyvalue_writer},
#ifdef USE_JSON
    Format{"json", "JSON", json_writer},   Format{"json0", "JSON", json0_writer},
#endif
#ifdef USE_XML
    Format{"xml", "XML", xml_writer},
#endif
};

constexpr std::array<std::string_view, 3> known{"json", "json0", "xml"};

} // namespace

void Format::write(std::ostream& out, const Element& root) const
{
    const auto document = writer(out);
    document->begin(root);
    for (const auto& child : root.children)
        document->add(child);
    document->end();
}

std::span<const Format> formats()
{
    return built_in;
}

const Format& plain_format()
{
    return formats().front();
}

const Format* find_format(std::string_view name)
{
    const auto* const place =
        std::find_if(built_in.begin(), built_in.end(), [name](const Format& format) { return format.name == name; });
    return place == built_in.end() ? nullptr : place;
}

bool is_known_elsewhere(std::string_view name)
{
    return find_format(name) == nullptr && std::find(known.begin(), known.end(), name) != known.end();
}

std::vector<std::string_view> reported_formats()
{
    std::vector<std::string_view> names;
    for (const auto& format : built_in)
        if (std::find(names.begin(), names.end(), format.reported) == names.end())
            names.push_back(format.reported);
    return names;
}

std::string format_names()
{
    std::string names;
    for (const auto& format : built_in)
        names.append(names.empty() ? "" : ", ").append(format.name);
    return names;
}

} // namespace lldp::client
