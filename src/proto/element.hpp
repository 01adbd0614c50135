// The form in which everything that a client shows travels: a tree that each output format renders in its own way.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace lldp {

/// From which `show … [summary|details]` on something is shown.
enum class Detail : std::uint8_t { Summary = 0, Normal = 1, Full = 2 };

struct Attribute
{
    std::string key;   ///< name in keyvalue, JSON and XML
    std::string label; ///< name in plain text; empty: only the value is shown
    std::string value;
    Detail detail = Detail::Summary;

    bool operator==(const Attribute&) const = default;
};

/// One element: `<tag label="…" key="value"…>value<children/></tag>`. The attributes "name" and "type" become part of
/// the path in keyvalue. Values are UTF-8 without control characters, but for line feeds in the descriptions of a
/// system and of a port: what a peer said was cleaned where it is shown (see text.hpp).
struct Element
{
    std::string tag;
    std::string label;
    std::vector<Attribute> attributes;
    std::string value;
    std::vector<Element> children;
    Detail detail = Detail::Summary;

    bool operator==(const Element&) const = default;

    /// Leaves out what is only for a greater detail than `shown`.
    void prune(Detail shown);
};

/// One that is shown whenever what it is part of is.
Element element(std::string_view tag, std::string_view label, std::string value = {});

/// How a flag is shown.
std::string yes_no(bool flag);

} // namespace lldp
