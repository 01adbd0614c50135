// LLDPDUs to be sent: those that a decoder can make of any octets. They are encoded again, whole and as far as a small
// MTU has room.
#include "daemon/fit.hpp"
#include "target.hpp"

using namespace lldp;

void fuzz::run(ByteView input)
{
    Reader reader{input};
    const std::size_t mtu = reader.u16();
    const auto decoded = decode_lldpdu(reader.rest());
    if (!decoded)
        return;
    const auto encoded = encode_lldpdu(decoded->pdu);
    if (!encoded) {
        // What is sent is held to more than what is received: the length of a text, for one.
        expect(!encoded.error().message().empty(), "what cannot be encoded has a reason");
        return;
    }
    const auto again = decode_lldpdu(*encoded);
    expect(again && again->pdu == decoded->pdu, "what was encoded is decoded to the same");

    const auto fitted = daemon::fit(decoded->pdu, mtu);
    expect(fitted.left_out.empty() == (fitted.pdu == decoded->pdu), "what is left out is named");
    const auto octets = encode_lldpdu(fitted.pdu);
    expect(octets.has_value(), "what is left can be encoded");
    const auto sent = decode_lldpdu(*octets);
    expect(sent && msap_of(sent->pdu) == msap_of(decoded->pdu), "the mandatory TLVs are never left out");
    expect(octets->size() <= mtu || sent->pdu.tlvs.size() == 3, "what may be left out is, where there is no room");
}
