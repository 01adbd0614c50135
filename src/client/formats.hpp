// The output formats: each renders one tree as one document.
#pragma once

#include "proto/element.hpp"

#include <ostream>
#include <span>
#include <string_view>
#include <vector>

namespace lldp::client {

struct Format
{
    std::string_view name;     ///< what -f takes
    std::string_view reported; ///< how `lldpcli -vv` lists it
    void (*write)(std::ostream& out, const Element& root);
};

/// The formats that were built in; the first is the default.
std::span<const Format> formats();
/// nullptr: there is none of that name here.
const Format* find_format(std::string_view name);
/// True for a name that other builds or versions of lldpcli know, so that a script's need is told from a slip.
bool is_known_elsewhere(std::string_view name);
/// For `lldpcli -vv`, each once.
std::vector<std::string_view> reported_formats();
/// "plain, keyvalue"
std::string format_names();

void write_plain(std::ostream& out, const Element& root);
void write_keyvalue(std::ostream& out, const Element& root);
void write_json(std::ostream& out, const Element& root);
void write_json0(std::ostream& out, const Element& root);
void write_xml(std::ostream& out, const Element& root);

} // namespace lldp::client
