// The stream of octets that a daemon answers with over the control socket, as a client reads and shows it.
#include "client/formats.hpp"
#include "control/protocol.hpp"
#include "target.hpp"

#include <sstream>

using namespace lldp;

namespace {

const Element* root_of(const control::Reply& reply)
{
    if (const auto* document = std::get_if<control::Document>(&reply))
        return &document->root;
    if (const auto* part = std::get_if<control::Part>(&reply))
        return &part->root;
    if (const auto* event = std::get_if<control::Event>(&reply))
        return &event->root;
    return nullptr;
}

void show(const Element& root)
{
    for (const auto& format : client::formats()) {
        std::ostringstream out;
        format.write(out, root);
        fuzz::expect(out.good(), "every format shows every tree");
    }
}

} // namespace

void fuzz::run(ByteView input)
{
    control::MessageBuffer buffer{control::max_reply_size};
    for (Records pieces{input}; !pieces.empty();) {
        buffer.append(pieces.next());
        for (;;) {
            const auto message = buffer.next();
            if (!message)
                return; // the client gives up
            if (!*message)
                break;
            const auto reply = control::decode_reply(**message);
            if (!reply)
                continue;
            if (const auto* root = root_of(*reply))
                show(*root);
        }
    }
}
