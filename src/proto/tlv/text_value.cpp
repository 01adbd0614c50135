#include "proto/tlv/text_value.hpp"

namespace lldp::text_value {

Expected<> encode(Writer& writer, const TlvInfo& info, std::string_view text, std::size_t max)
{
    if (text.size() > max)
        return unencodable(info, WireErrc::too_big,
                           "a text of " + std::to_string(text.size()) + " octets, more than " + std::to_string(max));
    writer.text(text);
    return {};
}

std::vector<Shown> shown(std::string text)
{
    if (text.empty())
        return {};
    return {{std::move(text)}};
}

} // namespace lldp::text_value
