// TLVs of any organization, octet by octet.
#include "control/settings_parts.hpp"

namespace lldp::control::parts {

namespace {

constexpr std::uint32_t oui_size = 3;
constexpr std::uint32_t max_subtype = 255;
constexpr std::uint32_t max_content = 507; // IEEE 802.1AB-2016 8.6.1.5

} // namespace

std::vector<Setting> custom()
{
    using Verb = Phrase::Verb;
    return {
        {.id = SettingId::CustomTlv,
         .name = "custom-tlv",
         .scope = Scope::Port,
         .fields =
             {{"oui", "Organizationally Unique Identifier", FieldType::Octets, oui_size, oui_size, {}, Place::Required},
              {"subtype", "Organizationally Defined Subtype", FieldType::Number, 0, max_subtype, {}, Place::Required},
              {"oui-info", "Organizationally Defined Content", FieldType::Octets, 1, max_content, {}, Place::Optional}},
         .phrases = {{Verb::Configure, {"lldp", "custom-tlv"}, "Add a custom TLV", Operation::Add},
                     {Verb::Configure, {"lldp", "custom-tlv", "add"}, "Add a custom TLV", Operation::Add},
                     {Verb::Configure,
                      {"lldp", "custom-tlv", "replace"},
                      "Replace all custom TLVs of that OUI and subtype",
                      Operation::Set},
                     remove({"lldp", "custom-tlv"}, "Delete custom TLVs")},
         .keys = 2,
         .is_list = true}};
}

} // namespace lldp::control::parts
