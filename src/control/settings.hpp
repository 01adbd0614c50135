// Everything that can be configured, as data: what it is called, which values it takes, and how lldpcli says it. The
// client makes its commands from this table, the daemon refuses what the table does not allow, and `show configuration`
// walks it. A new setting is a row of the table and what the daemon does with it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <variant>
#include <vector>

namespace lldp::control {

/// Numbers on the wire; never given again.
enum class SettingId : std::uint16_t {
    TxInterval = 1,
    TxHold = 2,
    MaxNeighbors = 3,
    ReceiveOnly = 4,
    ManagementPattern = 5,
    InterfacePattern = 6,
    PermanentPattern = 7,
    ChassisPattern = 8,
    ChassisText = 9,
    Description = 10,
    Platform = 11,
    Hostname = 12,
    Capabilities = 13,
    AdvertiseVersion = 14,
    InterfaceDescription = 15,
    Promiscuous = 16,
    NoInventory = 17,
    PortIdSubtype = 19,
    PortDescriptionSource = 20,
    AgentType = 21,
    FastStart = 22,
    FastInterval = 23,
    Status = 24,
    PortDescription = 25,
    CapabilitiesAdvertisements = 26,
    ManagementAdvertisements = 27,
    CustomTlv = 28,
    HardwareRevision = 29,
    SoftwareRevision = 30,
    FirmwareRevision = 31,
    SerialNumber = 32,
    Manufacturer = 33,
    Model = 34,
    Asset = 35,
    MedPolicy = 36,
    MedCoordinates = 37,
    MedCivicAddress = 38,
    MedElin = 39,
    MedPower = 40,
    Dot3Power = 41,
    VlanTx = 42,
    VlanAdvertisements = 43,
    BondSource = 44,
    KeepNeighbors = 45,
};

/// A value as it travels and as the daemon keeps it.
using Value = std::variant<std::uint32_t, std::string>;
/// By the number of the field in its setting, from 0. What is not there was not given.
using Fields = std::map<std::uint8_t, Value>;

enum class FieldType : std::uint8_t {
    Flag,     ///< 1 when its name was given
    Number,   ///< within a range
    Interval, ///< milliseconds within a range; whole seconds unless "ms" stands behind
    Word,     ///< the number that one of the field's words stands for
    Words,    ///< the bits that some of them stand for; they are typed with commas between them
    Text,     ///< UTF-8 without control characters, so many octets
    Octets,   ///< so many octets; they are typed in hexadecimal, with commas between them
};

struct Choice
{
    std::string_view word;
    std::string_view help;
    std::uint32_t value = 0;
    std::string_view shown{}; ///< by `show configuration`; empty: as the word is
};

enum class Place : std::uint8_t {
    Behind,    ///< the value stands behind the words of the command at once
    Sometimes, ///< the same, for some values of the fields before it
    Required,  ///< the field's name stands before the value; such fields come in any order
    Optional,  ///< the same, and may be left out
    Second,    ///< the value stands behind that of the field before, which is Required
};

struct Field
{
    std::string_view name;
    std::string_view help;
    FieldType type{};
    std::uint32_t min = 0; ///< of a number; of octets in a Text or Octets
    std::uint32_t max = UINT32_MAX;
    std::vector<Choice> choices{}; ///< of Word and Words
    Place place = Place::Behind;
    /// What a Text has to be besides; empty when it is that.
    std::string_view (*wanted)(std::string_view text) = nullptr;
};

enum class Operation : std::uint8_t {
    Set = 1,    ///< replaces the record with the same keys
    Add = 2,    ///< one more record, where the setting is a list of them
    Remove = 3, ///< the records that have the fields which are given: all, for none; then it is as at the start
};

/// How the client says it: behind `configure`, or behind `unconfigure` for Remove and for a value that means "no".
struct Phrase
{
    enum class Verb : std::uint8_t { Configure, Unconfigure };

    Verb verb{};
    std::vector<std::string_view> words;
    std::string_view help;
    Operation operation = Operation::Set;
    std::optional<std::uint32_t> value{}; ///< of the first field, which the words say already
    bool bare = false;                    ///< nothing follows the words
};

/// A line of `show configuration`.
struct ShownSetting
{
    enum class Style : std::uint8_t {
        Plain,
        Seconds,      ///< of an Interval, rounded up
        Milliseconds, ///< of an Interval
        WhetherSet,   ///< yes or no
    };

    std::string_view tag;
    std::string_view label;
    Style style = Style::Plain;
};

enum class Scope : std::uint8_t {
    System,
    Port, ///< each port has its own, and ports to come begin with a default
    Start ///< given when the daemon starts, and never changed
};

struct Setting
{
    SettingId id{};
    std::string_view name;
    Scope scope{};
    std::vector<Field> fields;
    std::optional<Value> standard{}; ///< of the first field, while nothing is set
    std::vector<Phrase> phrases{};
    std::vector<ShownSetting> shown{};
    std::string_view unset{"(none)"}; ///< what is shown while there is no value
    std::size_t keys = 0;             ///< so many fields, from the first, tell records apart; none: there is one record
    bool is_list = false;             ///< several records with the same keys
    /// What is wrong with fields that are each right; empty when nothing is. Not asked for Remove.
    std::string_view (*wrong)(const Fields& fields) = nullptr;
    bool is_of_med = false; ///< only a device of LLDP-MED has it
};

/// In the order in which they are shown.
[[nodiscard]] std::span<const Setting> settings();
[[nodiscard]] const Setting* find_setting(SettingId id);

/// What was typed, as a value. The error says what would be right: "a number from 1 to 100".
[[nodiscard]] tl::expected<Value, std::string> parse_value(const Field& field, std::string_view text);
/// What a value would have to be; nothing when it is right.
[[nodiscard]] std::optional<std::string> wrong_value(const Field& field, const Value& value);
/// As it is typed.
[[nodiscard]] std::string value_text(const Field& field, const Value& value);
/// As `show configuration` shows it.
[[nodiscard]] std::string shown_value(const Setting& setting, const ShownSetting& shown, const Value* value);

struct Configure;
/// Why a change cannot be made, for people: names what was wrong and what was expected. Nothing when it can.
[[nodiscard]] std::optional<std::string> wrong_change(const Configure& change);

} // namespace lldp::control
