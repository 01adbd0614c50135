// What was configured: the values of the system's settings, and those of each port. What may be set is decided before
// (control/settings.hpp); what it means is decided elsewhere (configuration.hpp).
#pragma once

#include "control/protocol.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace lldp::daemon {

/// A number of a record; 0 when it was not given.
[[nodiscard]] std::uint32_t number_in(const control::Fields& record, std::uint8_t field);

/// The values of some settings.
class Values
{
  public:
    void change(const control::Setting& setting, control::Operation operation, const control::Fields& fields);

    /// The first field of a setting's only record; nothing while none is set.
    [[nodiscard]] const control::Value* find(control::SettingId id) const;
    /// The same, or the value that the table has for when none is set, or else 0.
    [[nodiscard]] std::uint32_t number(control::SettingId id) const;
    [[nodiscard]] std::optional<std::string> text(control::SettingId id) const;
    [[nodiscard]] std::span<const control::Fields> records(control::SettingId id) const;

  private:
    std::map<control::SettingId, std::vector<control::Fields>> values_;
};

class Settings
{
  public:
    /// A change that the table allows.
    void change(const control::Configure& change);

    [[nodiscard]] const Values& system() const { return system_; }
    /// What a port that comes begins with.
    [[nodiscard]] const Values& new_ports() const { return new_ports_; }
    /// Those of a port, which begin here when it has none yet.
    [[nodiscard]] const Values& port(const std::string& name);
    [[nodiscard]] const std::map<std::string, Values>& ports() const { return ports_; }
    [[nodiscard]] bool knows(const std::string& port) const { return ports_.contains(port); }
    void forget(const std::string& port) { ports_.erase(port); }
    /// Each port goes by its new name from now on, also by one that another of them had.
    void rename(const std::map<std::string, std::string>& names);

  private:
    Values system_;
    Values new_ports_;
    std::map<std::string, Values> ports_;
};

} // namespace lldp::daemon
