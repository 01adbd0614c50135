#include "proto/tlv/text_value.hpp"

namespace lldp::text_value {

Expected<> encode(Writer& writer, const TlvInfo& info, std::string_view text)
{
    if (text.size() > max_size)
        return unencodable(info, WireErrc::too_big,
                           "a text of " + std::to_string(text.size()) + " octets, more than 255");
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
