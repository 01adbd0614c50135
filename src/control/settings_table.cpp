// The table of settings. `show configuration` shows them in this order.
#include "control/settings.hpp"

namespace lldp::control {

namespace {

using Style = ShownSetting::Style;
using Words = std::vector<std::string_view>;

constexpr std::uint32_t max_interval_ms = 3'600'000; // IEEE 802.1AB-2016 11.5.1, lldpV2MessageTxInterval
constexpr std::uint32_t max_fast_seconds = 3600;
constexpr std::uint32_t max_hold = 100;
constexpr std::uint32_t max_neighbors = 10'000;
constexpr std::uint32_t max_text = 255; // octets: IEEE 802.1AB-2016 8.5.2 to 8.5.7
constexpr std::uint32_t max_pattern = 4096;

// IEEE 802.1AB-2016 table 8-3
constexpr std::uint32_t port_id_mac = 3;
constexpr std::uint32_t port_id_ifname = 5;
constexpr std::uint32_t port_id_local = 7;

Phrase set(Words words, std::string_view help)
{
    return {Phrase::Verb::Configure, std::move(words), help};
}

Phrase remove(Words words, std::string_view help)
{
    return {Phrase::Verb::Unconfigure, std::move(words), help, Operation::Remove};
}

Phrase turn_on(Words words, std::string_view help)
{
    return {Phrase::Verb::Configure, std::move(words), help, Operation::Set, 1};
}

Phrase turn_off(Phrase::Verb verb, Words words, std::string_view help)
{
    return {verb, std::move(words), help, Operation::Set, 0};
}

Field text(std::string_view name, std::string_view help, std::uint32_t max = max_text)
{
    return {name, help, FieldType::Text, 1, max};
}

Field flag(std::string_view name, std::string_view help)
{
    return {name, help, FieldType::Flag};
}

/// What is sent when, and what is kept.
std::vector<Setting> timing()
{
    using Verb = Phrase::Verb;
    return {
        {.id = SettingId::TxInterval,
         .name = "tx-interval",
         .scope = Scope::System,
         .fields = {{"tx-interval", "Seconds between frames, or milliseconds with ms behind", FieldType::Interval, 1,
                     max_interval_ms}},
         .standard = 30'000U,
         .phrases = {set({"lldp", "tx-interval"}, "Set LLDP transmit delay"),
                     remove({"lldp", "tx-interval"}, "Reset LLDP transmit delay")},
         .shown = {{"tx-delay", "Transmit delay", Style::Seconds},
                   {"tx-delay-ms", "Transmit delay in milliseconds", Style::Milliseconds}}},
        {.id = SettingId::TxHold,
         .name = "tx-hold",
         .scope = Scope::System,
         .fields = {{"tx-hold", "So many intervals a frame is valid", FieldType::Number, 1, max_hold}},
         .standard = 4U,
         .phrases = {set({"lldp", "tx-hold"}, "Set LLDP transmit hold"),
                     remove({"lldp", "tx-hold"}, "Reset LLDP transmit hold")},
         .shown = {{"tx-hold", "Transmit hold"}}},
        {.id = SettingId::MaxNeighbors,
         .name = "max-neighbors",
         .scope = Scope::System,
         .fields = {{"max-neighbors", "Neighbors that a port keeps", FieldType::Number, 1, max_neighbors}},
         .standard = 32U,
         .phrases = {set({"system", "max-neighbors"}, "Set maximum number of neighbors per port"),
                     remove({"system", "max-neighbors"}, "Reset maximum number of neighbors per port")},
         .shown = {{"max-neighbors", "Maximum number of neighbors"}}},
        {.id = SettingId::ReceiveOnly,
         .name = "receive-only",
         .scope = Scope::Start,
         .fields = {flag("receive-only", "Send nothing")},
         .standard = 0U,
         .shown = {{"rx-only", "Receive mode"}}},
        {.id = SettingId::Status,
         .name = "status",
         .scope = Scope::Port,
         .fields = {{"status",
                     "Administrative status",
                     FieldType::Word,
                     0,
                     0,
                     {{"rx-and-tx", "Receive and send", 3},
                      {"rx-only", "Only receive", 2},
                      {"tx-only", "Only send", 1},
                      {"disabled", "Neither receive nor send", 0}}}},
         .standard = 3U,
         .phrases = {set({"lldp", "status"}, "Set administrative status"),
                     remove({"lldp", "status"}, "Reset administrative status")}},
        {.id = SettingId::CapabilitiesAdvertisements,
         .name = "capabilities-advertisements",
         .scope = Scope::System,
         .fields = {flag("capabilities-advertisements", "Tell the capabilities")},
         .standard = 1U,
         .phrases = {turn_on({"lldp", "capabilities-advertisements"}, "Enable chassis capabilities advertisement"),
                     turn_off(Verb::Unconfigure, {"lldp", "capabilities-advertisements"},
                              "Don't enable chassis capabilities advertisement")}},
        {.id = SettingId::ManagementAdvertisements,
         .name = "management-addresses-advertisements",
         .scope = Scope::System,
         .fields = {flag("management-addresses-advertisements", "Tell the management addresses")},
         .standard = 1U,
         .phrases = {turn_on({"lldp", "management-addresses-advertisements"},
                             "Enable management addresses advertisement"),
                     turn_off(Verb::Unconfigure, {"lldp", "management-addresses-advertisements"},
                              "Don't enable management addresses advertisement")}},
    };
}

/// What this system is called, and which parts of it speak.
std::vector<Setting> identity()
{
    return {
        {.id = SettingId::ManagementPattern,
         .name = "management pattern",
         .scope = Scope::Start,
         .fields = {text("pattern", "Addresses, interfaces or patterns of them", max_pattern)},
         .shown = {{"mgmt-pattern", "Pattern for management addresses"}}},
        {.id = SettingId::InterfacePattern,
         .name = "interface pattern",
         .scope = Scope::Start,
         .fields = {text("pattern", "Interfaces or patterns of them", max_pattern)},
         .shown = {{"iface-pattern", "Interface pattern"}}},
        {.id = SettingId::ChassisPattern,
         .name = "chassis ID pattern",
         .scope = Scope::Start,
         .fields = {text("pattern", "Interfaces whose MAC address may be the chassis ID", max_pattern)},
         .shown = {{"cid-pattern", "Interface pattern for chassis ID"}}},
        {.id = SettingId::Description,
         .name = "description",
         .scope = Scope::Start,
         .fields = {text("description", "System description")},
         .shown = {{"description", "Override description with"}}},
        {.id = SettingId::Platform,
         .name = "platform",
         .scope = Scope::Start,
         .fields = {text("platform", "Hardware platform")},
         .standard = "Linux",
         .shown = {{"platform", "Override platform with"}}},
        {.id = SettingId::AdvertiseVersion,
         .name = "advertise-version",
         .scope = Scope::Start,
         .fields = {flag("advertise-version", "Tell kernel release and version")},
         .standard = 1U,
         .shown = {{"advertise-version", "Advertise version"}}},
        {.id = SettingId::NoInventory,
         .name = "lldpmed-no-inventory",
         .scope = Scope::Start,
         .fields = {flag("no-inventory", "Leave the inventory out of LLDP-MED")},
         .standard = 1U,
         .shown = {{"lldpmed-no-inventory", "Disable LLDP-MED inventory"}}},
    };
}

/// A port ID is made of the interface, or else is a text.
std::string_view wrong_port_id(const Fields& fields)
{
    const auto subtype = fields.find(0);
    const bool is_local = subtype != fields.end() && subtype->second == Value{port_id_local};
    if (is_local == fields.contains(1))
        return {};
    return is_local ? "a local port ID takes a text" : "only a local port ID takes a text";
}

/// What a port is called, and where its frames go.
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
    };
}

/// Frames close together for whoever is new.
std::vector<Setting> fast_start()
{
    using Verb = Phrase::Verb;
    Setting enabled{.id = SettingId::FastStart,
                    .name = "fast-start",
                    .scope = Scope::System,
                    .fields = {flag("fast-start", "Start fast")},
                    .standard = 1U,
                    .shown = {{"fast-start", "Fast start mechanism"}}};
    Setting interval{.id = SettingId::FastInterval,
                     .name = "fast-start tx-interval",
                     .scope = Scope::System,
                     .fields = {{"tx-interval", "Seconds between frames", FieldType::Number, 1, max_fast_seconds}},
                     .standard = 1U,
                     .shown = {{"fast-start-interval", "Fast start interval"}}};
    for (const std::string_view family : {"lldp", "med"}) {
        enabled.phrases.push_back(turn_on({family, "fast-start", "enable"}, "Enable fast start"));
        enabled.phrases.push_back(turn_off(Verb::Configure, {family, "fast-start", "disable"}, "Disable fast start"));
        enabled.phrases.push_back(turn_off(Verb::Unconfigure, {family, "fast-start"}, "Disable fast start"));
        interval.phrases.push_back(set({family, "fast-start", "tx-interval"}, "Set LLDP fast transmit delay"));
        interval.phrases.push_back(remove({family, "fast-start", "tx-interval"}, "Reset LLDP fast transmit delay"));
    }
    return {enabled, interval};
}

std::vector<Setting> make_table()
{
    std::vector<Setting> table;
    for (auto& part : {timing(), identity(), port_identity(), fast_start()})
        table.insert(table.end(), part.begin(), part.end());
    return table;
}

} // namespace

std::span<const Setting> settings()
{
    static const auto table = make_table();
    return table;
}

} // namespace lldp::control
