// What a port is called, and where its frames go.
#include "control/settings_parts.hpp"

namespace lldp::control::parts {

namespace {

// IEEE 802.1AB-2016 table 8-3
constexpr std::uint32_t port_id_mac = 3;
constexpr std::uint32_t port_id_ifname = 5;
constexpr std::uint32_t port_id_local = 7;

// IEEE 802.1Q-2018 9.6
constexpr std::uint32_t max_vlan = 4094;
constexpr std::uint32_t max_priority = 7;

/// A port ID is made of the interface, or else is a text.
std::string_view wrong_port_id(const Fields& fields)
{
    const auto subtype = fields.find(0);
    const bool is_local = subtype != fields.end() && subtype->second == Value{port_id_local};
    if (is_local == fields.contains(1))
        return {};
    return is_local ? "a local port ID takes a text" : "only a local port ID takes a text";
}

} // namespace

std::vector<Setting> port_identity()
{
    using Verb = Phrase::Verb;
    return {
        {.id = SettingId::PortIdSubtype,
         .name = "portidsubtype",
         .scope = Scope::Port,
         .fields = {{"portidsubtype",
                     "Subtype of the port ID",
                     FieldType::Word,
                     0,
                     0,
                     {{"ifname", "Interface Name", port_id_ifname},
                      {"macaddress", "MAC Address", port_id_mac},
                      {"local", "Local", port_id_local}}},
                    {"local", "The port ID", FieldType::Text, 1, max_text, {}, Place::Sometimes}},
         .phrases = {{Verb::Configure,
                      {"lldp", "portidsubtype", "ifname"},
                      "Interface Name",
                      Operation::Set,
                      port_id_ifname,
                      true},
                     {Verb::Configure,
                      {"lldp", "portidsubtype", "macaddress"},
                      "MAC Address",
                      Operation::Set,
                      port_id_mac,
                      true},
                     {Verb::Configure, {"lldp", "portidsubtype", "local"}, "Local", Operation::Set, port_id_local},
                     remove({"lldp", "portidsubtype"}, "Let lldpd choose the port ID")},
         .shown = {{"lldp-portid-type", "Port ID TLV subtype for LLDP frames"}},
         .unset = "unknown",
         .wrong = wrong_port_id},
        {.id = SettingId::PortDescription,
         .name = "portdescription",
         .scope = Scope::Port,
         .fields = {text("portdescription", "Description of the port")},
         .phrases = {set({"lldp", "portdescription"}, "Set port description"),
                     remove({"lldp", "portdescription"}, "Let lldpd choose the port description")}},
        {.id = SettingId::PortDescriptionSource,
         .name = "portdescription-source",
         .scope = Scope::Port,
         .fields = {{"portdescription-source",
                     "Where the description comes from",
                     FieldType::Word,
                     0,
                     0,
                     {{"auto", "The alias where there is one, else the name", 0},
                      {"ifname", "The interface's name", 1},
                      {"alias", "The interface's alias", 2}}}},
         .standard = 0U,
         .phrases = {set({"lldp", "portdescription-source"}, "Set where port descriptions come from"),
                     remove({"lldp", "portdescription-source"}, "Reset where port descriptions come from")},
         .shown = {{"lldp-portdescr-type", "Port description source for LLDP frames"}}},
        {.id = SettingId::AgentType,
         .name = "agent-type",
         .scope = Scope::Port,
         .fields = {{"agent-type",
                     "Who the frames are for",
                     FieldType::Word,
                     0,
                     0,
                     {{"nearest-bridge", "Nearest bridge", 1, "nearest bridge"},
                      {"nearest-non-tpmr-bridge", "Nearest non-TPMR bridge", 2, "nearest non-TPMR bridge"},
                      {"nearest-customer-bridge", "Nearest customer bridge", 3, "nearest customer bridge"}}}},
         .phrases = {set({"lldp", "agent-type"}, "Set LLDP agent type"),
                     remove({"lldp", "agent-type"}, "Reset LLDP agent type")},
         .shown = {{"lldp-agent-type", "Agent type"}},
         .unset = "unknown"},
        {.id = SettingId::VlanTx,
         .name = "vlan-tx",
         .scope = Scope::Port,
         .fields = {{"vlan-tx", "VLAN ID", FieldType::Number, 0, max_vlan},
                    {"priority", "Priority", FieldType::Number, 0, max_priority, {}, Place::Optional},
                    {"dei", "Drop eligible indicator", FieldType::Number, 0, 1, {}, Place::Optional}},
         .phrases = {set({"lldp", "vlan-tx"}, "Send LLDP frames in a VLAN"),
                     remove({"lldp", "vlan-tx"}, "Send LLDP frames without a VLAN tag")}},
    };
}

} // namespace lldp::control::parts
