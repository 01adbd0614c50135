// The parts of the table of settings (settings.hpp), a subject a file, and what their rows are put together from.
#pragma once

#include "control/settings.hpp"

#include <string_view>
#include <utility>
#include <vector>

namespace lldp::control::parts {

/// What is sent when, to whom, and what is kept.
[[nodiscard]] std::vector<Setting> timing();
/// What this system is called, and which parts of it speak.
[[nodiscard]] std::vector<Setting> system();
/// What a port is called, and where its frames go.
[[nodiscard]] std::vector<Setting> port_identity();
/// Frames close together for whoever is new.
[[nodiscard]] std::vector<Setting> fast_start();
/// What a port says of its VLANs in IEEE 802.1.
[[nodiscard]] std::vector<Setting> dot1();
/// What a port says of power over Ethernet in IEEE 802.3.
[[nodiscard]] std::vector<Setting> dot3();
/// What a device of LLDP-MED says of itself, and what its ports do.
[[nodiscard]] std::vector<Setting> med();
/// TLVs of any organization, octet by octet.
[[nodiscard]] std::vector<Setting> custom();

using Words = std::vector<std::string_view>;

inline constexpr std::uint32_t max_text = 255; // octets: IEEE 802.1AB-2016 8.5.2 to 8.5.7

inline constexpr std::uint32_t max_pattern = 4096;

inline Phrase set(Words words, std::string_view help)
{
    return {Phrase::Verb::Configure, std::move(words), help};
}

inline Phrase remove(Words words, std::string_view help)
{
    return {Phrase::Verb::Unconfigure, std::move(words), help, Operation::Remove};
}

inline Phrase turn_on(Words words, std::string_view help)
{
    return {Phrase::Verb::Configure, std::move(words), help, Operation::Set, 1};
}

inline Phrase turn_off(Phrase::Verb verb, Words words, std::string_view help)
{
    return {verb, std::move(words), help, Operation::Set, 0};
}

inline Field text(std::string_view name, std::string_view help, std::uint32_t max = max_text)
{
    return {name, help, FieldType::Text, 1, max};
}

inline Field flag(std::string_view name, std::string_view help)
{
    return {name, help, FieldType::Flag};
}

} // namespace lldp::control::parts
