// The output formats: each renders one tree as one document, which may come in pieces.
#pragma once

#include "proto/element.hpp"

#include <memory>
#include <ostream>
#include <span>
#include <string_view>
#include <vector>

namespace lldp::client {

/// One document that is being written. What is below its root is shown as it comes, so that a long one need not be in
/// memory as a whole.
class DocumentWriter
{
  public:
    DocumentWriter() = default;
    virtual ~DocumentWriter() = default;
    DocumentWriter(const DocumentWriter&) = delete;
    DocumentWriter& operator=(const DocumentWriter&) = delete;
    DocumentWriter(DocumentWriter&&) = delete;
    DocumentWriter& operator=(DocumentWriter&&) = delete;

    /// The root itself, without what is below it.
    virtual void begin(const Element& root) = 0;
    virtual void add(const Element& child) = 0;
    virtual void end() = 0;
};

struct Format
{
    std::string_view name;     ///< what -f takes
    std::string_view reported; ///< how `lldpcli -vv` lists it
    std::unique_ptr<DocumentWriter> (*writer)(std::ostream& out);

    /// A document that is there as a whole.
    void write(std::ostream& out, const Element& root) const;
};

/// The formats that were built in; the first is the default, plain.
std::span<const Format> formats();
/// The one for people.
const Format& plain_format();
/// nullptr: there is none of that name here.
const Format* find_format(std::string_view name);
/// True for a name that other builds or versions of lldpcli know, so that a script's need is told from a slip.
bool is_known_elsewhere(std::string_view name);
/// For `lldpcli -vv`, each once.
std::vector<std::string_view> reported_formats();
/// "plain, keyvalue"
std::string format_names();

std::unique_ptr<DocumentWriter> plain_writer(std::ostream& out);
std::unique_ptr<DocumentWriter> keyvalue_writer(std::ostream& out);
std::unique_ptr<DocumentWriter> json_writer(std::ostream& out);
std::unique_ptr<DocumentWriter> json0_writer(std::ostream& out);
std::unique_ptr<DocumentWriter> xml_writer(std::ostream& out);

} // namespace lldp::client
