#include "proto/tlv.hpp"

namespace lldp {
namespace {

class WireCategory : public std::error_category
{
  public:
    [[nodiscard]] const char* name() const noexcept override { return "wire"; }

    [[nodiscard]] std::string message(int value) const override
    {
        switch (static_cast<WireErrc>(value)) {
        case WireErrc::truncated:
            return "the data ends too early";
        case WireErrc::bad_length:
            return "the length is outside what is allowed";
        case WireErrc::bad_value:
            return "the value is reserved or impossible";
        case WireErrc::misplaced:
            return "a mandatory TLV is not in its place";
        case WireErrc::duplicate:
            return "a TLV that may stand only once stands there again";
        case WireErrc::missing:
            return "a mandatory TLV is missing";
        case WireErrc::too_big:
            return "too big for its field";
        case WireErrc::not_lldp:
            return "not LLDP";
        }
        return "unknown wire error " + std::to_string(value);
    }
};

} // namespace

std::error_code make_error_code(WireErrc code)
{
    static const WireCategory category;
    return {static_cast<int>(code), category};
}

tl::unexpected<Error> malformed(const TlvInfo& info, WireErrc code, std::size_t octet, std::string_view expected)
{
    return failure(code, "decode " + std::string{info.name} + " TLV",
                   "at octet " + std::to_string(octet) + ", expected " + std::string{expected});
}

tl::unexpected<Error> unencodable(const TlvInfo& info, WireErrc code, std::string_view expected)
{
    return failure(code, "encode " + std::string{info.name} + " TLV", "with " + std::string{expected});
}

} // namespace lldp
