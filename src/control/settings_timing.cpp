// When frames are sent, how long they are valid, and whom a port keeps.
#include "control/settings_parts.hpp"

namespace lldp::control::parts {

namespace {

using Style = ShownSetting::Style;

constexpr std::uint32_t max_interval_ms = 3'600'000; // IEEE 802.1AB-2016 11.5.1, lldpV2MessageTxInterval
constexpr std::uint32_t max_fast_seconds = 3600;
constexpr std::uint32_t max_hold = 100;
constexpr std::uint32_t max_neighbors = 100'000;

} // namespace

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
        {.id = SettingId::KeepNeighbors,
         .name = "keep-neighbors",
         .scope = Scope::System,
         .fields = {flag("keep-neighbors", "Keep the neighbors of a link that goes down")},
         .standard = 0U,
         .phrases = {turn_on({"lldp", "keep-neighbors"},
                             "Keep neighbors of a link that goes down until their TTL passes"),
                     turn_off(Verb::Unconfigure, {"lldp", "keep-neighbors"},
                              "Forget neighbors as soon as their link goes down")},
         .shown = {{"keep-neighbors", "Keep neighbors when their link goes down"}}},
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

} // namespace lldp::control::parts
