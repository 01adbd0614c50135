#include "daemon/dot3_power.hpp"

#include "control/settings_power.hpp"

namespace lldp::daemon {

namespace {

using Power = control::Dot3PowerField;

constexpr std::uint8_t power_down_request = 0x1d; // IEEE 802.3bt-2018 table 79-6g

/// A configured record, of which all that was not given is 0.
class Record
{
  public:
    explicit Record(const control::Fields& fields) : fields_{fields} {}

    [[nodiscard]] bool has(std::uint8_t field) const { return fields_.contains(field); }
    [[nodiscard]] std::uint32_t operator[](std::uint8_t field) const { return number_in(fields_, field); }
    [[nodiscard]] bool is_pse() const { return (*this)[Power::device] == control::pse; }
    /// In units of 0.1 W.
    [[nodiscard]] std::uint16_t power(std::uint8_t field) const
    {
        return static_cast<std::uint16_t>((*this)[field] / 100);
    }

  private:
    const control::Fields& fields_;
};

/// IEEE 802.3bt-2018 table 79-6d: the types of a PSE, then those of a PD, each for one signature and for two.
std::uint32_t extended_type(const Record& record)
{
    const auto type = record[Power::type] - 3;
    return record.is_pse() ? type : 2 + 2 * type + record[Power::signature];
}

PowerViaMdi::FourPair four_pair(const Record& record)
{
    PowerViaMdi::FourPair it;
    it.requested_a = record.power(Power::requested_a);
    it.requested_b = record.power(Power::requested_b);
    it.allocated_a = record.power(Power::allocated_a);
    it.allocated_b = record.power(Power::allocated_b);
    it.power_status = static_cast<std::uint16_t>(record[Power::pse_status] << 14U | record[Power::pd_status] << 12U |
                                                 record[Power::pairs] << 10U | record[Power::class_a] << 7U |
                                                 record[Power::class_b] << 4U | record[Power::extended_class]);
    it.system_setup = static_cast<std::uint8_t>(extended_type(record) << 1U | record[Power::isolated]);
    it.maximum = record.power(Power::maximum);
    it.autoclass =
        static_cast<std::uint8_t>(record[Power::autoclass_supported] << 2U | record[Power::autoclass_completed] << 1U |
                                  record[Power::autoclass_requested]);
    if (record.has(Power::power_down))
        it.power_down = std::uint32_t{power_down_request} << 18U | record[Power::power_down];
    return it;
}

/// Of the types of IEEE 802.3at; those of IEEE 802.3bt count as Type 2 there (table 79-5).
std::uint32_t two_pair_type(const Record& record)
{
    return (record[Power::type] == 1 ? 2U : 0U) + (record.is_pse() ? 0U : 1U);
}

PowerViaMdi::DataLink data_link(const Record& record)
{
    PowerViaMdi::DataLink it;
    it.type_source_priority = static_cast<std::uint8_t>(
        two_pair_type(record) << 6U | unsigned{control::power_source_bits(record[Power::source])} << 4U |
        record[Power::priority]);
    it.requested = record.power(Power::requested);
    it.allocated = record.power(Power::allocated);
    if (record[Power::type] >= 3)
        it.four_pair = four_pair(record);
    return it;
}

} // namespace

std::vector<Tlv> power_tlvs(const Values& port)
{
    const auto records = port.records(control::SettingId::Dot3Power);
    if (records.empty())
        return {};
    const Record record{records.front()};
    PowerViaMdi tlv;
    tlv.is_pse = record.is_pse();
    tlv.supported = record[Power::supported] != 0;
    tlv.enabled = record[Power::enabled] != 0;
    tlv.pair_control = record[Power::pair_control] != 0;
    tlv.pairs = static_cast<std::uint8_t>(record[Power::power_pairs]);
    tlv.power_class = static_cast<std::uint8_t>(record[Power::power_class]);
    if (record.has(Power::type))
        tlv.data_link = data_link(record);
    return {tlv};
}

} // namespace lldp::daemon
