// XML 1.0: an element for each, with its label and its other attributes.
#include "client/formats.hpp"

#include <libxml/xmlwriter.h>
#include <memory>
#include <new>

namespace lldp::client {

namespace {

struct Free
{
    void operator()(xmlBufferPtr buffer) const { xmlBufferFree(buffer); }
    void operator()(xmlTextWriterPtr writer) const { xmlFreeTextWriter(writer); }
};

/// A document in memory; the text of what is shown is UTF-8 that XML may carry, so that no more than memory can be
/// missing.
class Document
{
  public:
    Document() : buffer_{xmlBufferCreate()}, writer_{xmlNewTextWriterMemory(buffer_.get(), 0)}
    {
        done(writer_ ? 0 : -1);
        done(xmlTextWriterSetIndent(writer_.get(), 1));
        done(xmlTextWriterStartDocument(writer_.get(), nullptr, "UTF-8", nullptr));
    }

    void add(const Element& element) // NOLINT(misc-no-recursion): as deep as a tree may be
    {
        done(xmlTextWriterStartElement(writer_.get(), text(element.tag)));
        attribute("label", element.label);
        for (const auto& each : element.attributes)
            attribute(each.key, each.value);
        if (!element.value.empty())
            done(xmlTextWriterWriteString(writer_.get(), text(element.value)));
        for (const auto& child : element.children)
            add(child);
        done(xmlTextWriterEndElement(writer_.get()));
    }

    /// The whole of it. Nothing can be added afterwards.
    std::string_view end()
    {
        done(xmlTextWriterEndDocument(writer_.get()));
        done(xmlTextWriterFlush(writer_.get()));
        return {reinterpret_cast<const char*>(xmlBufferContent(buffer_.get())),
                static_cast<std::size_t>(xmlBufferLength(buffer_.get()))};
    }

  private:
    static const xmlChar* text(const std::string& text) { return reinterpret_cast<const xmlChar*>(text.c_str()); }

    static void done(int result)
    {
        if (result < 0)
            throw std::bad_alloc{};
    }

    void attribute(const std::string& key, const std::string& value)
    {
        done(xmlTextWriterWriteAttribute(writer_.get(), text(key), text(value)));
    }

    std::unique_ptr<xmlBuffer, Free> buffer_;
    std::unique_ptr<xmlTextWriter, Free> writer_;
};

} // namespace

void write_xml(std::ostream& out, const Element& root)
{
    Document document;
    document.add(root);
    out << document.end();
}

} // namespace lldp::client
