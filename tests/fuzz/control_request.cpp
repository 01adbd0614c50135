// The stream of octets that a client sends over the control socket, as the daemon reads it, in pieces of any size.
#include "control/protocol.hpp"
#include "target.hpp"

using namespace lldp;

void fuzz::run(ByteView input)
{
    control::MessageBuffer buffer{control::max_request_size};
    for (Records pieces{input}; !pieces.empty();) {
        buffer.append(pieces.next());
        for (;;) {
            const auto message = buffer.next();
            if (!message)
                return; // the daemon closes the connection
            if (!*message)
                break;
            const auto request = control::decode_request(**message);
            if (!request) {
                expect(!request.error().message().empty(), "a refused request has a reason");
                continue;
            }
            control::MessageBuffer other{control::max_request_size};
            other.append(control::encode(*request));
            const auto same = other.next();
            expect(same && *same && control::decode_request(**same) == *request, "a request survives the trip");
        }
    }
}
