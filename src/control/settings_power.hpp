// What the two ways to tell of power over Ethernet, that of LLDP-MED and that of IEEE 802.3, have in common.
#pragma once

#include "control/settings.hpp"

namespace lldp::control {

/// Values of the fields below. Those of sources are neither standard's, for each has the same numbers for both devices.
enum PowerDevice : std::uint32_t { pse = 0, pd = 1 };
enum PowerSource : std::uint32_t {
    unknown_source = 0,
    primary_source = 1, ///< of a PSE, as backup is
    backup_source = 2,
    pse_source = 3, ///< of a PD, as local and both are
    local_source = 4,
    both_sources = 5,
};

/// The fields of SettingId::Dot3Power.
struct Dot3PowerField
{
    enum : std::uint8_t {
        device,
        supported,
        enabled,
        pair_control,
        power_pairs,
        power_class,
        type,
        source,
        priority,
        requested,
        allocated,
        first_four_pair, ///< from here on of IEEE 802.3bt
        requested_a = first_four_pair,
        requested_b,
        allocated_a,
        allocated_b,
        pse_status,
        pd_status,
        pairs,
        class_a,
        class_b,
        extended_class,
        signature,
        isolated,
        maximum,
        autoclass_supported,
        autoclass_completed,
        autoclass_requested,
        power_down,
    };
};

/// The two bits that stand for a source, in both standards.
[[nodiscard]] std::uint8_t power_source_bits(std::uint32_t source);

namespace parts {

[[nodiscard]] Field power_device();
[[nodiscard]] Field power_source(Place place);
[[nodiscard]] Field power_priority(Place place);
/// What is wrong with a source (field number `source`) of that device (field 0); empty when nothing is.
[[nodiscard]] std::string_view wrong_power_source(const Fields& fields, std::uint8_t source);

} // namespace parts

} // namespace lldp::control
