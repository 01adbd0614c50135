// XML 1.0: an element for each, with its label and its other attributes.
#include "client/formats.hpp"

#include <libxml/xmlwriter.h>
#include <memory>
#include <new>
#include <string_view>

namespace lldp::client {

namespace {

struct Free
{
    void operator()(xmlBufferPtr buffer) const { xmlBufferFree(buffer); }
    void operator()(xmlTextWriterPtr writer) const { xmlFreeTextWriter(writer); }
};

/// The text of what is shown is UTF-8 that XML may carry, so that no more than memory can be missing.
class XmlWriter final : public DocumentWriter
{
  public:
    explicit XmlWriter(std::ostream& out)
        : out_{out}, buffer_{xmlBufferCreate()}, writer_{xmlNewTextWriterMemory(buffer_.get(), 0)}
    {
        done(writer_ ? 0 : -1);
        done(xmlTextWriterSetIndent(writer_.get(), 1));
    }

    void begin(const Element& root) override
    {
        done(xmlTextWriterStartDocument(writer_.get(), nullptr, "UTF-8", nullptr));
        start(root);
    }

    void add(const Element& child) override
    {
        write(child);
        hand_over();
    }

    void end() override
    {
        done(xmlTextWriterEndDocument(writer_.get()));
        hand_over();
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

    /// The element as far as what is below it.
    void start(const Element& element)
    {
        done(xmlTextWriterStartElement(writer_.get(), text(element.tag)));
        attribute("label", element.label);
        for (const auto& each : element.attributes)
            attribute(each.key, each.value);
        if (!element.value.empty())
            done(xmlTextWriterWriteString(writer_.get(), text(element.value)));
    }

    void write(const Element& element) // NOLINT(misc-no-recursion): as deep as a tree may be
    {
        start(element);
        for (const auto& child : element.children)
            write(child);
        done(xmlTextWriterEndElement(writer_.get()));
    }

    /// What is ready goes out, and leaves the memory.
    void hand_over()
    {
        done(xmlTextWriterFlush(writer_.get()));
        out_ << std::string_view{reinterpret_cast<const char*>(xmlBufferContent(buffer_.get())),
                                 static_cast<std::size_t>(xmlBufferLength(buffer_.get()))};
        xmlBufferEmpty(buffer_.get());
    }

    std::ostream& out_;
    std::unique_ptr<xmlBuffer, Free> buffer_;
    std::unique_ptr<xmlTextWriter, Free> writer_;
};

} // namespace

std::unique_ptr<DocumentWriter> xml_writer(std::ostream& out)
{
    return std::make_unique<XmlWriter>(out);
}

} // namespace lldp::client
